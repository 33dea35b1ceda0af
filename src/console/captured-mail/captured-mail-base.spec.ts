import type { Role } from '../../identity/index.js';
import { capturedMailBase } from './captured-mail-base.js';

it.each<[readonly Role[], boolean, string | null]>([
  [['reader'], false, null],
  [['reader'], true, '/captured-mail'],
  [['case-handler'], false, '/captured-letters'],
  [['approver'], true, '/captured-letters'],
])('%j, with a page for everybody: %s, reads captured mail at %s', (roles, showsCapturedMail, expected) => {
  expect(capturedMailBase({ showsCapturedMail }, roles)).toBe(expected);
});
