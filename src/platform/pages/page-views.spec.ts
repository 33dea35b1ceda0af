import { pageViews } from './page-views.js';

const LEAK = 'LEAK';
/** What a page may have under the names of a part's own values. */
const ofThePage = Object.fromEntries(
  [
    'autocomplete',
    'description',
    'error',
    'fieldName',
    'hint',
    'inputmode',
    'most',
    'name',
    'rows',
    'type',
    'value',
  ].map((name) => [name, LEAK]),
);

describe('an included view', () => {
  it.each(['field', 'text-area', 'select'])('knows nothing of the page around it: %s', (part) => {
    const page = `<%~ include('./parts/${part}', { id: 'a', label: 'B', choices: [{ value: 'c', label: 'D' }] }) %>`;
    const html = pageViews('console').renderString(page, ofThePage);
    expect(html).toContain('<label class="ds-label" for="a">B</label>');
    expect(html).not.toContain(LEAK);
  });

  it('knows what it is given, also where that is all that the page has', () => {
    const page = "<%~ include('./parts/notices', it) %>";
    expect(pageViews('console').renderString(page, { done: 'Done <&>', errors: {} })).toContain('Done &lt;&amp;&gt;');
  });
});
