import { formFields, items } from './form-fields.js';
import { PdfDictionary, PdfReference, PdfStream, PdfString, nameOf } from './pdf-object.js';
import type { PdfObject } from './pdf-object.js';
import { readPages } from './pages.js';
import type { PdfRevision } from './pdf-revision.js';

export type ActiveContentKind =
  'JAVASCRIPT' | 'LAUNCH_ACTION' | 'SUBMIT_ACTION' | 'AUTOMATIC_ACTION' | 'XFA' | 'EMBEDDED_FILES' | 'MEDIA';

/** Something in a document that acts, or that readers do not show on its pages. */
export type ActiveContent = {
  readonly kind: ActiveContentKind;
  /** From the catalogue to the place. */
  readonly path: string;
  /** It starts without anybody asking for it: when the document or a page is opened, closed or shown. */
  readonly automatic: boolean;
};

/** Where actions are by themselves harmless: they move the view, or need a person (ISO 32000-2, 12.6.4). */
const quiet = new Set(['GoTo', 'GoToDp', 'GoToR', 'GoToE', 'Thread', 'URI', 'Named']);
const media = new Set(['Screen', 'Movie', 'Sound', '3D', 'RichMedia']);
/** Triggers of an annotation that nobody has to touch it for (12.6.3, table 197). */
const automaticTriggers = new Set(['PO', 'PC', 'PV', 'PI']);

const MAX_FOUND = 100;
const MAX_OUTLINES = 2_000;

/** All active content that a reader can come to from the catalogue, each place once. */
export function findActiveContent(revision: PdfRevision): ActiveContent[] {
  return new ActiveContentSearch(revision).run();
}

class ActiveContentSearch {
  private readonly found = new Map<string, ActiveContent>();

  constructor(private readonly revision: PdfRevision) {}

  run(): ActiveContent[] {
    const catalog = this.revision.catalog();
    this.action(catalog.get('OpenAction'), '/OpenAction', true);
    this.triggers(catalog.get('AA'), '/AA', () => true);
    const names = this.revision.dictionary(catalog.get('Names'));
    if (this.holdsAnything(names?.get('JavaScript') ?? null)) this.add('JAVASCRIPT', '/Names/JavaScript', true);
    if (this.holdsAnything(names?.get('EmbeddedFiles') ?? null))
      this.add('EMBEDDED_FILES', '/Names/EmbeddedFiles', false);
    if (items(this.revision, catalog.get('AF')).length > 0) this.add('EMBEDDED_FILES', '/AF', false);
    const form = this.revision.dictionary(catalog.get('AcroForm'));
    if (this.revision.resolve(form?.get('XFA') ?? null) !== null) this.add('XFA', '/AcroForm/XFA', true);
    for (const field of formFields(this.revision)) this.annotation(field.dictionary, `field ${field.fullName}`);
    for (const [index, page] of (readPages(this.revision) ?? []).entries()) {
      const at = `page ${index + 1}`;
      this.triggers(page.dictionary.get('AA'), `${at}/AA`, () => true);
      for (const [i, item] of items(this.revision, page.dictionary.get('Annots')).entries()) {
        const annotation = this.revision.dictionary(item);
        // Widgets of the form were met as fields.
        if (annotation && nameOf(this.revision.resolve(annotation.get('Subtype'))) !== 'Widget')
          this.annotation(annotation, `${at}/Annots[${i}]`);
        else if (annotation && !annotation.has('FT') && !annotation.has('Parent'))
          this.annotation(annotation, `${at}/Annots[${i}]`);
      }
    }
    this.outlines(catalog.get('Outlines'));
    return [...this.found.values()];
  }

  private annotation(annotation: PdfDictionary, path: string): void {
    const subtype = nameOf(this.revision.resolve(annotation.get('Subtype')));
    if (subtype === 'FileAttachment') this.add('EMBEDDED_FILES', path, false);
    if (subtype !== null && media.has(subtype)) this.add('MEDIA', path, false);
    this.action(annotation.get('A'), `${path}/A`, false);
    this.triggers(annotation.get('AA'), `${path}/AA`, (trigger) => automaticTriggers.has(trigger));
  }

  private triggers(value: PdfObject, path: string, isAutomatic: (trigger: string) => boolean): void {
    for (const [trigger, action] of this.revision.dictionary(value)?.entries ?? [])
      this.action(action, `${path}/${trigger}`, isAutomatic(trigger));
  }

  /** An action and those that follow it (12.6.2). A destination is none. */
  private action(value: PdfObject, path: string, automatic: boolean): void {
    const pending: PdfObject[] = [value];
    for (let step = 0; pending.length > 0 && step < 100; step++) {
      const action = this.revision.dictionary(pending.pop()!);
      this.revision.source.budget.spend('work', 10);
      const type = action && nameOf(this.revision.resolve(action.get('S')));
      if (!action || type === null) continue;
      if (type === 'JavaScript' || action.has('JS')) this.add('JAVASCRIPT', path, automatic);
      else if (type === 'Launch') this.add('LAUNCH_ACTION', path, automatic);
      else if (type === 'SubmitForm' || type === 'ImportData') this.add('SUBMIT_ACTION', path, automatic);
      else if (automatic && !quiet.has(type)) this.add('AUTOMATIC_ACTION', path, true);
      const next = action.get('Next');
      const list = items(this.revision, next);
      pending.push(...(list.length > 0 ? list.slice(0, 100) : [next]));
    }
  }

  private outlines(root: PdfObject): void {
    const seen = new Set<number>();
    const pending: PdfObject[] = [this.revision.dictionary(root)?.get('First') ?? null];
    while (pending.length > 0 && seen.size < MAX_OUTLINES) {
      const reference = pending.pop()!;
      const item = this.revision.dictionary(reference);
      if (!item || !(reference instanceof PdfReference) || seen.has(reference.number)) continue;
      seen.add(reference.number);
      this.action(item.get('A'), `outline ${reference.number}/A`, false);
      pending.push(item.get('First'), item.get('Next'));
    }
  }

  /** A name tree that has anything in it (7.9.6). */
  private holdsAnything(value: PdfObject): boolean {
    const tree = this.revision.resolve(value);
    if (tree instanceof PdfDictionary) {
      const names = items(this.revision, tree.get('Names'));
      return names.length > 0 || items(this.revision, tree.get('Kids')).length > 0;
    }
    return tree instanceof PdfStream || tree instanceof PdfString;
  }

  private add(kind: ActiveContentKind, path: string, automatic: boolean): void {
    const key = `${kind} ${path}`;
    if (this.found.size < MAX_FOUND && !this.found.has(key)) this.found.set(key, { kind, path, automatic });
  }
}
