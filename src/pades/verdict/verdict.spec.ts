import { isPermitted } from '../changes/change.js';
import type { Failure } from '../cms/verify-signed-data.js';
import type { ChangeLevel } from '../report.js';
import { chooseIndication } from './choose-indication.js';

const failed: Failure = { indication: 'TOTAL_FAILED', subIndication: 'HASH_FAILURE' };
const open: Failure = { indication: 'INDETERMINATE', subIndication: 'TRY_LATER' };
const openFirst: Failure = { indication: 'INDETERMINATE', subIndication: 'NO_CERTIFICATE_CHAIN_FOUND' };

test.each<[string, Failure[], boolean, unknown]>([
  ['nothing wrong', [], false, { indication: 'TOTAL_PASSED', subIndication: null }],
  ['a failure decides', [open, failed], true, failed],
  ['the first open question counts', [openFirst, open], true, openFirst],
  [
    'an open finding nobody turned into a problem',
    [],
    true,
    { indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' },
  ],
])('%s', (_, problems, anythingOpen, expected) => {
  expect(chooseIndication(problems, anythingOpen)).toEqual(expected);
});

const table: [ChangeLevel, boolean, boolean, boolean, boolean][] = [
  // level, without certification, P 1, P 2, P 3
  ['NONE', true, true, true, true],
  ['LTA_UPDATES', true, true, true, true],
  ['FORM_FILLING', true, false, true, true],
  ['ANNOTATIONS', false, false, false, true],
  ['OTHER', false, false, false, false],
];

test.each(table)('%s is permitted: %s, at P 1 %s, P 2 %s, P 3 %s', (level, ...expected) => {
  expect([isPermitted(level, null), isPermitted(level, 1), isPermitted(level, 2), isPermitted(level, 3)]).toEqual(
    expected,
  );
});
