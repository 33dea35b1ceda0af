import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/index.js';
import { ExamineScan, type FileToScan, type ScannedFile } from './examine-scan.js';
import type { ReturnFacts } from './return-decision.policy.js';
import type { ScanPictureKind } from './return-scan-picture.entity.js';
import { noSuchPicture, nothingToDraw, notVerifiedYet, returnUnknown, scanNotCompared } from './returns.errors.js';
import { ScanStore, type StoredScan } from './scan-store.js';

interface ScannedReturn {
  readonly version: number;
  readonly state: string;
  readonly reference: string | null;
  /** Empty when the verification did not come to its end. */
  readonly facts: Partial<ReturnFacts> | null;
  readonly pages: number | null;
}

/**
 * A scan, or any other PDF, as a person needs it: drawn and held against the issued forms, now if that has not been done
 * yet.
 */
@Injectable()
export class ReadScan {
  /** One comparison of one return, however many of its pictures are asked for at once. */
  readonly #running = new Map<string, Promise<void>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly examineScan: ExamineScan,
    private readonly store: ScanStore,
    private readonly clock: Clock,
  ) {}

  /** As it was compared before; null when it was not. */
  async made(returnId: string): Promise<StoredScan | null> {
    return await this.store.read(returnId);
  }

  /** Throws RETURN_UNKNOWN, RETURN_NOT_VERIFIED, NOTHING_TO_DRAW, SCAN_NOT_COMPARED. */
  async execute(returnId: string): Promise<StoredScan> {
    const made = (await this.store.read(returnId)) ?? (await this.#compareOnce(returnId));
    if (made === null) throw scanNotCompared('it was verified anew meanwhile');
    return made;
  }

  /** As PNG. Throws what `execute` throws, and PICTURE_UNKNOWN. */
  async picture(returnId: string, page: number, kind: ScanPictureKind): Promise<{ png: Buffer; sha256: string }> {
    const made = await this.store.picture(returnId, page, kind);
    if (made !== null) return made;
    await this.execute(returnId);
    const picture = await this.store.picture(returnId, page, kind);
    if (picture === null) throw noSuchPicture(page, kind);
    return picture;
  }

  async #compareOnce(returnId: string): Promise<StoredScan | null> {
    let running = this.#running.get(returnId);
    if (running === undefined) {
      running = this.#compare(returnId).finally(() => this.#running.delete(returnId));
      this.#running.set(returnId, running);
    }
    await running;
    return await this.store.read(returnId);
  }

  async #compare(returnId: string): Promise<void> {
    const returned = await this.#read(returnId);
    if (returned.state === 'RECEIVED') throw notVerifiedYet(returnId);
    const { noted = [], suspicions = [] } = returned.facts ?? {};
    if (suspicions.length > 0 || noted.includes('VIRUS_SUSPECTED')) throw scanNotCompared('it may be harmful');
    const effort = effortOf(returned.facts);
    if (effort === null) throw nothingToDraw(returnId);
    const rows: { bytes: Buffer }[] = await this.dataSource.query('SELECT bytes FROM return WHERE id = $1', [returnId]);
    const { bytes } = rows[0] ?? { bytes: Buffer.alloc(0) };
    const { reference, pages } = returned;
    const scanned = await this.examineScan.execute({ bytes, pages, effort, reference, compare: true });
    if (scanned.report === null) throw scanNotCompared(whyNot(scanned));
    const { report, pictures } = scanned;
    await this.dataSource.transaction(async (manager) => {
      const now: { version: number }[] = await manager.query('SELECT version FROM return WHERE id = $1 FOR UPDATE', [
        returnId,
      ]);
      // Attached to another declaration meanwhile, it is compared with that one's form.
      if (now[0]?.version !== returned.version) return;
      await this.store.replace(manager, returnId, { report, pictures }, this.clock.now());
    });
  }

  async #read(returnId: string): Promise<ScannedReturn> {
    const rows: ScannedReturn[] = await this.dataSource.query(
      `SELECT return.version, return.state, declaration.reference, return.verification -> 'facts' AS facts,
         (return.verification #>> '{report,document,pages}')::integer AS pages
       FROM return LEFT JOIN declaration ON declaration.id = return.declaration_id WHERE return.id = $1`,
      [returnId],
    );
    const row = rows[0];
    if (row === undefined) throw returnUnknown(returnId);
    return row;
  }
}

/** Null for what nobody can draw: no PDF and no picture, or one that needs a password. A page of a PDF is drawn sharp. */
function effortOf(facts: Partial<ReturnFacts> | null): FileToScan['effort'] | null {
  if (facts?.kind === 'PICTURE' || facts?.verification?.pictureOnly === true) return 'FULL';
  return facts?.kind === 'PDF' && facts.verification?.encrypted !== true ? 'SHORT' : null;
}

function whyNot({ aborted }: ScannedFile): string {
  return aborted ?? 'no picture of it can be unpacked';
}
