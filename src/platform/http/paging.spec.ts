import { z } from 'zod';
import { pageOf, pageQuery } from './paging.js';

const query = pageQuery(z.strictObject({ name: z.string(), id: z.int() }));
const rows = ['a', 'b', 'c', 'd'].map((name, index) => ({ name, id: index + 1 }));
const page = (count: number, limit: number) =>
  pageOf(
    rows.slice(0, count),
    limit,
    (row) => row,
    (row) => row.name,
  );

describe('pageOf', () => {
  it.each<[string, number, number, string[], boolean]>([
    ['no rows', 0, 2, [], false],
    ['fewer rows than the limit', 1, 2, ['a'], false],
    ['just the limit', 2, 2, ['a', 'b'], false],
    ['one row more', 3, 2, ['a', 'b'], true],
  ])('of %s', (_name, count, limit, items, hasNext) => {
    const result = page(count, limit);
    expect(result.items).toEqual(items);
    expect(result.nextCursor !== null).toBe(hasNext);
  });

  it('gives a cursor that says where the page ended', () => {
    const { nextCursor } = page(3, 2);
    expect(query.parse({ cursor: nextCursor })).toEqual({ limit: 50, cursor: { name: 'b', id: 2 } });
  });
});

describe('pageQuery', () => {
  it('has a default of 50 and no cursor', () => {
    expect(query.parse({})).toEqual({ limit: 50 });
  });

  it.each(['1', '200'])('takes the limit %s', (limit) => {
    expect(query.parse({ limit }).limit).toBe(Number(limit));
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['limit 0', { limit: '0' }, 'limit'],
    ['limit 201', { limit: '201' }, 'limit'],
    ['half a limit', { limit: '1.5' }, 'limit'],
    ['a limit of words', { limit: 'all' }, 'limit'],
    ['an empty limit', { limit: '' }, 'limit'],
    ['a cursor that is no base64url JSON', { cursor: '%%%' }, 'cursor'],
    ['an empty cursor', { cursor: '' }, 'cursor'],
    ['a cursor of another list', { cursor: Buffer.from('{"at":1}').toString('base64url') }, 'cursor'],
    ['a cursor of the wrong type', { cursor: Buffer.from('{"name":1,"id":2}').toString('base64url') }, 'cursor'],
    ['a cursor with more in it', { cursor: Buffer.from('{"name":"a","id":2,"x":1}').toString('base64url') }, 'cursor'],
    ['a cursor beyond any', { cursor: 'a'.repeat(1001) }, 'cursor'],
    ['two cursors', { cursor: ['a', 'b'] }, 'cursor'],
  ])('refuses %s', (_name, input, field) => {
    expect(query.safeParse(input).error?.issues.map((issue) => issue.path[0])).toContain(field);
  });

  it('refuses parameters it does not know', () => {
    expect(query.safeParse({ offset: '3' }).success).toBe(false);
  });
});
