import { mayReceive } from './may-receive.policy.js';

const allow = ['kari@ministry.example', '@pilot.example'];

it.each<[string, readonly string[] | null, boolean]>([
  ['post@kommune.example', null, true],
  ['kari@ministry.example', allow, true],
  ['Kari@Ministry.Example', allow, true],
  ['anybody@pilot.example', allow, true],
  ['ola@ministry.example', allow, false],
  ['akari@ministry.example', allow, false],
  ['post@under.pilot.example', allow, false],
  ['post@notpilot.example', allow, false],
  ['post@pilot.example.no', allow, false],
  ['"a@pilot.example"@other.example', allow, false],
  ['@pilot.example', allow, true],
  ['', allow, false],
  ['nobody', allow, false],
  ['post@kommune.example', [], false],
])('%s among %j: %s', (address, list, expected) => {
  expect(mayReceive(address, list)).toBe(expected);
});
