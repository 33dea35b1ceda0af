import { OSLO } from '../platform/calendar/index.js';
import { type ShareChange, shareSteps } from './share-steps.js';

const issued = (population: number): ShareChange => ({
  id: null,
  population,
  at: new Date('2020-04-24T07:00:00Z'),
  fact: 'ISSUED',
  value: null,
});

describe('the share day by day', () => {
  it('stands at the end of each local day on which something became known', () => {
    const a = { id: 'a', population: 60 };
    const b = { id: 'b', population: 30 };
    expect(
      shareSteps(
        [
          issued(90),
          issued(10),
          { ...a, at: new Date('2020-05-01T08:00:00Z'), fact: 'RESOLUTION', value: 'ADOPTED' },
          { ...b, at: new Date('2020-05-01T09:00:00Z'), fact: 'RETURN', value: 'RECEIVED' },
          // Past midnight in Oslo.
          { ...a, at: new Date('2020-05-01T22:30:00Z'), fact: 'RETURN', value: 'ACCEPTED' },
          { ...b, at: new Date('2020-05-02T10:00:00Z'), fact: 'RETURN', value: 'REJECTED' },
          { ...b, at: new Date('2020-05-03T10:00:00Z'), fact: 'RETURN', value: 'ACCEPTED' },
          { ...a, at: new Date('2020-05-04T10:00:00Z'), fact: 'WITHDRAWN', value: null },
        ],
        OSLO,
      ),
    ).toEqual([
      { on: '2020-04-24', base: 100, accepted: 0, forecast: 0 },
      { on: '2020-05-01', base: 100, accepted: 0, forecast: 60 },
      { on: '2020-05-02', base: 100, accepted: 60, forecast: 60 },
      { on: '2020-05-03', base: 100, accepted: 90, forecast: 90 },
      { on: '2020-05-04', base: 100, accepted: 30, forecast: 30 },
    ]);
  });

  it('is empty before anything is issued', () => {
    expect(shareSteps([], OSLO)).toEqual([]);
  });
});
