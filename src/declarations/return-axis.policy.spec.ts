import { RETURN_STATES } from './declaration.entity.js';
import { awaitsReturn, returnAxis, type DocumentState } from './return-axis.policy.js';

describe('the return axis of a declaration', () => {
  it.each<[readonly DocumentState[], string]>([
    [[], 'NONE'],
    [['RECEIVED'], 'RECEIVED'],
    [['NEEDS_REVIEW'], 'NEEDS_REVIEW'],
    [['REJECTED'], 'REJECTED'],
    [['SUPERSEDED'], 'NONE'],
    [['ACCEPTED'], 'ACCEPTED'],
    [['ACCEPTED', 'REJECTED'], 'ACCEPTED'],
    [['ACCEPTED', 'NEEDS_REVIEW'], 'ACCEPTED'],
    [['REJECTED', 'ACCEPTED'], 'ACCEPTED'],
    [['REJECTED', 'NEEDS_REVIEW'], 'NEEDS_REVIEW'],
    [['NEEDS_REVIEW', 'RECEIVED'], 'NEEDS_REVIEW'],
    [['REJECTED', 'RECEIVED'], 'RECEIVED'],
    [['REJECTED', 'REJECTED'], 'REJECTED'],
    [['SUPERSEDED', 'REJECTED'], 'REJECTED'],
  ])('with documents %j is %s', (documents, state) => {
    expect(returnAxis(documents)).toBe(state);
  });

  it('asks for an answer only when there is none, or none that can be used', () => {
    expect(RETURN_STATES.filter((state) => awaitsReturn(state))).toEqual(['NONE', 'REJECTED']);
  });
});
