import { FakeClamd, TEST_VIRUS } from '../../../test/support/fake-clamd.js';
import { ClamdVirusScanner } from './clamd-virus-scanner.js';

describe.each(['tcp', 'unix'] as const)('clamd over %s', (kind) => {
  let clamd: FakeClamd;
  let scanner: ClamdVirusScanner;
  beforeEach(async () => {
    clamd = await FakeClamd.start(kind);
    scanner = new ClamdVirusScanner(clamd.url);
  });
  afterEach(async () => {
    await clamd.stop();
  });

  it.each([0, 1, 64 * 1024, 64 * 1024 + 1, 5_000_000])('%i clean bytes arrive whole', async (length) => {
    const bytes = Buffer.from(Uint8Array.from({ length }, (_, i) => i % 251));
    expect(await scanner.scan(bytes)).toEqual({ clean: true });
    expect(clamd.scanned.map((content) => content.equals(bytes))).toEqual([true]);
  });

  it('names what it finds', async () => {
    const bytes = Buffer.concat([Buffer.alloc(100_000), Buffer.from(TEST_VIRUS)]);
    expect(await scanner.scan(bytes)).toEqual({ clean: false, words: 'it holds Win.Test.EICAR_HDB-1' });
  });

  it('a content past its limit is not clean, though it answers while we are still writing', async () => {
    clamd.streamMaxLength = 100_000;
    expect(await scanner.scan(Buffer.alloc(20_000_000))).toEqual({
      clean: false,
      words: 'it was not looked into (INSTREAM size limit exceeded. ERROR)',
    });
  });

  it('silence counts as down', async () => {
    clamd.behaviour = 'SILENT';
    await expect(new ClamdVirusScanner(clamd.url, 500).scan(Buffer.from('x'))).rejects.toMatchObject({
      code: 'VIRUS_SCANNER_DOWN',
      message: expect.stringMatching(/did not answer within 0.5 seconds/),
    });
  });

  it.each([
    ['HANGS_UP', /closed the connection without an answer|cannot be reached/],
    ['SPEAKS_NONSENSE', /gave no answer that is understood: HTTP/],
  ] as const)('%s counts as down', async (behaviour, message) => {
    clamd.behaviour = behaviour;
    await expect(scanner.scan(Buffer.from('x'))).rejects.toMatchObject({
      code: 'VIRUS_SCANNER_DOWN',
      message: expect.stringMatching(message),
    });
  });

  it('nobody there counts as down', async () => {
    await clamd.stop();
    await expect(scanner.scan(Buffer.from('x'))).rejects.toMatchObject({
      code: 'VIRUS_SCANNER_DOWN',
      message: expect.stringMatching(/cannot be reached .*Is clamd running\?/),
    });
  });
});
