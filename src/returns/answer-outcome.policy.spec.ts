import { answerOutcome, type AnsweredDocument } from './answer-outcome.policy.js';

const document = (words: string): AnsweredDocument => {
  const [state, ...reasons] = words.split(' ') as [AnsweredDocument['state'], ...string[]];
  return { state, reasons };
};

it.each<[string[], string | null, number]>([
  [['ACCEPTED'], 'ACCEPTED', 1],
  [['NEEDS_REVIEW SCAN'], 'IN_REVIEW', 1],
  [['SUPERSEDED DUPLICATE'], 'ALREADY_RECEIVED', 1],
  [['NEEDS_REVIEW ALREADY_ACCEPTED SCAN'], 'ALREADY_ACCEPTED', 1],
  [['NEEDS_REVIEW ALREADY_ACCEPTED UNSIGNED', 'SUPERSEDED DUPLICATE'], 'ALREADY_ACCEPTED', 2],
  [['NEEDS_REVIEW WITHDRAWN ALREADY_ACCEPTED'], 'IN_REVIEW', 1],
  [['ACCEPTED', 'NEEDS_REVIEW ALREADY_ACCEPTED UNBOUND_DOCUMENT'], 'ACCEPTED', 2],
  [['REJECTED UNSIGNED'], 'UNSIGNED', 1],
  [['REJECTED UNSIGNED', 'ACCEPTED', 'NEEDS_REVIEW SCAN'], 'ACCEPTED', 3],
  [['REJECTED UNSIGNED', 'NEEDS_REVIEW SCAN', 'SUPERSEDED DUPLICATE'], 'IN_REVIEW', 3],
  [['REJECTED UNSIGNED', 'REJECTED ENCRYPTED', 'REJECTED UNSIGNED'], 'UNSIGNED,ENCRYPTED', 3],
  [['SUPERSEDED DUPLICATE', 'REJECTED EMPTY_FILE'], 'EMPTY_FILE', 1],
  [['ACCEPTED', 'RECEIVED'], null, 0],
  [['RECEIVED'], null, 0],
  [[], null, 0],
])('%j', (documents, outcome, files) => {
  const answer = answerOutcome(documents.map(document));
  const said = answer === null ? null : answer.kind === 'RECEIPT' ? answer.outcome : answer.codes.join();
  expect(said).toBe(outcome);
  expect(answer?.files.length ?? 0).toBe(files);
});

it('the decisive document is the one that settled it', () => {
  const answer = answerOutcome(['NEEDS_REVIEW SCAN', 'ACCEPTED'].map(document));
  expect(answer).toMatchObject({ kind: 'RECEIPT', decisive: { state: 'ACCEPTED' } });
});
