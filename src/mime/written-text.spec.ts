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
