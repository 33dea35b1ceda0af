/** The middle value; of an even number of values the mean of the two in the middle. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

export function rounded(value, digits = 2) {
  return Number(value.toFixed(digits));
}

/** The most memory that this process has held so far (resident set), in MB. */
export function peakMemoryMb() {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

/** Milliseconds that `work` takes. */
export async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
