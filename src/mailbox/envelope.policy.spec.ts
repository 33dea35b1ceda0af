import { deliveryAddress, envelopeSender } from './envelope.policy.js';

const mailboxOf = (address: string): string => address.replace(/\+[^@]*@/, '@');

describe('deliveryAddress', () => {
  it.each([
    [
      'the one recipient that is a mailbox',
      ['post@a.example', 'akson@x.example'],
      ['akson@x.example', 'b@x.example'],
      'akson@x.example',
    ],
    ['its plus part is kept', ['akson+abc@x.example'], ['akson@x.example', 'b@x.example'], 'akson+abc@x.example'],
    [
      'the first of two mailboxes',
      ['b@x.example', 'akson@x.example'],
      ['akson@x.example', 'b@x.example'],
      'b@x.example',
    ],
    ['the only mailbox when no recipient is one', ['post@a.example'], ['akson@x.example'], 'akson@x.example'],
    ['the only mailbox when there is no recipient', [], ['akson@x.example'], 'akson@x.example'],
    ['nothing when there are several mailboxes', ['post@a.example'], ['akson@x.example', 'b@x.example'], null],
    ['nothing when there is no mailbox', ['post@a.example'], [], null],
  ])('%s', (_name, recipients, mailboxes, expected) => {
    expect(deliveryAddress({ recipients }, new Set(mailboxes), mailboxOf)).toBe(expected);
  });
});

describe('envelopeSender', () => {
  it.each([
    ['Return-Path', '<post@a.example>', ['other@a.example'], 'post@a.example'],
    ['the empty Return-Path of a bounce', '<>', ['mailer-daemon@a.example'], ''],
    ['From without a Return-Path', null, ['post@a.example', 'sender@a.example'], 'post@a.example'],
    ['nothing known', null, [], ''],
  ])('%s', (_name, returnPath, from, expected) => {
    expect(envelopeSender({ returnPath, from })).toBe(expected);
  });
});
