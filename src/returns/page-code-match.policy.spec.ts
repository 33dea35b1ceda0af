import { matchByPageCodes, type NamedDeclaration } from './page-code-match.policy.js';
import type { ReturnMatch } from './return.entity.js';

const halden: NamedDeclaration = { declarationId: 'halden', campaignId: 'here', reference: 'TEST-2020-3001-7K3Q9' };
const moss: NamedDeclaration = { declarationId: 'moss', campaignId: 'here', reference: 'TEST-2020-3002-M4W2Z' };
const elsewhere: NamedDeclaration = { ...moss, campaignId: 'elsewhere' };
const unmatched: ReturnMatch = { by: null, candidates: [] };
const byThread: ReturnMatch = { by: 'THREAD', candidates: [{ by: 'THREAD', reference: halden.reference }] };
const code = ({ reference }: NamedDeclaration) => ({ by: 'PAGE_CODE' as const, reference });

it.each<[string, ReturnMatch, string | null, NamedDeclaration[], string | null, ReturnMatch]>([
  ['no code', byThread, 'halden', [], 'halden', byThread],
  ['no code and nothing else', unmatched, null, [], null, unmatched],
  [
    'the code of the matched one is a further hint',
    byThread,
    'halden',
    [halden],
    'halden',
    { by: 'THREAD', candidates: [...byThread.candidates, code(halden)] },
  ],
  [
    'the code of another one leaves the return with its sender',
    byThread,
    'halden',
    [moss],
    'halden',
    { by: 'THREAD', candidates: [...byThread.candidates, code(moss)] },
  ],
  [
    'where nothing says who sent it, the code decides',
    unmatched,
    null,
    [moss],
    'moss',
    { by: 'PAGE_CODE', candidates: [code(moss)] },
  ],
  [
    'but not the codes of two',
    unmatched,
    null,
    [halden, moss],
    null,
    { by: null, candidates: [code(halden), code(moss)] },
  ],
  ['nor that of another campaign', unmatched, null, [elsewhere], null, { by: null, candidates: [code(elsewhere)] }],
  [
    'a second verification adds nothing twice',
    { by: 'PAGE_CODE', candidates: [code(moss)] },
    'moss',
    [moss],
    'moss',
    { by: 'PAGE_CODE', candidates: [code(moss)] },
  ],
])('%s', (_, match, declarationId, named, owner, expected) => {
  expect(matchByPageCodes({ match, declarationId, campaignId: 'here' }, named)).toEqual({
    match: expected,
    declarationId: owner,
  });
});
