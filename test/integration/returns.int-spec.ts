import { createHash } from 'node:crypto';
import { CloseCampaign } from '../../src/campaigns/index.js';
import { StoreInboundMessage } from '../../src/mailbox/index.js';
import { HandInReturn, ReturnReadModel } from '../../src/returns/index.js';
import { WithdrawDeclaration } from '../../src/withdrawals/index.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { signPdf } from '../support/sign-pdf.js';
import { createTestCa, type TestCa } from '../support/test-ca.js';
import {
  encryptedPdf,
  infectedLookingPdf,
  minutesPdf,
  scanPdf,
  tamperedSignature,
  writtenOver,
} from '../support/returned-files.js';
import { ReturningMunicipality } from '../support/returning-municipality.js';

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

let app: TestApp;
let ca: TestCa;
let other: TestCa;
let next = 0;

beforeAll(async () => {
  ca = await createTestCa();
  other = await createTestCa();
  app = await startTestApp({
    trustAnchors: [ca.intermediate],
    maxReturnBytes: MAX_BYTES,
    maxMessageBytes: MAX_MESSAGE_BYTES,
  });
  await app.issueAkson();
  app.clock.moveTo(new Date('2020-05-04T10:00:00Z'));
});
afterAll(async () => {
  await app?.close();
});

/** A municipality that no other test has touched. */
const fresh = (): Promise<ReturningMunicipality> => ReturningMunicipality.at(app, next++);

async function sendFile(
  municipality: ReturningMunicipality,
  bytes: Uint8Array,
  fileName = 'Intensjonserklæring.pdf',
): Promise<void> {
  await municipality.send({ files: [{ fileName, bytes }] });
  await app.settle();
}

async function handIn(
  municipality: ReturningMunicipality,
  bytes: Uint8Array,
  actor = 'key:integration',
): Promise<void> {
  await app.get(HandInReturn).execute({
    reference: municipality.reference,
    channel: 'REST',
    fileName: 'erklæring.pdf',
    bytes: Buffer.from(bytes),
    actor,
  });
  await app.settle();
}

/** A raw message for the REST intake, with its own instant of arrival. */
async function store(municipality: ReturningMunicipality, bytes: Uint8Array, arrivedAt: Date): Promise<void> {
  const boundary = 'grense';
  const raw = Buffer.from(
    [
      `From: ${municipality.email}`,
      `To: ${municipality.replyAddress}`,
      'Subject: Svar',
      `Message-ID: <${municipality.number}.${arrivedAt.getTime()}@kommune.example>`,
      `Content-Type: multipart/mixed; boundary=${boundary}`,
      '',
      `--${boundary}`,
      'Content-Type: application/pdf',
      'Content-Transfer-Encoding: base64',
      'Content-Disposition: attachment; filename="erklaering.pdf"',
      '',
      Buffer.from(bytes).toString('base64').replaceAll(/.{76}/g, '$&\r\n'),
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  );
  await app.get(StoreInboundMessage).execute({
    source: 'REST',
    envelopeFrom: municipality.email,
    deliveredTo: municipality.replyAddress,
    raw,
    arrivedAt,
    actor: 'key:gateway',
  });
  await app.settle();
}

describe('three ways in, one path after', () => {
  it('accepts a form signed with a short-term certificate that names the municipality, by SMTP', async () => {
    const municipality = await fresh();
    const signed = await municipality.signed(ca);
    const { messageId } = await municipality.send({ files: [{ fileName: 'Signert skjema.pdf', bytes: signed }] });
    await app.settle();
    expect(await municipality.theReturn()).toMatchObject({
      state: 'ACCEPTED',
      method: 'PADES',
      bindingTier: 'A',
      reasons: [],
      onTime: true,
      channel: 'MAIL',
      handedInBy: `mail:${municipality.email}`,
      fileName: 'Signert skjema.pdf',
      sha256: createHash('sha256').update(signed).digest('hex'),
      match: { by: 'FORM' },
    });
    expect((await municipality.declaration()).returnState).toBe('ACCEPTED');
    const [receipt, ...rest] = await municipality.answers();
    expect(rest).toEqual([]);
    expect(receipt).toMatchObject({ kind: 'RECEIPT', delivery: 'SENT', recipientEmail: municipality.email });
    const raw = await app.dataSource.query('SELECT raw FROM captured_message WHERE message_id = $1', [
      receipt!.messageId,
    ]);
    expect(raw[0].raw.toString()).toContain(`In-Reply-To: <${messageId}>`);
    expect(await municipality.words(receipt!)).toMatch(/Skjemaet er det vi send(t)?e til kommunen:? i orden/);
  });

  it('accepts it as a message over REST', async () => {
    const municipality = await fresh();
    await store(municipality, await municipality.signed(ca), app.clock.now());
    expect(await municipality.theReturn()).toMatchObject({ state: 'ACCEPTED', method: 'PADES', channel: 'MAIL' });
  });

  it('accepts it as a return over REST, and keeps the bytes as they came', async () => {
    const municipality = await fresh();
    const signed = Buffer.from(await municipality.signed(ca));
    await handIn(municipality, signed);
    const returned = await municipality.theReturn();
    expect(returned).toMatchObject({ state: 'ACCEPTED', channel: 'REST', handedInBy: 'key:integration' });
    const file = await app.get(ReturnReadModel).file(returned.id);
    expect(file.bytes.equals(signed)).toBe(true);
    expect((await municipality.letters('RECEIPT'))[0]).toMatchObject({ recipientEmail: municipality.email });
  });

  it('the form in the invitation is the form that was issued', async () => {
    const municipality = await fresh();
    expect((await municipality.form()).equals(await municipality.issued())).toBe(true);
  });
});

describe('what a machine leaves to a person', () => {
  it.each<[string, (municipality: ReturningMunicipality) => Promise<Uint8Array>, string[], 'A' | 'D']>([
    ['an ordinary certificate', (m) => m.signed(ca, { shortTerm: false }), ['SIGNATURE_INDETERMINATE'], 'A'],
    [
      'another organisation',
      (m) => m.signed(ca, { organizationIdentifier: 'NTRNO-983609155' }),
      ['SIGNER_NOT_LINKED'],
      'A',
    ],
    ['a name alone', (m) => m.signed(ca, { organizationIdentifier: undefined }), ['SIGNER_NOT_LINKED'], 'A'],
    ['an untrusted root', (m) => m.signed(other), ['SIGNATURE_INDETERMINATE'], 'A'],
    ['a scan', () => Promise.resolve(scanPdf(1)), ['SCAN', 'NO_CODE_READ'], 'D'],
    ['another document', () => Promise.resolve(minutesPdf()), ['UNBOUND_DOCUMENT'], 'D'],
    [
      'another document, signed soundly',
      async (m) => await signPdf(minutesPdf(), await m.identity(ca)),
      ['NOT_ISSUED_BYTES'],
      'D',
    ],
    ['the form with words written on it', async (m) => await writtenOver(await m.form()), ['MARKED_UNSIGNED'], 'D'],
  ])('%s', async (_, make, reasons, tier) => {
    const municipality = await fresh();
    await sendFile(municipality, await make(municipality));
    expect(await municipality.theReturn()).toMatchObject({
      state: 'NEEDS_REVIEW',
      reasons,
      bindingTier: tier,
      method: null,
    });
    expect((await municipality.declaration()).returnState).toBe('NEEDS_REVIEW');
    const answers = await municipality.answers();
    expect(answers.map(({ kind, delivery }) => [kind, delivery])).toEqual([['RECEIPT', 'SENT']]);
    expect(await municipality.words(answers[0]!)).toMatch(/saksbehandl[ae]r/);
  });

  it('content changed after signing', async () => {
    const municipality = await fresh();
    await sendFile(municipality, await writtenOver(await municipality.signed(ca)));
    const returned = await municipality.theReturn();
    expect(returned.state).toBe('NEEDS_REVIEW');
    expect(returned.reasons).toContain('CHANGED_AFTER_SIGNING');
    expect(returned.bindingTier).toBe('D');
  });

  it('a picture', async () => {
    const municipality = await fresh();
    const photo = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(80_000, 7)]);
    await municipality.send({ files: [{ fileName: 'IMG_0001.jpg', bytes: photo, contentType: 'image/jpeg' }] });
    await app.settle();
    expect(await municipality.theReturn()).toMatchObject({
      state: 'NEEDS_REVIEW',
      reasons: ['PICTURE', 'PAGES_UNREADABLE'],
    });
  });

  it('a receipt says of no check that it passed when it was not proven', async () => {
    const municipality = await fresh();
    await sendFile(municipality, await signPdf(minutesPdf('Egen erklaering'), await municipality.identity(ca)));
    const words = await municipality.words((await municipality.answers())[0]!);
    expect(words).toMatch(/Teksten i skjemaet er ikk(j)?e endr(et|a):? må/);
  });

  it('a form of another municipality lies with the one that sent it; its owner is left alone', async () => {
    const sender = await fresh();
    const owner = await fresh();
    await sendFile(sender, await owner.signed(ca));
    const returned = await sender.theReturn();
    expect(returned.state).toBe('NEEDS_REVIEW');
    expect(returned.reasons).toContain('MATCH_DISAGREES');
    expect(returned.match.candidates).toEqual(
      expect.arrayContaining([
        { by: 'CASE_TOKEN', reference: sender.reference },
        { by: 'FORM', reference: owner.reference },
      ]),
    );
    expect(await owner.returns()).toEqual([]);
    expect((await owner.declaration()).returnState).toBe('NONE');
    expect(await owner.answers()).toEqual([]);
  });

  it('a form of another municipality, handed in: both candidates are shown', async () => {
    const sender = await fresh();
    const owner = await fresh();
    await handIn(sender, await owner.signed(ca));
    const returned = await sender.theReturn();
    expect(returned.reasons).toContain('MATCH_DISAGREES');
    expect(returned.match.candidates.map(({ reference }) => reference)).toEqual([sender.reference, owner.reference]);
  });
});

describe('what is sent back at once, with a letter that says how to mend it', () => {
  it.each<[string, (municipality: ReturningMunicipality) => Promise<Uint8Array>, string, RegExp]>([
    ['unsigned', (m) => m.form(), 'UNSIGNED', /Signer digitalt i signaturfeltet/],
    ['tampered with', async (m) => tamperedSignature(await m.signed(ca)), 'SIGNATURE_BROKEN', /signer det på nytt/],
    ['encrypted', () => Promise.resolve(encryptedPdf()), 'ENCRYPTED', /uten passord|utan passord/],
    [
      'cut off',
      async (m) => (await m.signed(ca)).subarray(0, 30_000),
      'UNREADABLE',
      /kan åpnes hos dere|kan opnast hos dykk/,
    ],
    ['empty', () => Promise.resolve(Buffer.alloc(0)), 'EMPTY_FILE', /send (den|ho) på nytt/],
    ['no PDF', () => Promise.resolve(Buffer.from('Vi støtter erklæringen.')), 'NOT_A_PDF', /som PDF/],
    ['too large', () => Promise.resolve(Buffer.alloc(MAX_BYTES + 1, '%PDF-1.7 ')), 'TOO_LARGE', /2 (MB|megabyte)/i],
    ['infected-looking', () => Promise.resolve(infectedLookingPdf()), 'SUSPECTED_MALWARE', /skadeleg|skadelig/],
  ])('%s', async (_, make, reason, mend) => {
    const municipality = await fresh();
    await sendFile(municipality, await make(municipality));
    expect(await municipality.theReturn()).toMatchObject({ state: 'REJECTED', reasons: [reason], method: null });
    expect((await municipality.declaration()).returnState).toBe('REJECTED');
    const answers = await municipality.answers();
    expect(answers.map(({ kind, delivery }) => [kind, delivery])).toEqual([['REJECTION', 'SENT']]);
    expect(await municipality.words(answers[0]!)).toMatch(mend);
  });

  it('the right file after it is accepted', async () => {
    const municipality = await fresh();
    await sendFile(municipality, await municipality.form());
    await sendFile(municipality, await municipality.signed(ca));
    expect((await municipality.returns()).map(({ state }) => state).toSorted()).toEqual(['ACCEPTED', 'REJECTED']);
    expect((await municipality.declaration()).returnState).toBe('ACCEPTED');
  });

  it('the same rejected file again is told again what to mend, not that nothing has to be done', async () => {
    const municipality = await fresh();
    await sendFile(municipality, await municipality.form());
    app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
    await sendFile(municipality, await municipality.form());
    expect((await municipality.returns()).map(({ state }) => state)).toEqual(['REJECTED', 'REJECTED']);
    expect((await municipality.answers()).map(({ kind }) => kind)).toEqual(['REJECTION', 'REJECTION']);
  });
});

describe('a body over REST that is larger than the service is configured to take', () => {
  it.each([
    ['a document', 'application/pdf', MAX_BYTES, (m: ReturningMunicipality) => `declarations/${m.reference}/returns`],
    ['a message', 'message/rfc822', MAX_MESSAGE_BYTES, () => 'mailbox/messages'],
  ])('is refused with the limit, and one that is just as large is not: %s', async (_what, mediaType, limit, path) => {
    const municipality = await fresh();
    const post = async (length: number): Promise<{ status: number; code?: string; detail?: string }> => {
      const body = Buffer.alloc(length, 'x');
      body.write('To: akson@hod.dep.no\r\n\r\n');
      const response = await app.fetch(`/api/v1/${path(municipality)}`, {
        method: 'POST',
        key: 'integration',
        headers: { 'content-type': mediaType },
        body,
      });
      return { ...((await response.json()) as object), status: response.status };
    };
    expect(await post(limit + 1)).toMatchObject({
      status: 413,
      code: 'BODY_TOO_LARGE',
      detail: expect.stringContaining(`larger than the ${limit} bytes`),
    });
    expect((await post(limit)).status).toBeLessThan(300);
  });
});

describe('once more, and more than one', () => {
  it('the same bytes in two messages are one acceptance and one duplicate', async () => {
    const municipality = await fresh();
    const signed = await municipality.signed(ca);
    await sendFile(municipality, signed);
    app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
    await sendFile(municipality, signed, 'kopi.pdf');
    expect((await municipality.returns()).map(({ state, reasons }) => [state, ...reasons])).toEqual([
      ['ACCEPTED'],
      ['SUPERSEDED', 'DUPLICATE'],
    ]);
    const answers = await municipality.answers();
    expect(answers.map(({ kind }) => kind)).toEqual(['RECEIPT', 'RECEIPT']);
    expect(await municipality.words(answers[1]!)).toMatch(/allerede mottatt|allereie fått/);
  });

  it('another document after the acceptance is told that the declaration is accepted already', async () => {
    const municipality = await fresh();
    await sendFile(municipality, await municipality.signed(ca));
    for (const [minutes, bytes] of [
      [1, scanPdf(5)],
      [2, await municipality.form()],
    ] as const) {
      app.clock.moveTo(new Date(app.clock.now().getTime() + minutes * 60_000));
      await sendFile(municipality, bytes, `nummer-${minutes}.pdf`);
    }
    expect((await municipality.declaration()).returnState).toBe('ACCEPTED');
    const [, ...further] = await municipality.returns();
    for (const { state, reasons } of further) {
      expect([state, reasons]).toEqual(['NEEDS_REVIEW', expect.arrayContaining(['ALREADY_ACCEPTED'])]);
    }
    const [, ...answers] = await municipality.answers();
    expect(answers.map(({ kind }) => kind)).toEqual(['RECEIPT', 'RECEIPT']);
    for (const answer of answers) {
      const words = await municipality.words(answer);
      expect(words).toMatch(/er allerede godkjent\.|er allereie godkjend\./);
      expect(words).toMatch(/Godkjenning(en gjelder fortsatt|a gjeld framleis)/);
      expect(words).not.toMatch(/må se på det før|må sjå på det før|kontrollert/);
    }
  });

  it('the same bytes twice in one message get one answer', async () => {
    const municipality = await fresh();
    const signed = await municipality.signed(ca);
    await municipality.send({
      files: [
        { fileName: 'a.pdf', bytes: signed },
        { fileName: 'b.pdf', bytes: signed },
      ],
    });
    await app.settle();
    expect((await municipality.returns()).map(({ state }) => state).toSorted()).toEqual(['ACCEPTED', 'SUPERSEDED']);
    expect((await municipality.answers()).map(({ kind }) => kind)).toEqual(['RECEIPT']);
  });

  it('two copies that wait together are decided in the order of their arrival', async () => {
    const municipality = await fresh();
    const scan = scanPdf(5);
    await municipality.send({ files: [{ fileName: 'a.pdf', bytes: scan }] });
    app.clock.moveTo(new Date(app.clock.now().getTime() + 1));
    await municipality.send({ files: [{ fileName: 'b.pdf', bytes: scan }] });
    await app.settle();
    const returns = await municipality.returns();
    expect(returns.map(({ state }) => state)).toEqual(['NEEDS_REVIEW', 'SUPERSEDED']);
  });

  it('a signed form with the minutes beside it: accepted, one letter that names both files', async () => {
    const municipality = await fresh();
    await municipality.send({
      files: [
        { fileName: 'erklæring.pdf', bytes: await municipality.signed(ca) },
        { fileName: 'vedtak.pdf', bytes: minutesPdf('Vedtak 1') },
      ],
    });
    await app.settle();
    expect((await municipality.returns()).map(({ state }) => state).toSorted()).toEqual(['ACCEPTED', 'NEEDS_REVIEW']);
    expect((await municipality.declaration()).returnState).toBe('ACCEPTED');
    const answers = await municipality.answers();
    expect(answers.map(({ kind }) => kind)).toEqual(['RECEIPT']);
    const words = await municipality.words(answers[0]!);
    expect(words).toMatch(/godkjent|godkjend/);
    expect(words).toContain('erklæring.pdf');
    expect(words).toContain('vedtak.pdf');
  });

  it('a scan with the blank form beside it: in review, and no word of a rejection', async () => {
    const municipality = await fresh();
    await municipality.send({
      files: [
        { fileName: 'blank.pdf', bytes: await municipality.form() },
        { fileName: 'skann.pdf', bytes: scanPdf(6) },
      ],
    });
    await app.settle();
    expect((await municipality.answers()).map(({ kind }) => kind)).toEqual(['RECEIPT']);
    expect((await municipality.declaration()).returnState).toBe('NEEDS_REVIEW');
  });

  it('several faulty files in one message: one letter with each reason once', async () => {
    const municipality = await fresh();
    await municipality.send({
      files: [
        { fileName: 'a.pdf', bytes: encryptedPdf() },
        { fileName: 'b.pdf', bytes: await municipality.form() },
        { fileName: 'c.pdf', bytes: Buffer.alloc(0) },
      ],
    });
    await app.settle();
    const answers = await municipality.answers();
    expect(answers.map(({ kind }) => kind)).toEqual(['REJECTION']);
    const words = await municipality.words(answers[0]!);
    expect(words).toMatch(/passord/);
    expect(words).toMatch(/tom\./);
    expect(words).toMatch(/signatur i skjemaet/);
  });

  it.each<[string, (municipality: ReturningMunicipality) => Promise<Uint8Array>, string | null]>([
    ['another signed form', (m) => m.signed(ca), null],
    ['an unsigned form', (m) => m.form(), 'UNSIGNED'],
    ['an encrypted file', () => Promise.resolve(encryptedPdf()), 'ENCRYPTED'],
  ])('%s after the acceptance waits for a person and takes nothing back', async (_, make, fault) => {
    const municipality = await fresh();
    await sendFile(municipality, await municipality.signed(ca));
    app.clock.moveTo(new Date(app.clock.now().getTime() + 60_000));
    await sendFile(municipality, await make(municipality));
    const [, second] = await municipality.returns();
    expect(second).toMatchObject({ state: 'NEEDS_REVIEW' });
    expect(second!.reasons).toEqual(fault === null ? ['ALREADY_ACCEPTED'] : ['ALREADY_ACCEPTED', fault]);
    expect((await municipality.declaration()).returnState).toBe('ACCEPTED');
    expect(await municipality.letters('REJECTION')).toEqual([]);
  });

  it('handing in the same document twice at one instant is one return', async () => {
    const municipality = await fresh();
    const signed = await municipality.signed(ca);
    await handIn(municipality, signed);
    await handIn(municipality, signed);
    expect((await municipality.theReturn()).state).toBe('ACCEPTED');
  });
});

describe('time', () => {
  it.each([
    ['at the last millisecond of the deadline', '2020-07-01T21:59:59.999Z', true, 'ACCEPTED', []],
    ['one millisecond later', '2020-07-01T22:00:00.000Z', false, 'NEEDS_REVIEW', ['LATE']],
  ])('%s', async (_, instant, onTime, state, reasons) => {
    const municipality = await fresh();
    await store(municipality, await municipality.signed(ca), new Date(instant));
    expect(await municipality.theReturn()).toMatchObject({ onTime, state, reasons });
    const words = await municipality.words((await municipality.answers())[0]!);
    expect(/etter fristen/.test(words)).toBe(!onTime);
  });

  it('a late return that is faulty is sent back all the same', async () => {
    const municipality = await fresh();
    await store(municipality, await municipality.form(), new Date('2020-07-03T10:00:00Z'));
    expect(await municipality.theReturn()).toMatchObject({ state: 'REJECTED', reasons: ['UNSIGNED'], onTime: false });
  });
});

describe('machines that answer', () => {
  it('an automatic answer with a document waits for a person, and nobody is answered', async () => {
    const municipality = await fresh();
    await municipality.send({
      files: [{ fileName: 'erklæring.pdf', bytes: await municipality.signed(ca) }],
      headers: { 'Auto-Submitted': 'auto-replied' },
    });
    await app.settle();
    expect(await municipality.theReturn()).toMatchObject({ state: 'NEEDS_REVIEW', reasons: ['AUTOMATIC_ANSWER'] });
    expect(await municipality.answers()).toEqual([]);
  });

  it('nor one that is faulty or comes again: two machines never talk to each other', async () => {
    const municipality = await fresh();
    for (const bytes of [encryptedPdf(), encryptedPdf(), minutesPdf(), minutesPdf()]) {
      app.clock.moveTo(new Date(app.clock.now().getTime() + 1000));
      await municipality.send({ files: [{ fileName: 'a.pdf', bytes }], envelopeFrom: '' });
    }
    await app.settle();
    expect(await municipality.returns()).toHaveLength(4);
    expect(await municipality.answers()).toEqual([]);
  });

  it('one that does not say so is answered twenty times a day at most', async () => {
    const municipality = await fresh();
    for (let turn = 0; turn < 23; turn++) {
      app.clock.moveTo(new Date(app.clock.now().getTime() + 1000));
      await municipality.send({ files: [{ fileName: 'a.pdf', bytes: minutesPdf(`Svar ${turn}`) }] });
    }
    await app.settle();
    expect(await municipality.returns()).toHaveLength(23);
    expect(await municipality.answers()).toHaveLength(20);
  });
});

describe('whom a receipt goes to', () => {
  it('another address of the municipality gets it', async () => {
    const municipality = await fresh();
    const from = municipality.email.replace(/^[^@]*/, 'ordforer');
    await municipality.send({ from, files: [{ fileName: 'a.pdf', bytes: await municipality.signed(ca) }] });
    await app.settle();
    expect((await municipality.answers())[0]).toMatchObject({ recipientEmail: from });
  });

  it.each([
    ['a stranger', 'someone@stranger.example'],
    ['an address that no letter can be written to', '"kari nordmann"@DOMAIN'],
    ['a mailbox that nobody reads', 'noreply@DOMAIN'],
  ])('%s does not: it goes to the registered address', async (_, address) => {
    const municipality = await fresh();
    const from = address.replace('DOMAIN', municipality.email.split('@')[1]!);
    await municipality.send({
      from,
      envelopeFrom: municipality.email,
      files: [{ fileName: 'a.pdf', bytes: await municipality.signed(ca) }],
    });
    await app.settle();
    expect((await municipality.answers())[0]).toMatchObject({ recipientEmail: municipality.email, delivery: 'SENT' });
  });
});

describe('reports hold whatever a file holds', () => {
  it('NUL in a signer’s name does not keep the report from being stored', async () => {
    const municipality = await fresh();
    await sendFile(municipality, await municipality.signed(ca, { commonName: 'Kari\0 Nordmann' }));
    expect((await municipality.theReturn()).verifiedAt).not.toBeNull();
  });
});

describe('after the acceptance', () => {
  it('reminders go to the others only', async () => {
    const signed = await fresh();
    const silent = await fresh();
    await sendFile(signed, await signed.signed(ca));
    await app.moveTo('2020-06-17T08:00:00+02:00');
    await app.moveTo('2020-06-17T12:00:00+02:00');
    expect(await signed.letters('REMINDER')).toEqual([]);
    expect((await silent.letters('REMINDER')).map(({ delivery }) => delivery)).toEqual(['SENT']);
  });

  it('a withdrawn declaration', async () => {
    const municipality = await fresh();
    await app.get(WithdrawDeclaration).execute({
      reference: municipality.reference,
      by: 'municipality',
      reason: 'Slått sammen.',
      note: null,
      actor: 'key:approver',
    });
    await sendFile(municipality, await municipality.signed(ca));
    expect(await municipality.theReturn()).toMatchObject({ state: 'NEEDS_REVIEW', reasons: ['WITHDRAWN'] });
  });

  it('a closed campaign keeps what arrives for a person and sends nothing back by itself', async () => {
    const [sound, faulty] = [await fresh(), await fresh()];
    await app.get(CloseCampaign).execute('akson-2020', 'key:admin');
    await sendFile(sound, await sound.signed(ca));
    await sendFile(faulty, await faulty.form());
    expect(await sound.theReturn()).toMatchObject({ state: 'NEEDS_REVIEW', reasons: ['CAMPAIGN_CLOSED'] });
    expect(await faulty.theReturn()).toMatchObject({ state: 'NEEDS_REVIEW', reasons: ['CAMPAIGN_CLOSED', 'UNSIGNED'] });
    expect(await faulty.letters('REJECTION')).toEqual([]);
  });
});
