import { dirname } from 'node:path';

const keyOf = ({ file, was, what }) => `${file} | ${was} | ${what}`;

/** Prints the survivors and a table by folder. True: every mutant was found or is known to change nothing. */
export function printOutcome(outcomes, equivalents) {
  const reasons = new Map(equivalents.map((item) => [keyOf(item), item.reason]));
  const judged = outcomes.map((item) => ({
    ...item,
    group: item.outcome.startsWith('failed') ? 'found' : reasons.has(keyOf(item)) ? 'equivalent' : item.outcome,
  }));
  const open = judged.filter(({ group }) => group === 'survived' || group === 'not reached');
  for (const { file, line, what, was, group } of open.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line))
    console.log(`${file}:${line}  ${group}  ${what}  in: ${was}`);
  console.log(`\n${['folder'.padEnd(28), 'mutants', 'found', 'equivalent', 'survived', 'not reached'].join('  ')}`);
  const folders = [...new Set(judged.map(({ file }) => dirname(file)))].sort((a, b) => a.localeCompare(b));
  for (const folder of [...folders, 'all']) {
    const own = judged.filter(({ file }) => folder === 'all' || dirname(file) === folder);
    const count = (group) => own.filter((item) => item.group === group).length;
    const cells = [own.length, count('found'), count('equivalent'), count('survived'), count('not reached')];
    console.log([folder.padEnd(28), ...cells.map((cell, i) => String(cell).padStart([7, 5, 10, 8, 11][i]))].join('  '));
  }
  return open.length === 0;
}
