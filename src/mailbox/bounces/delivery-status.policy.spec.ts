import { readDeliveryStatus } from './delivery-status.policy.js';

const about = 'Reporting-MTA: dns; mx.example\nArrival-Date: Mon, 4 May 2020 10:00:00 +0200';
const block = (...fields: string[]): string => fields.join('\n');

it.each<[string, string[], object | null]>([
  ['nothing', [], null],
  ['no recipient', [about], null],
  [
    'refused for good',
    [
      about,
      block(
        'Final-Recipient: rfc822; a@b.example',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 No such user',
      ),
    ],
    {
      outcome: 'FAILED',
      hard: true,
      status: '5.1.1',
      recipient: 'a@b.example',
      explanation: '5.1.1 550 No such user',
    },
  ],
  ['given up', [about, block('Action: failed', 'Status: 4.4.7')], { outcome: 'FAILED', hard: false, status: '4.4.7' }],
  ['delayed', [about, block('Action: delayed', 'Status: 4.4.1')], { outcome: 'DELAYED', hard: false }],
  [
    'delayed, though it says 5',
    [about, block('Action: delayed', 'Status: 5.0.0')],
    { outcome: 'DELAYED', hard: false },
  ],
  ['arrived', [about, block('Action: delivered', 'Status: 2.0.0')], { outcome: 'ARRIVED', hard: false }],
  ['relayed', [about, block('Action: Relayed', 'Status: 2.0.0')], { outcome: 'ARRIVED' }],
  ['an action nobody knows', [about, block('Action: pondered', 'Status: 5.0.0')], null],
  [
    'the worst of several recipients',
    [
      about,
      block('Final-Recipient: rfc822; a@b.example', 'Action: delivered', 'Status: 2.0.0'),
      block('Final-Recipient: rfc822; c@d.example', 'Action: failed', 'Status: 5.2.2'),
      block('Final-Recipient: rfc822; e@f.example', 'Action: delayed', 'Status: 4.0.0'),
    ],
    { outcome: 'FAILED', hard: true, status: '5.2.2', recipient: 'c@d.example' },
  ],
  [
    'a folded diagnostic',
    [about, block('Action: failed', 'Status: 5.7.1', 'Diagnostic-Code: smtp; 550 5.7.1', '  Refused by', '\tpolicy')],
    { explanation: '5.7.1 550 5.7.1 Refused by policy' },
  ],
  [
    'the address that we wrote to, when it was forwarded',
    [
      about,
      block('Original-Recipient: rfc822; us@b.example', 'Final-Recipient: rfc822; x@y.example', 'Action: failed'),
    ],
    { recipient: 'us@b.example' },
  ],
  [
    'no status, but what the server said',
    [about, block('Action: failed', 'Diagnostic-Code: smtp; 550 Refused')],
    { hard: true, status: null, explanation: '550 Refused' },
  ],
  ['nothing but that it failed', [about, block('Action: failed')], { outcome: 'FAILED', hard: false, explanation: '' }],
])('%s', (_, blocks, expected) => {
  for (const lineEnd of ['\n', '\r\n']) {
    const status = readDeliveryStatus(blocks.join('\n\n').replaceAll('\n', lineEnd));
    // `null` stands for itself: an object is held against the members it names.
    expect({ status }).toMatchObject({ status: expected });
  }
});
