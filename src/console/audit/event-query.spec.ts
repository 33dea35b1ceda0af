import { actorOf, readEventQuery, subjectsOf } from './event-query.js';

describe('what is typed into the filter of the audit log', () => {
  it.each([
    ['Kari@Hod.example', 'person:kari@hod.example'],
    ['saksbehandling', 'key:saksbehandling'],
    ['0301', 'municipality:0301'],
    ['system:letters', 'system:letters'],
  ])('%s is the actor %s', (typed, actor) => {
    expect(actorOf(typed)).toBe(actor);
  });

  it.each([
    ['akson-2020-0301-q7k2m', ['declaration:AKSON-2020-0301-Q7K2M']],
    [
      '0463BCC0-77f7-5bb3-84b5-ebbc27d37add',
      ['return:0463bcc0-77f7-5bb3-84b5-ebbc27d37add', 'message:0463bcc0-77f7-5bb3-84b5-ebbc27d37add'],
    ],
    ['A.B@hod.example', ['person:a.b@hod.example', 'letter:A.B@hod.example']],
    ['0301', ['municipality:0301']],
    ['akson-2020', expect.arrayContaining(['campaign:akson-2020', 'api-key:akson-2020'])],
    ['message:x', ['message:x']],
  ])('%s is about %j', (typed, subjects) => {
    expect(subjectsOf(typed)).toEqual(subjects);
  });

  it('takes days as they are in Oslo, the last one whole', () => {
    const { filter } = readEventQuery({ from: '2020-03-29', to: '2020-03-29' });
    expect([filter.from, filter.before]).toEqual([new Date('2020-03-28T23:00Z'), new Date('2020-03-29T22:00Z')]);
  });

  it.each([
    [{ from: '30.6.2020' }, { from: 'notADay' }],
    [{ to: '0001-01-01' }, { to: 'notADay' }],
    [{ from: '2020-06-30', to: '2020-06-29' }, { to: 'reversed' }],
  ])('%j is told of', (query, faults) => {
    expect(readEventQuery(query).faults).toEqual(faults);
  });
});
