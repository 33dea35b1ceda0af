import { decisionForm, decisionOf, type TypedDecision } from './decision-form.js';

const typed = (fields: Record<string, unknown>): TypedDecision =>
  decisionForm.parse({ version: '2', step: 'decide', reason: 'Fordi.', ...fields });

describe('a decision as it was typed', () => {
  it.each([
    ['ACCEPT', {}, { decision: 'ACCEPT', reason: 'Fordi.', note: null }],
    ['ACCEPT', { note: ' Takk.\r\nHilsen ' }, { decision: 'ACCEPT', reason: 'Fordi.', note: 'Takk.\r\nHilsen' }],
    [
      'REJECT',
      { rejectionReasons: ['OTHER', 'TOO_LARGE', 'NO_SUCH'], explanation: ' Signer. ' },
      {
        decision: 'REJECT',
        reason: 'Fordi.',
        rejectionReasons: [
          { code: 'TOO_LARGE', largestMegabytes: 25 },
          { code: 'OTHER', explanation: 'Signer.' },
        ],
      },
    ],
    ['BETTER_COPY', { note: '' }, { decision: 'BETTER_COPY', reason: 'Fordi.', note: null }],
    [
      'ATTACH',
      { reference: ' akson-2020-0301-q7k2m ' },
      { decision: 'ATTACH', reason: 'Fordi.', reference: 'AKSON-2020-0301-Q7K2M' },
    ],
    ['ATTACH', { chosen: 'A-1', reference: 'B-2' }, { decision: 'ATTACH', reason: 'Fordi.', reference: 'A-1' }],
    ['SET_ASIDE', { note: 'nobody reads this' }, { decision: 'SET_ASIDE', reason: 'Fordi.' }],
  ] as const)('%s of %j', (decision, fields, expected) => {
    expect(decisionOf(decision, typed(fields), 25)).toEqual({ decided: expected });
  });

  it.each([
    ['ACCEPT', { reason: '' }, { reason: 'REASON_MISSING' }],
    ['SET_ASIDE', { reason: 'two\nlines' }, { reason: 'CONTROL_CHARACTERS' }],
    ['BETTER_COPY', { note: 'n'.repeat(2001) }, { note: 'NOTE_TOO_LONG' }],
    ['REJECT', { reason: '' }, { reason: 'REASON_MISSING', rejectionReasons: 'REJECTION_REASON_MISSING' }],
    ['REJECT', { rejectionReasons: 'OTHER' }, { explanation: 'EXPLANATION_MISSING' }],
    ['REJECT', { rejectionReasons: 'OTHER', explanation: '\u0000' }, { explanation: 'CONTROL_CHARACTERS' }],
    ['ATTACH', {}, { reference: 'REFERENCE_MISSING' }],
    ['ATTACH', { reference: "x'; DROP" }, { reference: 'DECLARATION_UNKNOWN' }],
  ] as const)('%s of %j has to be mended', (decision, fields, faults) => {
    expect(decisionOf(decision, typed(fields), 25)).toEqual({ faults });
  });

  it('a form without a version was never seen, and one without a step only previews', () => {
    expect(decisionForm.parse({})).toMatchObject({ version: 0, step: 'preview', reason: '', rejectionReasons: [] });
  });
});
