import { SettleHeldLetters } from '../../src/letters/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { PageVisitor } from '../support/page-visitor.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';
import { signedInVisitor } from '../support/signed-in.js';
import { issueSmall } from '../support/small-campaign.js';

const LIST = '/campaigns/akson-2020/letters';
const HELD = `${LIST}/held`;

let app: TestApp;
let reader: PageVisitor;
let handler: PageVisitor;
let first: ReturningMunicipality;
let second: ReturningMunicipality;

beforeAll(async () => {
  app = await startTestApp();
  await issueSmall(app);
  [first, second] = [await ReturningMunicipality.at(app, 0), await ReturningMunicipality.at(app, 1)];
  reader = await signedInVisitor(app, 'reader');
  handler = await signedInVisitor(app, 'case-handler');
});
afterAll(() => app.close());

const rows = (visitor: PageVisitor): number => (visitor.html.match(/<tr><td>/g) ?? []).length;

async function invitationOf(municipality: ReturningMunicipality): Promise<string> {
  return (await municipality.letters('INVITATION'))[0]?.id ?? '';
}

/** As a mail server's refusal would leave it. */
async function bounce(municipality: ReturningMunicipality): Promise<string> {
  const id = await invitationOf(municipality);
  await app.dataSource.query(
    `UPDATE letter SET state = 'BOUNCED_HARD', last_error = '550 No such user' WHERE id = $1`,
    [id],
  );
  await app.dataSource.query(
    `INSERT INTO stopped_address (email, stopped_at, letter_id, explanation) VALUES ($1, $2, $3, '550 No such user')
     ON CONFLICT DO NOTHING`,
    [municipality.email.toLowerCase(), app.clock.now().toISOString(), id],
  );
  return id;
}

async function hold(): Promise<number> {
  await app.dataSource.query(
    `UPDATE letter SET state = 'HELD', last_error = 'NOT_ALLOWED: its recipient is not in MAIL_ALLOW.' WHERE kind = 'COPY'`,
  );
  const counts = await app
    .get(SettleHeldLetters)
    .preview({ campaignSlug: 'akson-2020', heldBecause: null, kind: null, domain: null });
  return counts.reduce((sum, { letters }) => sum + letters, 0);
}

describe('the list of letters', () => {
  it('shows the latest first, and pages without losing or repeating one', async () => {
    await reader.open(`${LIST}?limit=3`);
    expect(reader.status).toBe(200);
    const seen = [...reader.html.matchAll(/href="(\/letters\/[^"]+)"/g)].map(([, href]) => href);
    for (let next = /rel="next"/.test(reader.html); next; next = /rel="next"/.test(reader.html)) {
      const href = /<a href="([^"]+)" rel="next"/.exec(reader.html)?.[1]?.replaceAll('&amp;', '&') ?? '';
      await reader.open(href);
      seen.push(...[...reader.html.matchAll(/href="(\/letters\/[^"]+)"/g)].map(([, letter]) => letter));
    }
    const all: { count: number }[] = await app.dataSource.query('SELECT count(*)::integer AS count FROM letter');
    expect(seen).toHaveLength(all[0]?.count ?? 0);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each<[string, string, (all: { kind: string; state: string; name: string }[]) => number]>([
    ['kind=INVITATION', 'a kind', (all) => all.filter(({ kind }) => kind === 'INVITATION').length],
    ['delivery=SENT', 'a delivery', (all) => all.filter(({ state }) => state === 'SENT').length],
    ['delivery=FAILED', 'a delivery that none has', () => 0],
    ['kind=&delivery=&stopped=&q=', 'empty filters', (all) => all.length],
    ['q=oslo', "part of a municipality's name", (all) => all.filter(({ name }) => /oslo/i.test(name)).length],
    ['q=%25', 'a wildcard, which is none', () => 0],
  ])('%s: %s', async (query, _what, expected) => {
    const all: { kind: string; state: string; name: string }[] = await app.dataSource.query(
      'SELECT kind, state, recipient_name AS name FROM letter',
    );
    await reader.open(`${LIST}?limit=200&${query}`);
    expect([reader.status, rows(reader)]).toEqual([200, expected(all)]);
    if (rows(reader) === 0) expect(reader.words()).toContain('Ingen brev svarer til dette utvalget.');
  });

  it.each(['kind=LETTER', 'delivery=LOST', 'cursor=nonsense', 'limit=0'])('refuses %s', async (query) => {
    expect((await reader.open(`${LIST}?${query}`)).status).toBe(400);
  });

  it('finds a case by its reference and an address by its beginning', async () => {
    for (const q of [first.reference, first.reference.toLowerCase(), first.email.slice(0, 8)]) {
      await reader.open(`${LIST}?q=${encodeURIComponent(q)}`);
      expect(reader.html).toContain(`/letters/${await invitationOf(first)}`);
    }
  });

  it('shows letters to stopped addresses only, when asked', async () => {
    const id = await bounce(second);
    await reader.open(`${LIST}?stopped=1`);
    expect(rows(reader)).toBe(1);
    expect(reader.html).toContain(id);
    expect(reader.words()).toContain('I retur for godt');
  });
});

describe('a letter', () => {
  it('shows its words without the link, its enclosures and what happened to it', async () => {
    const id = await invitationOf(first);
    await reader.open(`/letters/${id}`);
    expect(reader.words()).toContain(first.reference);
    expect(reader.html).not.toMatch(/\/portal\/[\w-]{43}/);
    expect(reader.words()).toMatch(/Skrevet.*Tatt imot av e-posttjeneren/);
    const forms = [...reader.html.matchAll(/href="(\/letters\/[^"]+\/enclosures\/\d+)"[^>]*>([^<]+)/g)];
    const form = forms.find(([, , name]) => name?.includes(first.reference));
    const answer = await fetch(`${app.url}${form?.[1]}`, {
      headers: { cookie: reader.cookieHeader(), accept: 'text/html' },
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(await first.issued())).toBe(true);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/);
    const captured = /href="(\/captured-mail\/[^"]+)"/.exec(reader.html)?.[1] ?? '';
    expect((await reader.open(captured)).status).toBe(200);
    expect((await reader.open(`/letters/${id}/enclosures/99`)).status).toBe(404);
  });

  it('keeps the deadline that it spoke of after another one was granted', async () => {
    const id = await invitationOf(first);
    await app.fetch('/api/v1/extensions', {
      key: 'caseHandler',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': 'console-letters-extension-1' },
      body: JSON.stringify({
        items: [{ reference: first.reference, version: (await first.declaration()).version }],
        deadlineOn: '2020-07-07',
        reason: 'Council meets late',
      }),
    });
    await reader.open(`/letters/${id}`);
    expect(reader.words()).toContain('1. juli 2020');
  });

  it.each(['reader'] as const)('a %s is offered nothing to send, and may not', async () => {
    const id = await bounce(second);
    await reader.open(`/letters/${id}`);
    expect(reader.html).not.toContain('send-again');
  });

  it('goes again once a reason is given, and is refused when it is on its way', async () => {
    const id = await bounce(second);
    await handler.open(`/letters/${id}`);
    expect(handler.words()).toContain(`til ${second.email}`);
    expect(handler.words()).toContain('Adressen er ikke lenger stanset etter dette');
    await handler.submit(`/letters/${id}/send-again`, { reason: ' ' });
    expect([handler.status, /aria-invalid="true"/.test(handler.html)]).toEqual([422, true]);
    const stale = handler.html;
    await handler.submit(`/letters/${id}/send-again`, { reason: 'The mailbox is there now.' });
    expect([handler.status, handler.words().includes('Brevet går ut på nytt.')]).toEqual([200, true]);
    handler.html = stale;
    await handler.submit(`/letters/${id}/send-again`, { reason: 'Once more' });
    expect([handler.status, handler.words().includes('kan sendes på nytt')]).toEqual([409, true]);
    await app.settle();
    expect((await second.letters('INVITATION'))[0]?.delivery).toBe('SENT');
  });

  it('is not there under an unknown id', async () => {
    expect((await reader.open('/letters/5f0c2f0e-3d6b-5a52-9d0f-6a3f8d1f3b10')).status).toBe(404);
  });
});

describe('held letters', () => {
  it('are for case handlers', async () => {
    expect((await reader.open(HELD)).status).toBe(403);
  });

  it('are shown with reason and recipients, and settled only as counted, with decision and reason', async () => {
    const held = await hold();
    expect(held).toBeGreaterThan(0);
    await handler.open(LIST);
    expect(handler.words()).toContain(`${held} brev er holdt tilbake`);
    await handler.open(`${HELD}?heldBecause=NOT_ALLOWED`);
    expect(handler.words()).toContain(`I alt ${held} brev`);
    await handler.submit(`${HELD}/decision`, { reason: '' });
    expect([handler.status, handler.words().includes('Velg hva som skal skje')]).toEqual([422, true]);
    await handler.submit(`${HELD}/decision`, {
      decision: 'cancel',
      reason: 'The pilot is over',
      letters: String(held + 1),
    });
    expect([handler.status, handler.words().includes('Antallet har endret seg')]).toEqual([409, true]);
    expect(handler.html).toContain('value="The pilot is over"');
    await handler.submit(`${HELD}/decision`, { decision: 'release', reason: 'The list is wider' });
    expect([handler.status, handler.words().includes(`${held} brev går ut.`)]).toEqual([200, true]);
    expect(handler.words()).toContain('Ingen brev er holdt tilbake');
    await app.settle();
    await hold();
    await handler.open(HELD);
    await handler.submit(`${HELD}/decision`, { decision: 'cancel', reason: 'No copies' });
    expect(handler.words()).toContain(`${held} brev er avlyst.`);
    await reader.open(`${LIST}?delivery=CANCELLED`);
    expect(rows(reader)).toBe(held);
  });

  it('are not looked for in what is no domain', async () => {
    await handler.open(`${HELD}?domain=Oslo%20Kommune`);
    expect([handler.status, handler.words().includes('med små bokstaver')]).toEqual([422, true]);
  });
});
