import { element, escaped } from './xml.js';

describe('element', () => {
  it('holds text, elements or a number, closes by its name alone, and is not there for null', () => {
    expect(element('a', 'x')).toBe('<a>x</a>');
    expect(element('a xsi:type="b"', [element('c', 1), element('d', null)])).toBe('<a xsi:type="b"><c>1</c></a>');
  });
});

test.each([
  ['a < b & "c" > d', 'a &lt; b &amp; &quot;c&quot; &gt; d'],
  ['a\u0000b\u0008c\uFFFEd\uD800e', 'a\uFFFDb\uFFFDc\uFFFDd\uFFFDe'],
  ['Kárášjohka\t😀\n', 'Kárášjohka\t😀\n'],
])('%j is written as %j', (text, xml) => expect(escaped(text)).toBe(xml));
