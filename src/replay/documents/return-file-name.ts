import type { SeededRandom } from '../seeded-random.js';

/** What a municipality calls the document that it sends back; most leave the name of the form as it came. */
export function returnFileName(formFileName: string, municipality: string, random: SeededRandom): string {
  const stem = formFileName.replace(/\.pdf$/i, '');
  return random.pick([
    formFileName,
    formFileName,
    `${stem} - signert.pdf`,
    `${stem}_signert.pdf`,
    `Intensjonserklæring ${municipality}.pdf`,
    'Signert intensjonserklæring.pdf',
  ]);
}

/** What office machines call their scans; some people give them a name. `day` is a date as `2020-06-24`. */
export function scanFileName(municipality: string, day: string, random: SeededRandom): string {
  const digits = day.replaceAll('-', '');
  return random.pick([
    `Scan_${digits}_${String(random.integer(8, 16)).padStart(2, '0')}${random.integer(10, 59)}.pdf`,
    `skannet dokument ${day}.pdf`,
    `doc${String(random.integer(1, 99999)).padStart(5, '0')}${digits}.pdf`,
    `Intensjonserklæring ${municipality}.pdf`,
    'Akson.pdf',
  ]);
}
