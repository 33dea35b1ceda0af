import { type InvitationSituation, invitesAgain } from './invite-again.policy.js';

const deadlineEndsAt = new Date('2020-07-01T23:59:59.999+02:00');
const bounced: InvitationSituation = {
  invitation: { state: 'BOUNCED_HARD', email: 'gammel@kommune.example' },
  email: 'ny@kommune.example',
  campaignState: 'RUNNING',
  returnState: 'NONE',
  withdrawn: false,
  deadlineEndsAt,
};
const now = new Date('2020-05-04T09:00:00+02:00');
const former = (state: InvitationSituation['invitation']['state']): Partial<InvitationSituation> => ({
  invitation: { state, email: bounced.invitation.email },
});

describe('the invitation', () => {
  it.each<[string, Partial<InvitationSituation>, boolean]>([
    ['bounced for good', {}, true],
    ['was given up after several soft bounces', former('BOUNCED_SOFT'), true],
    ['was refused by the mail server', former('FAILED'), true],
    ['bounced while the campaign is still being issued', { campaignState: 'ISSUING' }, true],
    ['bounced, and what was returned has been rejected', { returnState: 'REJECTED' }, true],
    ['arrived', former('SENT'), false],
    ['is still to be sent', former('PLANNED'), false],
    ['is held', former('HELD'), false],
    ['was cancelled', former('CANCELLED'), false],
    ['bounced at the address that still stands', { email: bounced.invitation.email }, false],
    ['bounced, and a document is being verified', { returnState: 'RECEIVED' }, false],
    ['bounced, and a document waits for review', { returnState: 'NEEDS_REVIEW' }, false],
    ['bounced, and the declaration is accepted', { returnState: 'ACCEPTED' }, false],
    ['bounced, and the declaration is withdrawn', { withdrawn: true }, false],
    ['bounced, and the campaign is closed', { campaignState: 'CLOSED' }, false],
  ])('that %s goes out again: %#', (_what, changes, expected) => {
    expect(invitesAgain({ ...bounced, ...changes }, now)).toBe(expected);
  });

  it('goes out again until the deadline ends, and not after', () => {
    expect(invitesAgain(bounced, deadlineEndsAt)).toBe(true);
    expect(invitesAgain(bounced, new Date(deadlineEndsAt.getTime() + 1))).toBe(false);
  });
});
