import { safeFileName } from './safe-file-name.js';

test.each([
  ['erklæring.pdf', 'erklæring.pdf'],
  ['../../etc/passwd', '_.._etc_passwd'],
  ['C:\\a\\b.pdf', 'C__a_b.pdf'],
  ['a\u0000\u202Efdp.exe', 'a__fdp.exe'],
  ['...', 'dokument'],
  ['.pdf', 'pdf'],
  ['', 'dokument'],
  [`${'å'.repeat(300)}.pdf`, `${'å'.repeat(96)}.pdf`],
  [`${'😀'.repeat(300)}.pdf`, `${'😀'.repeat(96)}.pdf`],
])('%j becomes %j', (name, safe) => expect(safeFileName(name)).toBe(safe));
