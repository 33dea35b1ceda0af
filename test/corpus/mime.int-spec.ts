import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProcessMessageReader, READER_LIMITS } from '../../src/mailbox/index.js';
import { SeededRandom } from '../../src/replay/seeded-random.js';
import { generateMime } from '../support/generate-mime.js';
import { type MutationKind, mutate } from '../support/mutate-file.js';
import { describeIf } from '../support/requires.js';

/** The same every time; another one finds other messages. */
const SEED = 'mime-1';
const GENERATED = 400;
const MUTANTS_OF_EACH = 3;
const KINDS: readonly MutationKind[] = ['flip a bit', 'set a byte', 'take bytes out', 'double bytes', 'cut the end off'];
/** What a reader says that came to no end: each of them would be a fault of ours. */
const NO_END = /took longer|of memory|broke|without an answer|cannot be parsed/;

/** Longer than in the service: a busy machine is not the message's fault, and what hangs does so for ever. */
const limits = { ...READER_LIMITS, timeoutMs: 280_000 };
const reader = new ProcessMessageReader({ limits, maxMessageBytes: 1_000_000, nameLookup: null });
afterAll(async () => {
  await reader.close();
});

/** `read`, or why not. */
async function outcome(raw: Buffer): Promise<string> {
  try {
    const message = await reader.read(raw);
    // Every text can be stored, whatever it came from.
    const texts = JSON.stringify({ ...message, documents: message.documents.map(({ path, fileName }) => [path, fileName]) });
    expect(Buffer.from(texts).toString()).toBe(texts);
    expect(texts).not.toContain('\\u0000');
    return 'read';
  } catch (error) {
    expect(error).toMatchObject({ code: 'MESSAGE_UNREADABLE' });
    return (error as Error).message;
  }
}

const count = (outcomes: readonly string[], words: string | RegExp): number =>
  outcomes.filter((one) => (typeof words === 'string' ? one === words : words.test(one))).length;

/** Messages that CPython tests its own parser with: from real systems, with their faults (Debian: libpython3-testsuite). */
function pythonMessages(): string[] {
  const asked = spawnSync('python3', ['-c', 'import test.test_email as t; print(list(t.__path__)[0])'], { encoding: 'utf8' });
  const folder = join(asked.stdout?.trim() ?? '', 'data');
  if (asked.status !== 0 || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^msg_\w+\.txt$/.test(name))
    .toSorted()
    .map((name) => join(folder, name));
}

function mutants(originals: readonly Buffer[]): Buffer[] {
  return originals.flatMap((original, index) =>
    Array.from({ length: MUTANTS_OF_EACH }, (_, turn) => {
      const random = new SeededRandom(`${SEED}/${index}/${turn}`);
      return mutate(original, random.pick(KINDS), random)?.bytes ?? original;
    }),
  );
}

const ofPython = pythonMessages();
describeIf(ofPython.length > 0, 'no test suite of Python here (Debian package libpython3.11-testsuite)')(
  'messages that CPython’s parser is tested with',
  () => {
    const originals = ofPython.map((file) => readFileSync(file));

    it('are all read to an end', async () => {
      const outcomes = await Promise.all(originals.map(outcome));
      expect(outcomes.filter((one) => NO_END.test(one))).toEqual([]);
      expect(originals.length).toBeGreaterThanOrEqual(40);
      // Some are parts of messages, or messages of MIME headers alone.
      expect(new Set(outcomes)).toEqual(new Set(['read', 'It has none of the headers that a message has.']));
      expect(count(outcomes, 'read')).toBeGreaterThanOrEqual(40);
    });

    it('and with damage', async () => {
      const outcomes = await Promise.all(mutants(originals).map(outcome));
      expect(outcomes.filter((one) => NO_END.test(one))).toEqual([]);
    });
  },
);

describe('messages of all shapes, made from a seed', () => {
  const made = Array.from({ length: GENERATED }, (_, index) => generateMime(new SeededRandom(`${SEED}/made/${index}`)));

  it('are all read to an end', async () => {
    const outcomes = await Promise.all(made.map(outcome));
    expect(outcomes.filter((one) => NO_END.test(one))).toEqual([]);
    expect(count(outcomes, 'read')).toBeGreaterThan(GENERATED * 0.9);
  });

  it('and with damage', async () => {
    const outcomes = await Promise.all(mutants(made).map(outcome));
    expect(outcomes.filter((one) => NO_END.test(one))).toEqual([]);
  });
});
