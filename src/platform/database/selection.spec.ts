import { selectAtOnce, Selection } from './selection.js';

interface Visit {
  readonly name: string;
  readonly cameAt: Date;
  readonly leftAt: Date | null;
}
const visits = new Selection<Visit>('SELECT name, "cameAt", "leftAt" FROM visit WHERE place = $1', {
  cameAt: true,
  leftAt: true,
});
const names = new Selection<{ readonly name: string }>('SELECT name FROM place WHERE name = $1', {});

/** A database that answers every statement with this row. */
function database(row: Record<string, unknown> | undefined) {
  const asked: { text: string; parameters: unknown }[] = [];
  const query = async (text: string, parameters: unknown): Promise<unknown> => {
    asked.push({ text, parameters });
    return await Promise.resolve(row === undefined ? [] : [row]);
  };
  return { asked, source: { query } as never };
}

describe('selections that are asked for at once', () => {
  it('are one statement with the parameters that all share', async () => {
    const { asked, source } = database({ visits: [], names: [] });
    expect(await selectAtOnce(source, { visits, names }, ['Oslo'])).toEqual({ visits: [], names: [] });
    expect(asked).toEqual([{ text: expect.stringMatching(/AS "visits".*AS "names"$/), parameters: ['Oslo'] }]);
  });

  it('give instants as such, and all else as it is', async () => {
    const { source } = database({
      visits: [
        { name: '2020-05-04', cameAt: '2020-05-04T12:00:00.123456+02:00', leftAt: null },
        { name: 'b', cameAt: '2020-05-04T10:00:00+00:00', leftAt: '2020-05-05T00:00:00+02:00' },
      ],
      names: [{ name: '2020-05-04T12:00:00Z' }],
    });
    expect(await selectAtOnce(source, { visits, names }, [])).toEqual({
      visits: [
        { name: '2020-05-04', cameAt: new Date('2020-05-04T10:00:00.123Z'), leftAt: null },
        { name: 'b', cameAt: new Date('2020-05-04T10:00:00Z'), leftAt: new Date('2020-05-04T22:00:00Z') },
      ],
      names: [{ name: '2020-05-04T12:00:00Z' }],
    });
  });
});
