import type { PDFObject } from 'pdf-lib';

const MOST_OBJECTS = 500_000;

export type HiddenLayers = 'NONE' | 'SOME' | 'NOT_KNOWN';

/**
 * Whether a file has optional content (ISO 32000-2, 8.11): parts that a reader shows or hides at will, or on the screen
 * but not on paper. What one rendering shows says nothing of such a file. Every object is looked at, those too that no
 * page leads to.
 */
export async function findHiddenLayers(bytes: Uint8Array): Promise<HiddenLayers> {
  // Loaded here, off the path that most files take.
  const { PDFArray, PDFDict, PDFDocument, PDFName, PDFStream } = await import('pdf-lib');
  const [layer, layers, type] = ['OC', 'OCProperties', 'Type'].map((name) => PDFName.of(name));
  const kinds = new Set(['OCG', 'OCMD'].map((name) => PDFName.of(name)));
  try {
    const document = await PDFDocument.load(bytes, { updateMetadata: false, password: '' });
    const waiting: (PDFObject | undefined)[] = document.context.enumerateIndirectObjects().map(([, object]) => object);
    for (let seen = 0; waiting.length > 0; seen++) {
      if (seen > MOST_OBJECTS) return 'NOT_KNOWN';
      const object = waiting.pop();
      const dictionary = object instanceof PDFStream ? object.dict : object;
      if (dictionary instanceof PDFArray) waiting.push(...dictionary.asArray());
      if (!(dictionary instanceof PDFDict)) continue;
      for (const [key, value] of dictionary.entries()) {
        if (key === layer || key === layers) return 'SOME';
        if (key === type && value instanceof PDFName && kinds.has(value)) return 'SOME';
        waiting.push(value);
      }
    }
    return 'NONE';
  } catch {
    return 'NOT_KNOWN';
  }
}
