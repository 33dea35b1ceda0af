/**
 * The corpus of signed files with known verdicts that may stand beside the project, and how well reports fit it. Never
 * part of the project: its files belong to others.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CORPUS_FOLDER = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/corpus');
export const CORPUS_PRESENT = existsSync(join(CORPUS_FOLDER, 'manifest.json'));

/** Every case as `verify --batch` is asked about it, beside what is asserted of it. */
export function corpusCases() {
  if (!CORPUS_PRESENT) return [];
  const path = (name) => join(CORPUS_FOLDER, name);
  return JSON.parse(readFileSync(path('manifest.json'), 'utf8')).map((item) => ({
    ...item,
    request: {
      id: item.id,
      file: path(item.file),
      trust: (item.roots ?? []).map(path),
      at: item.validation_time ?? undefined,
      password: item.password ?? undefined,
      docMdp: item.forced_permission ?? undefined,
    },
  }));
}

/** An unreadable file is not intact, and one that is only broken may be called unreadable. */
function integrityFits(item, integrity) {
  return (item.integrity_in ?? [item.expected.integrity]).some(
    (wanted) =>
      wanted === integrity ||
      (wanted === 'unparseable' && integrity !== 'intact') ||
      (wanted === 'broken' && integrity === 'unparseable'),
  );
}

const isAttack = ({ expected, later_changes_in: left }) => expected.later_changes === 'suspicious' && !left;
const isAsserted = (value) => value !== null && value !== undefined;

/** Each column: which cases it is about, and whether a summary fits the case. */
const COLUMNS = {
  integrity: [({ expected }) => isAsserted(expected.integrity), (item, { integrity }) => integrityFits(item, integrity)],
  coverage: [
    ({ expected }) => isAsserted(expected.covers_whole_document),
    ({ expected }, { coversWholeDocument }) => coversWholeDocument === expected.covers_whole_document,
  ],
  'later changes': [
    ({ expected }) => isAsserted(expected.later_changes),
    (item, { laterChanges }) => (item.later_changes_in ?? [item.expected.later_changes]).includes(laterChanges),
  ],
  chain: [
    ({ expected }) => isAsserted(expected.chain),
    ({ expected }, { chain }) => (chain === 'untrusted') === (expected.chain === 'untrusted') && chain !== null,
  ],
  indication: [
    ({ expected }) => isAsserted(expected.indication),
    ({ expected }, { indication }) => indication === expected.indication,
  ],
  'sub-indication': [
    ({ expected }) => isAsserted(expected.sub_indication),
    ({ expected }, { subIndication }) => subIndication === expected.sub_indication,
  ],
  'attacks caught': [isAttack, (_, summary) => summary.laterChanges === 'suspicious' || summary.integrity !== 'intact'],
  'not falsely accepted': [
    (item) => item.accept === false && (item.expected.integrity === 'broken' || isAttack(item)),
    (_, { accept }) => !accept,
  ],
  'legitimate sound': [
    ({ accept }) => accept === true,
    (_, { integrity, laterChanges }) => integrity === 'intact' && laterChanges !== 'suspicious',
  ],
  'contested not accepted': [({ contested }) => isAsserted(contested), (_, { accept }) => !accept],
  answered: [() => true, () => true],
};

/** For each column how many cases fit, and the ids of those that do not. `summaryOf(id)` may know no answer. */
export function scoreCorpus(cases, summaryOf) {
  return Object.entries(COLUMNS).map(([column, [applies, fits]]) => {
    const about = cases.filter(applies);
    const misses = about.filter((item) => {
      const summary = summaryOf(item.id);
      return summary === undefined || !fits(item, summary);
    });
    return { column, of: about.length, fit: about.length - misses.length, misses };
  });
}
