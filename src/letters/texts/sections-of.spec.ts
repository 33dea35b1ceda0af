import { facts, heading, link, list, paragraph, quotation, table } from './letter-blocks.js';
import { sectionsOf } from './sections-of.js';

it('keeps every block, in its order', () => {
  const blocks = [
    paragraph('En'),
    paragraph('To'),
    facts([['Fil', 'a.pdf']]),
    paragraph('Tre'),
    heading('Kontrollert'),
    list(['x', 'y']),
    facts([['Sum', '2']]),
    link('Side', 'https://service.example/'),
    quotation('Hei'),
    table('Tabell', ['A', 'B'], [['1', '2']]),
  ];
  expect(sectionsOf(blocks)).toEqual([
    { paragraphs: ['En', 'To'], facts: [['Fil', 'a.pdf']] },
    { paragraphs: ['Tre'] },
    { heading: 'Kontrollert', paragraphs: [], items: ['x', 'y'] },
    { paragraphs: [], facts: [['Sum', '2']] },
    { paragraphs: [], facts: [['Side', 'https://service.example/']] },
    { paragraphs: ['Hei', 'Tabell'], items: ['A – B', '1 – 2'] },
  ]);
});
