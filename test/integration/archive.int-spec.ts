import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromBuffer } from 'yauzl';
import { ApiClient } from '../support/api-client.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { describeIf, findProgram } from '../support/requires.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { issueSmall, type SmallCampaign } from '../support/small-campaign.js';
import { createTestCa } from '../support/test-ca.js';

const SCHEMA = join(import.meta.dirname, '../../../shared/data/noark5/arkivmelding/arkivmelding.xsd');

let app: TestApp;
let api: ApiClient;
let campaign: SmallCampaign;
let oslo: ReturningMunicipality;
let signed: Uint8Array;

beforeAll(async () => {
  const ca = await createTestCa();
  app = await startTestApp({ trustAnchors: [ca.intermediate] });
  api = await ApiClient.connect(app);
  campaign = await issueSmall(app, { numbers: ['0301', '4640', '5001'] });
  app.clock.moveTo(new Date('2020-05-04T22:30:00Z'));
  oslo = await ReturningMunicipality.at(app, 0);
  signed = await oslo.signed(ca);
  await oslo.send({ subject: 'Svar & <hilsen>\u0001', files: [{ fileName: '../"erklæring".pdf', bytes: signed }] });
  await app.settle();
});
afterAll(() => app?.close());

interface Item {
  readonly kind: string;
  readonly id: string;
  readonly reference: string | null;
  readonly archiveReference: string | null;
}

async function list(query = ''): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: string = cursor === '' ? '' : `&cursor=${cursor}`;
    const { body } = await api.get(`/api/v1/campaigns/${campaign.slug}/archive?limit=3${query}${page}`, {
      key: 'archive',
    });
    const answer = body as { items: Item[]; nextCursor: string | null };
    items.push(...answer.items);
    cursor = answer.nextCursor;
  }
  return items;
}

async function fetched({ kind, id }: Item): Promise<Map<string, Buffer>> {
  const { status, bytes } = await api.get(`/api/v1/archive/${kind}/${id}`, { key: 'archive' });
  expect(status).toBe(200);
  return await unzip(bytes);
}

/** As a common library reads it; it checks names, sizes and digests. */
async function unzip(zip: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  await new Promise<void>((resolve, reject) => {
    fromBuffer(zip, { lazyEntries: true, strictFileNames: true }, (fault, archive) => {
      if (fault) return reject(fault);
      archive.on('entry', (entry: { fileName: string }) => {
        archive.openReadStream(entry as Parameters<typeof archive.openReadStream>[0], (error, stream) => {
          if (error) return reject(error);
          const chunks: Buffer[] = [];
          stream.on('data', (chunk: Buffer) => chunks.push(chunk));
          stream.on('end', () => {
            files.set(entry.fileName, Buffer.concat(chunks));
            archive.readEntry();
          });
        });
      });
      archive.on('end', resolve);
      archive.on('error', reject);
      archive.readEntry();
    });
  });
  return files;
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('what is ready', () => {
  it('is listed page by page: the letters, the message and the verified return', async () => {
    const items = await list();
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    const ofOslo = items.filter(({ reference }) => reference === oslo.reference).map(({ kind }) => kind);
    expect(ofOslo.toSorted()).toEqual(['LETTER', 'LETTER', 'MESSAGE', 'RETURN']);
    expect((await list('&kind=RETURN')).map(({ kind }) => kind)).toEqual(['RETURN']);
  });

  it('brings a return as it came, with its digest and what was found', async () => {
    const [item] = await list('&kind=RETURN');
    const files = await fetched(item!);
    const names = [...files.keys()];
    expect(names).toEqual([
      'arkivmelding.xml',
      'dokumenter/1-_"erklæring".pdf'.replaceAll('"', '_'),
      'dokumenter/2-kontrollrapport.json',
    ]);
    const [xml, document, report] = [...files.values()];
    expect(sha256(document!)).toBe(sha256(signed));
    expect(JSON.parse(report!.toString())).toMatchObject({ report: { summary: { indication: 'TOTAL_PASSED' } } });
    const text = xml!.toString();
    for (const part of [
      `<mappeID>${oslo.reference}</mappeID>`,
      `<sakspartID>0192:${oslo.organizationNumber}</sakspartID>`,
      '<journalposttype>Inngående dokument</journalposttype>',
      '<korrespondanseparttype>Avsender</korrespondanseparttype>',
      '<mottattDato>2020-05-04T22:30:00.000Z</mottattDato>',
      // After midnight in Oslo.
      '<journaldato>2020-05-05</journaldato>',
      `<t:sjekksum>${sha256(signed)}</t:sjekksum>`,
      '<t:kontrollresultat>TOTAL_PASSED</t:kontrollresultat>',
      '<t:tilstand>ACCEPTED</t:tilstand>',
      `<antallFiler>2</antallFiler>`,
    ]) {
      expect(text).toContain(part);
    }
    expect((await fetched(item!)).get('arkivmelding.xml')!.toString()).toBe(text);
  });

  it('brings an invitation as sent, with the form that was issued', async () => {
    const letters = (await list('&kind=LETTER')).filter(({ reference }) => reference === oslo.reference);
    const contents = await Promise.all(letters.map(fetched));
    const invitation = contents.find((files) =>
      [...files.keys()].some((name) => name.endsWith(`${oslo.reference}.pdf`)),
    );
    expect([...invitation!.keys()]).toEqual([
      'arkivmelding.xml',
      'dokumenter/1-brev.eml',
      `dokumenter/2-${oslo.reference}.pdf`,
    ]);
    expect(sha256(invitation!.get(`dokumenter/2-${oslo.reference}.pdf`)!)).toBe(sha256(await oslo.issued()));
    expect(invitation!.get('arkivmelding.xml')!.toString()).toMatch(
      /<journalposttype>Utgående dokument<.*<sendtDato>.*<korrespondanseparttype>Mottaker</s,
    );
  });

  it('is refused when it is of another kind, and before it is ready', async () => {
    const [item] = await list('&kind=RETURN');
    const answer = await api.get(`/api/v1/archive/LETTER/${item!.id}`, { key: 'archive' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'ARCHIVE_ITEM_UNKNOWN' } });
  });
});

describe('a mark', () => {
  it('is set once, by whom and when, and takes the item off the list of what is left', async () => {
    const [item] = await list('&kind=RETURN');
    const mark = (archiveReference: string, headers = {}): ReturnType<ApiClient['post']> =>
      api.post(`/api/v1/archive/RETURN/${item!.id}/mark`, { key: 'archive', json: { archiveReference }, headers });
    const once = { 'idempotency-key': 'mark-1' };
    expect(await mark('2020/4711-3', once)).toMatchObject({
      status: 200,
      body: { archiveReference: '2020/4711-3', archivedBy: 'key:archive', archivedAt: app.clock.now().toISOString() },
    });
    expect((await mark('2020/4711-3', once)).headers.get('idempotency-replayed')).toBe('true');
    expect((await mark('2020/4711-3')).status).toBe(200);
    expect(await mark('2020/1')).toMatchObject({ status: 409, body: { code: 'ARCHIVED_OTHERWISE' } });
    expect(await list('&archived=true')).toMatchObject([{ id: item!.id, archiveReference: '2020/4711-3' }]);
    expect((await list('&archived=false')).map(({ id }) => id)).not.toContain(item!.id);
    const history: { actor: string }[] = await app.dataSource.query(
      `SELECT actor FROM audit_event WHERE action = 'ARCHIVED'`,
    );
    expect(history).toEqual([{ actor: 'key:archive' }]);
  });

  it('has seen every operation on the archive succeed', () => {
    const operations = api.operations().filter((operation) => operation.includes('/archive'));
    expect(operations).toHaveLength(3);
    expect(operations.filter((operation) => !api.succeeded.has(operation))).toEqual([]);
  });
});

describeIf(
  existsSync(SCHEMA) && findProgram('xmllint') !== undefined,
  'the schemas of Noark 5 or xmllint (Debian package libxml2-utils) are not here',
)('every arkivmelding', () => {
  it('is valid against the public schema', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'noark-'));
    try {
      const items = await list();
      const written = await Promise.all(
        items.map(async (item) => {
          const file = join(folder, `${item.id}.xml`);
          writeFileSync(file, (await fetched(item)).get('arkivmelding.xml')!);
          return file;
        }),
      );
      expect(written.length).toBeGreaterThanOrEqual(5);
      execFileSync('xmllint', ['--noout', '--nonet', '--schema', SCHEMA, ...written], { stdio: 'pipe' });
      const broken = join(folder, 'broken.xml');
      writeFileSync(broken, readFileSync(written[0]!, 'utf8').replace(/<journaldato>.*?<\/journaldato>/, ''));
      expect(() =>
        execFileSync('xmllint', ['--noout', '--nonet', '--schema', SCHEMA, broken], { stdio: 'pipe' }),
      ).toThrow(/fails to validate|journalstatus|journaldato|Command failed/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
