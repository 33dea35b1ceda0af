import { isOutage } from './outage.js';

const of = (fields: object): Error => Object.assign(new Error('x'), fields);

describe('isOutage', () => {
  it.each<[string, unknown]>([
    ['connection refused', of({ code: 'ECONNREFUSED', syscall: 'connect' })],
    ['connection reset', of({ code: 'ECONNRESET', syscall: 'read' })],
    ['a socket file that is not there', of({ code: 'ENOENT', syscall: 'connect' })],
    ['too many connections', of({ code: '53300' })],
    ['disk full', of({ code: '53100' })],
    ['the server shutting down', of({ code: '57P01' })],
    ['a crash of the server', of({ code: '57P02' })],
    ['the server starting up', of({ code: '57P03' })],
    ['a deadlock', of({ code: '40P01' })],
    ['a connection failure', of({ code: '08006' })],
    ['the driver error inside a query error', of({ driverError: of({ code: '57P01' }) })],
    ['a lost connection', new Error('Connection terminated unexpectedly')],
    ['no connection in time', new Error('timeout exceeded when trying to connect')],
  ])('is true for %s', (_name, error) => {
    expect(isOutage(error)).toBe(true);
  });

  it.each<[string, unknown]>([
    ['a missing file', of({ code: 'ENOENT', syscall: 'open' })],
    ['a unique violation', of({ driverError: of({ code: '23505' }) })],
    ['a syntax error', of({ driverError: of({ code: '42601' }) })],
    ['a cancelled query', of({ code: '57014' })],
    ['any error', new Error('x')],
    ['a text', 'ECONNREFUSED'],
    ['nothing', undefined],
  ])('is false for %s', (_name, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
