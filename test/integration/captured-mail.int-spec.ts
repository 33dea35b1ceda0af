import { createTransport } from 'nodemailer';
import { startTestApp, type TestApp } from '../support/app.js';
import { signedInVisitor } from '../support/signed-in.js';

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp();
});
afterAll(() => app.close());
beforeEach(() => app.dataSource.query('DELETE FROM captured_message'));

interface Written {
  readonly to?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly attachments?: { filename: string; content: Buffer; contentType?: string }[];
}

/** Sends to the sink what a service, or anybody on the machine, could send. */
async function send(...mails: readonly Written[]): Promise<void> {
  const transport = createTransport({ host: app.smtp.host, port: app.smtp.port, ignoreTLS: true });
  for (const mail of mails) {
    await transport.sendMail({ from: 'akson@ministry.example', to: 'post@kommune.example', text: 'Hei', ...mail });
    app.clock.moveTo(new Date(app.clock.now().getTime() + 1000));
  }
  transport.close();
}

const page = async (path: string): Promise<string> => await (await fetch(`${app.url}${path}`)).text();
const linksOf = (html: string): string[] =>
  Array.from(html.matchAll(/<a href="(\/captured-mail\/[0-9a-f-]{36})">/g), (match) => match[1] ?? '');

describe('the list of captured mail', () => {
  it('is searched in recipients and in subjects as people read them, where no sign is a wildcard', async () => {
    await send(
      { to: 'post@voss.example', subject: 'Påminning til Våler' },
      { to: 'post@oslo.example', subject: '100 % sikker' },
      { to: 'post@bergen.example', subject: '100 fakta <b>nå</b>' },
    );
    const found = async (q: string): Promise<number> =>
      linksOf(await page(`/captured-mail?${new URLSearchParams({ q }).toString()}`)).length;
    expect(await Promise.all(['', 'våler', 'oslo', '100', '100 %', '_', '\\', 'nobody'].map(found))).toEqual([
      3, 1, 1, 2, 1, 0, 0, 0,
    ]);
    const html = await page('/captured-mail?q=%3Cb%3E');
    expect(html).toContain('100 fakta &lt;b&gt;nå&lt;/b&gt;');
    expect(html).toContain('value="&lt;b&gt;"');
  });

  it('goes on page by page, latest first, and back', async () => {
    await send(...Array.from({ length: 101 }, (_, index) => ({ subject: `Brev ${index + 1}` })));
    const first = await page('/captured-mail?q=brev');
    expect(first).toContain('101 meldinger');
    expect(linksOf(first)).toHaveLength(100);
    expect(first).not.toMatch(/>Brev 1</);
    const older = /<a href="([^"]+)" rel="next">/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await page(older);
    expect(second).toMatch(/>Brev 1</);
    expect(linksOf(second)).toHaveLength(1);
    expect(second).not.toContain('rel="next"');
    expect(second).toContain('<a href="/captured-mail?q=brev">Nyeste</a>');
  });
});

const hostile =
  '<script>parent.location="http://192.0.2.1/"</script><img src="http://192.0.2.1/pixel"><form action="/api"></form>';

describe('a captured message', () => {
  async function shown(mail: Written): Promise<{ path: string; html: string }> {
    await send(mail);
    const [path = ''] = linksOf(await page('/captured-mail'));
    return { path, html: await page(path) };
  }

  it('shows its HTML in a frame that can do nothing: no script, no form, nothing from elsewhere', async () => {
    const { path, html } = await shown({ subject: 'x', html: hostile });
    expect(html).toContain(`<iframe class="mail" src="${path}/html" title="Meldingen som HTML" sandbox></iframe>`);
    expect(html).not.toContain('192.0.2.1/pixel');
    const framed = await fetch(`${app.url}${path}/html`);
    expect((await framed.text()).trim()).toBe(hostile);
    expect(framed.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    const policy = (framed.headers.get('content-security-policy') ?? '').split(';').map((part) => part.trim());
    expect(policy).toEqual([
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
      'sandbox',
    ]);
  });

  it('shows its words, its header and its links, and has no frame without HTML', async () => {
    const { path, html } = await shown({
      subject: 'Påminning <i>',
      text: 'Sjå http://127.0.0.1:3000/portal/abc. <b>javascript:alert(1)</b>',
    });
    expect(html).toContain('<h1>Påminning &lt;i&gt;</h1>');
    expect(html).toContain('&lt;b&gt;javascript:alert(1)&lt;/b&gt;');
    expect(html).toContain(
      '<a href="http://127.0.0.1:3000/portal/abc" rel="noreferrer">http://127.0.0.1:3000/portal/abc</a>',
    );
    expect(html).not.toMatch(/href="javascript/i);
    expect(html).toMatch(/<th scope="row">Message-ID<\/th>/);
    expect(html).toMatch(
      /<th scope="row">Subject<\/th><td>Påminning &lt;i&gt;<details><summary>[^<]+<\/summary><code>=\?/,
    );
    expect(html).not.toContain('<iframe');
    expect((await fetch(`${app.url}${path}/html`)).status).toBe(404);
  });

  it('gives its attachments as downloads, whatever they say they are, and a PDF to look at as well', async () => {
    const pdf = Buffer.from('%PDF-1.7\n');
    const { path } = await shown({
      attachments: [
        { filename: 'Erklæring.pdf', content: pdf },
        { filename: 'x.html', content: Buffer.from(hostile), contentType: 'text/html' },
      ],
    });
    const got = async (name: string): Promise<unknown[]> => {
      const answer = await fetch(`${app.url}${path}/attachments/${name}`);
      return [answer.headers.get('content-type'), answer.headers.get('content-disposition'), await answer.text()];
    };
    expect(await got('0')).toEqual([
      'application/pdf',
      expect.stringMatching(/^attachment; .*Erkl%C3%A6ring\.pdf/),
      String(pdf),
    ]);
    expect(await got('0?open=1')).toEqual(['application/pdf', 'inline', String(pdf)]);
    for (const query of ['1', '1?open=1']) {
      expect(await got(query)).toEqual(['application/octet-stream', 'attachment; filename=x.html', hostile]);
    }
    expect((await fetch(`${app.url}${path}/attachments/2`)).status).toBe(404);
  });

  it('is there byte for byte, as text and as a file', async () => {
    const { path } = await shown({ subject: 'x', html: hostile });
    const [row] = await app.dataSource.query('SELECT raw FROM captured_message');
    const source = await fetch(`${app.url}${path}/source`);
    const raw = await fetch(`${app.url}${path}/raw`);
    expect([source.headers.get('content-type'), source.headers.get('x-content-type-options')]).toEqual([
      'text/plain; charset=utf-8',
      'nosniff',
    ]);
    expect(raw.headers.get('content-disposition')).toBe('attachment; filename="message.eml"');
    for (const answer of [source, raw]) expect(Buffer.from(await answer.arrayBuffer()).equals(row.raw)).toBe(true);
  });
});

it('is read by case handlers in the console in their own language, whether or not anybody may open the page', async () => {
  await send({ subject: 'Hei', html: hostile });
  const [path = ''] = linksOf(await page('/captured-mail'));
  const theirs = path.replace('/captured-mail', '/captured-letters');
  const handler = await signedInVisitor(app, 'case-handler', 'nn');
  const reader = await signedInVisitor(app, 'reader');
  expect((await reader.open(theirs)).status).toBe(403);
  expect((await fetch(`${app.url}${theirs}/raw`)).status).toBe(401);
  await handler.open('/captured-letters');
  expect(handler.words()).toMatch(/^Fanga e-post Ingenting av dette er sendt/);
  expect(handler.html).toContain(`href="${theirs}"`);
  await handler.open(theirs);
  expect(handler.html).toContain(
    `<iframe class="mail" src="${theirs}/html" title="Meldinga som HTML" sandbox></iframe>`,
  );
  await handler.open(`${theirs}/html`);
  expect(handler.html.trim()).toBe(hostile);
});
