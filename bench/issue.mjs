import { fileURLToPath } from 'node:url';
import { median, rounded, sum } from './parts/figures.mjs';
import { inChild, progressLine } from './parts/in-child.mjs';
import { printTable } from './parts/print-table.mjs';

const SCRIPT = fileURLToPath(new URL('parts/issue-forms.mjs', import.meta.url));
const SMALL = { size: 1000, rounds: 4, floorForms: 250 };
const LARGE = { size: 100_000, rounds: 20, floorForms: 500 };

/**
 * Issues a campaign by the service's own code (letters are only written to the outbox) and, between slices of it, does
 * the least that any such code has to do. Each size has a process of its own, so that its peak memory is its own.
 */
export async function measure() {
  const results = [];
  for (const { size, rounds, floorForms } of [SMALL, LARGE]) {
    const figures = await inChild(SCRIPT, [size, rounds, floorForms], progressLine(`${size} recipients`));
    results.push(summary(figures));
  }
  printTable(
    results.map((one) => [
      one.recipients,
      one.formsPerSecond,
      one.msPerForm.toFixed(3),
      one.floorMsPerForm.toFixed(3),
      one.ratio.toFixed(2),
      one.firstSliceSeconds.toFixed(2),
      one.dryRunSeconds.toFixed(2),
      one.peakMemoryMb,
    ]),
    {
      heading: ['recipients', 'forms/s', 'ms/form', 'floor ms', 'ratio', 'first slice s', 'dry run s', 'peak MB'],
    },
  );
  console.log(`
Ours: what IssueCampaign does for each recipient: form, declaration, deadline, reminders, invitation, result, audit.
Floor: for each form one RSA-2048 signature in the thread pool and one row of a form's size (${results[1].rowBytes} bytes)
inserted by a statement of its own, prepared, on one connection; both overlap, 250 rows are one transaction.
Figures are medians over slices measured in turn; the first slice, in which templates are made, is left out of them.`);
  const [small, large] = results;
  return {
    ratio: large.ratio,
    reference: 'one RSA-2048 signature and one row inserted for each form',
    peakMemoryMb: large.peakMemoryMb,
    peakMemoryMbAt1000: small.peakMemoryMb,
    ratioAt1000: small.ratio,
    sizes: results,
  };
}

function summary(figures) {
  const slice = figures.size / figures.issueMs.length;
  const ours = figures.issueMs.slice(1).map((ms) => ms / slice);
  const floor = figures.floorMs.slice(1).map((ms) => ms / figures.floorForms);
  return {
    recipients: figures.size,
    formsPerSecond: Math.round(1000 / median(ours)),
    msPerForm: rounded(median(ours), 3),
    floorMsPerForm: rounded(median(floor), 3),
    ratio: rounded(median(ours.map((ms, round) => ms / floor[round]))),
    ratioOfSums: rounded(sum(ours) / sum(floor)),
    secondsInAll: rounded((sum(figures.issueMs) + figures.finishMs) / 1000),
    firstSliceSeconds: rounded(figures.issueMs[0] / 1000),
    dryRunSeconds: rounded(figures.dryRunMs / 1000),
    rowBytes: figures.rowBytes,
    dryRunPeakMb: figures.dryRunPeakMb,
    peakMemoryMb: figures.peakMb,
  };
}
