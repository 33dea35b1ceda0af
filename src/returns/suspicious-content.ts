/** What makes a file too risky to open. */
export type Suspicion = 'TEST_VIRUS' | 'PROGRAM';

// Put together here so that the source itself is not taken for the test file (EICAR's standard test string).
const TEST_VIRUS = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!'].join(''),
  'latin1',
);
const PROGRAM_HEADS = [Buffer.from('MZ'), Buffer.from([0x7f, 0x45, 0x4c, 0x46]), Buffer.from('#!')];

/**
 * Looks for what no document is, without parsing anything. It is no virus scanner: it only keeps the plainly dangerous
 * from being opened. What a PDF may do is for the verification to say (active content).
 */
export function suspicions(bytes: Buffer): Suspicion[] {
  const found: Suspicion[] = [];
  if (bytes.includes(TEST_VIRUS)) found.push('TEST_VIRUS');
  if (PROGRAM_HEADS.some((head) => bytes.subarray(0, head.length).equals(head))) found.push('PROGRAM');
  return found;
}
