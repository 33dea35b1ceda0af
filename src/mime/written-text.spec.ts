import { asksSomething, textOfHtml } from './written-text.js';

describe('textOfHtml', () => {
  it.each([
    ['<p>Hei</p><p>der</p>', 'Hei\nder'],
    ['en<br>to<BR/>tre', 'en\nto\ntre'],
    ['<style>p{color:red}</style><script>x()</script>ord', 'ord'],
    ['<!-- skjult -->synlig', 'synlig'],
    ['&aring;&Oslash; &amp; &lt;b&gt; &#229; &#xE5; &nbsp;.', 'åØ & <b> å å .'],
    ['&ukjent; &#0; &#x110000;', '&ukjent; &#0; &#x110000;'],
    ['a &amp;lt; b', 'a &lt; b'],
    ['', ''],
  ])('%s', (html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });
});

describe('textOfHtml, of markup that does not end', () => {
  it.each([
    ['a < b og c', 'a < b og c'],
    ['a <b c', 'a <b c'],
    ['<!-- åpen <p>ord</p>', 'ord'],
    ['<style>p { } <p>ord</p>', 'p { } ord'],
    ['<header>ord</header>', 'ord'],
    ['<SCRIPT>x()</script\n>ord<Script>y()</SCRIPT>', 'ord'],
    ['a<<<b>c', 'ac'],
  ])('%j', (html, text) => {
    expect(textOfHtml(html)).toBe(text);
  });

  it.each([
    ['<a class="x" href="https://x.example/?a=1">her</a>', 'https://x.example/?a=1 her'],
    ["<a href='https://x.example'>her</a>", 'https://x.example her'],
    ['<abbr href="x">her</abbr>', 'her'],
  ])('with links: %s', (html, text) => {
    expect(textOfHtml(html, 'WITH_LINKS')).toBe(text);
  });

  it.each(['<', '<!--', '<style>', '<script ', '<a href=', '</p', '<style></style ', '<!-- --', '&#', '</style>'])(
    'takes time in proportion to its length: %s, 300,000 characters of it',
    (piece) => {
      const html = piece.repeat(Math.ceil(300_000 / piece.length));
      const before = process.cpuUsage();
      textOfHtml(html, 'WITH_LINKS');
      const { user, system } = process.cpuUsage(before);
      // Quadratic time would be minutes.
      expect((user + system) / 1_000_000).toBeLessThan(2);
    },
  );
});

describe('asksSomething', () => {
  it.each<[string, boolean]>([
    ['Kan vi ta forbehold?', true],
    ['«Hva gjelder?» spurte hun', true],
    ['Hva (egentlig?) menes', true],
    ['Vedlagt følger erklæringen.', false],
    ['', false],
    ['Se https://x.example/?a=1&b=2', false],
    ['Her er den.\n\n> Har dere signert?', false],
    ['Her er den.\n\nFra: Departementet\nHar dere signert?', false],
    ['Her er den.\n-----Opprinnelig melding-----\nHar dere signert?', false],
    ['Her er den.\nDen 4. mai 2020 kl. 10 skrev Akson <a@b>:\nHar dere signert?', false],
    ['Her er den.\nOn Mon, 4 May 2020, Akson wrote:\nSigned?', false],
    ['Rekker vi det?\n\n> Har dere signert.', true],
  ])('%j', (text, asks) => {
    expect(asksSomething(text)).toBe(asks);
  });
});
