import { pageAssets } from './page-assets.js';
import { PageRenderer } from './page-renderer.js';

const pages = new PageRenderer('platform/pages');
const EMPTY = { heading: 'H', paragraphs: ['<b>&'], knownHeading: 'K', known: [], contactHeading: 'C', contact: 'x' };

describe('a page', () => {
  it('stands in the frame with its language, title and the parts that it names', () => {
    const page = pages.render('accessibility', {
      ...EMPTY,
      title: 'A <title>',
      language: 'nn',
      size: 'sm',
      home: '/console',
      subtitle: 'Hei & hå',
      navigation: [
        { label: 'Ein', href: '/ein', current: true },
        { label: 'To', href: '/to', current: false },
      ],
      account: { name: 'Kari', href: '/me', logOutAction: '/out', csrfToken: '"token"' },
      languages: [
        { language: 'nn', href: '?language=nn' },
        { language: 'en', href: '?language=en' },
      ],
      footer: [{ label: 'API', href: '/api/docs' }],
    });
    expect(page).toContain('<html lang="nn"');
    expect(page).toContain('<title>A &lt;title&gt; – Tilslutning</title>');
    expect(page).toContain('<body data-size="sm">');
    expect(page).toContain('<a class="ds-skip-link" href="#main">Hopp til innhaldet</a>');
    expect(page).toContain('<a href="/ein" aria-current="page">Ein</a>');
    expect(page).toContain('<a href="/to">To</a>');
    expect(page).toContain('value="&quot;token&quot;"');
    expect(page).toContain('>English</a>');
    expect(page).toContain('hreflang="nn" aria-current="true"');
    expect(page).toContain('Hei &amp; hå');
    expect(page).toContain('&lt;b&gt;&amp;');
    expect(page).toContain('href="/accessibility?language=nn"');
  });

  it('has nothing of what it does not name, and nothing that the policy forbids', () => {
    const page = pages.render('accessibility', { ...EMPTY, title: 'T', language: 'nb', home: null });
    expect(page).not.toMatch(/class="sections"|class="languages"|class="account"|<p class="brand"><a/);
    expect(page).not.toMatch(/<style|style=|<script>|\son[a-z]+=|https?:/);
  });

  it('fetches what there is, under names that change with the content', () => {
    const page = pages.render('accessibility', { ...EMPTY, title: 'T', language: 'nb' });
    const names = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name]) => name ?? '');
    expect(names).toHaveLength(4);
    for (const name of names) expect(pageAssets().find(name)?.bytes.length).toBeGreaterThan(1000);
    expect(names.every((name) => /-[0-9a-f]{12}\.(css|js|woff2)$/.test(name))).toBe(true);
    expect(pageAssets().find('tilslutning.css')).toBeNull();
  });

  it('refuses a script that is not there when it is made, not in the browser', () => {
    expect(() =>
      pages.render('accessibility', { ...EMPTY, title: 'T', language: 'nb', scripts: ['portal/none.js'] }),
    ).toThrow('There is no asset «portal/none.js»');
  });

  it('with its style sheet, scripts and fonts stays under 160 kB over the wire', () => {
    const assets = pageAssets();
    const page = pages.render('accessibility', { ...EMPTY, title: 'T', language: 'nb' });
    const names = [...page.matchAll(/(?:src|href)="\/assets\/([^"]+)"/g)].map(([, name]) => name ?? '');
    const bytes = names
      .map((name) => assets.find(name))
      .map((asset) => (asset?.encoded.get('gzip') ?? asset?.bytes)?.length ?? 0);
    expect(bytes.reduce((sum, next) => sum + next, 0)).toBeLessThan(160_000);
  });
});
