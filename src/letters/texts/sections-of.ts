import type { DocumentText } from '../../declarations/index.js';
import type { LetterBlock } from './letter-blocks.js';

type Section = DocumentText['sections'][number];

/** A letter's blocks as the sections of a document: the same words in both. */
export function sectionsOf(blocks: readonly LetterBlock[]): DocumentText['sections'] {
  const sections: Section[] = [];
  let section: Section | null = null;
  // In a section the paragraphs come first, and one list or table of facts ends it.
  const open = (): Section => {
    if (section === null || section.items !== undefined || section.facts !== undefined) {
      section = { paragraphs: [] };
      sections.push(section);
    }
    return section;
  };
  for (const block of blocks) {
    switch (block.kind) {
      case 'heading':
        section = { heading: block.text, paragraphs: [] };
        sections.push(section);
        break;
      case 'paragraph':
      case 'quotation':
        open().paragraphs.push(block.text);
        break;
      case 'list':
        open().items = [...block.items];
        break;
      case 'facts':
        open().facts = [...block.rows];
        break;
      case 'link':
        open().facts = [[block.label, block.url]];
        break;
      case 'table':
        open().paragraphs.push(block.caption);
        open().items = [block.columns, ...block.rows].map((row) => row.join(' – '));
        break;
    }
  }
  return sections;
}
