import { answerAddress } from './answer-address.policy.js';

const registered = 'postmottak@proevedal.kommune.example';

it.each<[string, string | null, boolean]>([
  ['the registered address', registered, true],
  ['another person of the municipality', 'ordforer@proevedal.kommune.example', true],
  ['in capitals', 'Ordforer@PROEVEDAL.Kommune.Example', true],
  ['nobody', null, false],
  ['nothing', '', false],
  ['a stranger', 'ordforer@stranger.example', false],
  ['a subdomain', 'ordforer@evil.proevedal.kommune.example', false],
  ['a longer domain', 'ordforer@proevedal.kommune.example.evil.example', false],
  ['a domain that only ends alike', 'ordforer@xproevedal.kommune.example', false],
  ['two at signs', 'a@stranger.example@proevedal.kommune.example', false],
  ['no at sign', 'proevedal.kommune.example', false],
  ['a quoted local part', '"kari nordmann"@proevedal.kommune.example', false],
  ['letters that need SMTPUTF8', 'kåre@proevedal.kommune.example', false],
  ['a second recipient', 'a@x.example,b@proevedal.kommune.example', false],
  ['a line break', 'a\r\nBcc: x@proevedal.kommune.example', false],
  ['noreply', 'noreply@proevedal.kommune.example', false],
  ['no-reply with a tag', 'no-reply+17@proevedal.kommune.example', false],
  ['a mail system', 'MAILER-DAEMON@proevedal.kommune.example', false],
  ['a name that only begins alike', 'postmasterson@proevedal.kommune.example', true],
])('%s', (_, sender, answered) => {
  expect(answerAddress(sender, registered)).toBe(answered ? sender : registered);
});
