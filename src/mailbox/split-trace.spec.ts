import { endOfTrace } from './split-trace.js';

const MESSAGE = 'From: post@lillevik.example\r\nSubject: Svar\r\n\r\nHei.\r\n';

describe('endOfTrace', () => {
  it.each([
    ['nothing', ''],
    [
      'what one delivery adds',
      'Return-Path: <a@b.example>\r\nDelivered-To: akson@hod.example\r\nReceived: from a\r\n\tby b; today\r\n',
    ],
    [
      'fields in other spelling, with bare line feeds',
      'RECEIVED : from a\n by b\n by c\nx-original-to:akson@hod.example\n',
    ],
  ])('passes over %s', (_what, trace) => {
    const raw = Buffer.from(trace + MESSAGE);
    expect(raw.subarray(endOfTrace(raw)).toString()).toBe(MESSAGE);
  });

  it('keeps trace fields that stand below another field: those are part of what was sent', () => {
    const raw = Buffer.from(`X-Gateway: one\r\nReceived: from a by b; today\r\n${MESSAGE}`);
    expect(endOfTrace(raw)).toBe(0);
  });

  it.each([
    ['an empty message', ''],
    ['no colon at all', 'no header here'],
    ['a line that is only a colon', ': x\r\n'],
  ])('finds no trace in %s', (_what, text) => {
    expect(endOfTrace(Buffer.from(text))).toBe(0);
  });

  it('ends with a message that is nothing but trace', () => {
    const raw = Buffer.from('Received: from a by b; today');
    expect(endOfTrace(raw)).toBe(raw.length);
  });
});
