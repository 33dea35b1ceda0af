import { mayReachThreshold, toldEvent } from './webhook-event.policy.js';

const at = new Date('2020-07-01T10:00:00Z');
const REFERENCE = 'AKSON-2020-0301-Q7K2M';
const declaration = `declaration:${REFERENCE}`;
const returned = '5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10';

describe('toldEvent', () => {
  it.each([
    [
      'RETURN_RECEIVED',
      declaration,
      { return: returned, sha256: 'ab', matchedBy: 'TOKEN' },
      'declaration.returned',
      { return: returned },
    ],
    [
      'DECLARATION_ACCEPTED',
      declaration,
      { from: 'RECEIVED', method: 'PADES', cause: returned },
      'declaration.accepted',
      { return: returned },
    ],
    ['DECLARATION_REJECTED', declaration, { cause: returned }, 'declaration.rejected', { return: returned }],
    [
      'RETURN_NEEDS_REVIEW',
      declaration,
      { return: returned, reasons: ['SCAN'] },
      'review.needed',
      { return: returned },
    ],
    [
      'DEADLINE_EXTENDED',
      declaration,
      { from: '2020-07-01', to: '2020-07-08', deadlineVersion: 2, reason: 'Ordføreren, Kari Nordmann, er syk.' },
      'extension.granted',
      { deadlineVersion: 2, dueOn: '2020-07-08' },
    ],
    [
      'LETTER_BOUNCED_HARD',
      declaration,
      { kind: 'INVITATION', messageId: '<m@x>', reason: '550 kari@x.no unknown' },
      'letter.bounced',
      { letter: 'INVITATION', bounce: 'HARD' },
    ],
    [
      'LETTER_BOUNCED_SOFT',
      declaration,
      { kind: 'INVITATION', messageId: '<m@x>', reason: 'full' },
      'letter.bounced',
      { letter: 'INVITATION', bounce: 'SOFT' },
    ],
    ['CAMPAIGN_CLOSED', 'campaign:akson-2020', {}, 'campaign.closed', {}],
  ])('tells of %s by names and ids only', (action, subject, data, type, ids) => {
    expect(toldEvent({ at, action, subject, data })).toMatchObject({ type, at, ids });
    const { key: _inside, ...outside } = toldEvent({ at, action, subject, data })!;
    expect(JSON.stringify(outside)).not.toMatch(/kari|SCAN|sha256|m@x/i);
  });

  it('knows a document that belongs to no declaration yet only once a person is needed', () => {
    const subject = `return:${returned}`;
    expect(toldEvent({ at, action: 'RETURN_RECEIVED', subject, data: { return: returned } })).toBeNull();
    expect(toldEvent({ at, action: 'RETURN_NEEDS_REVIEW', subject, data: { return: returned } })).toMatchObject({
      type: 'review.needed',
      subject: { kind: 'return', id: returned },
    });
  });

  it.each(['LETTER_SENT', 'LETTER_DELAYED', 'API_KEY_CREATED', 'DECLARATION_RECEIVED', 'constructor', 'toString'])(
    'keeps %s inside',
    (action) => {
      expect(toldEvent({ at, action, subject: declaration, data: {} })).toBeNull();
    },
  );

  it('says nothing of a letter to people who have no case', () => {
    expect(toldEvent({ at, action: 'LETTER_BOUNCED_HARD', subject: 'letter:<m@x>', data: {} })).toBeNull();
  });
});

test('only what adds to the share or shrinks its base can reach the threshold', () => {
  const actions = ['DECLARATION_ACCEPTED', 'DECLARATION_WITHDRAWN', 'DECLARATION_REJECTED', 'RESOLUTION_RECORDED'];
  expect(actions.filter(mayReachThreshold)).toEqual(['DECLARATION_ACCEPTED', 'DECLARATION_WITHDRAWN']);
});
