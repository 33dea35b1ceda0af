import { randomBytes, randomUUID, sign } from 'node:crypto';
import { promisify } from 'node:util';
import pg from 'pg';

const signAsync = promisify(sign);
/** As many as the service handles in one transaction. */
const BATCH = 250;
const SIGNATURE_BYTES = 256;

/**
 * The least that issuing can cost: for each form one RSA-2048 signature in the thread pool, as the seal makes it, and
 * one row of a form's size inserted by a statement of its own (prepared once), on one connection. Signatures and
 * statements overlap; 250 rows are one transaction.
 */
export class IssueFloor {
  #client;
  #key;

  static async open(databaseUrl, key) {
    const floor = new IssueFloor();
    floor.#key = key;
    floor.#client = new pg.Client({ connectionString: databaseUrl });
    await floor.#client.connect();
    await floor.#client.query(
      `CREATE TABLE bench_floor (id uuid PRIMARY KEY, revision bytea NOT NULL, byte_length integer NOT NULL,
         sha256 text NOT NULL, issued_at timestamptz NOT NULL)`,
    );
    // Stored as forms are: not compressed.
    await floor.#client.query('ALTER TABLE bench_floor ALTER COLUMN revision SET STORAGE EXTERNAL');
    return floor;
  }

  /** `forms` signatures and rows of `rowBytes` bytes. */
  async run(forms, rowBytes) {
    const rest = randomBytes(rowBytes - SIGNATURE_BYTES);
    for (let done = 0; done < forms; done += BATCH) {
      // One statement after the other, as the protocol has it; the signatures to come are made meanwhile.
      let inserted = this.#client.query('BEGIN');
      await Promise.all(
        Array.from({ length: Math.min(BATCH, forms - done) }, async () => {
          const signature = await signAsync('sha256', randomBytes(160), this.#key);
          inserted = inserted.then(() => this.#insert(Buffer.concat([signature, rest])));
          await inserted;
        }),
      );
      await this.#client.query('COMMIT');
    }
  }

  async #insert(revision) {
    await this.#client.query({
      name: 'floor',
      text: 'INSERT INTO bench_floor (id, revision, byte_length, sha256, issued_at) VALUES ($1, $2, $3, $4, $5)',
      values: [randomUUID(), revision, revision.length, revision.toString('hex', 0, 32), '2020-04-24T09:00:00+02:00'],
    });
  }

  async close() {
    await this.#client.end();
  }
}
