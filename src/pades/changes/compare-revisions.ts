import { items } from '../pdf/form-fields.js';
import { PdfArray, PdfDictionary, PdfReference, integerOf } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { Change } from './change.js';
import { firstDifference, keysOf } from './compare-values.js';
import { compareField } from './compare-field.js';
import type { Comparison, ComparisonRules } from './comparison.js';
import { judgeNewField } from './new-signature-field.js';
import { judgeMetadata, judgeSecurityStore } from './document-store.js';
import { overwrittenObject } from './overwritten-objects.js';
import { emptyDictionary, objectRoles } from './object-roles.js';
import type { ObjectRole } from './object-roles.js';

const MAX_CHANGES = 50;

/** Entries of the trailer that describe the file, not the document (ISO 32000-2, tables 15 and 17). */
const trailerBookkeeping = new Set(
  'Size Prev XRefStm ID Info Root Type W Index Filter DecodeParms Length DL'.split(' '),
);

/**
 * Walks the signed revision and the end of the file side by side from the trailer, by value. Whatever differs is OTHER,
 * except at the few places where a rule permits it; objects that nothing leads to are never met and do not matter.
 */
export function compareRevisions(signed: PdfRevision, final: PdfRevision, rules: ComparisonRules): Change[] {
  return new RevisionComparison(signed, final, rules).run();
}

class RevisionComparison implements Comparison {
  private readonly changes: Change[] = [];
  private readonly roles: ReadonlyMap<number, ObjectRole>;
  private readonly same = new Set<string>();
  private readonly queue: { role: ObjectRole; before: PdfObject; after: PdfObject; path: string }[] = [];
  private readonly queued = new Set<number>();
  readonly newWidgets = new Set<number>();
  private readonly addedToPages: { item: PdfObject; path: string }[] = [];
  readonly fieldNames = new Set<string>();

  constructor(
    readonly signed: PdfRevision,
    readonly final: PdfRevision,
    readonly rules: ComparisonRules,
  ) {
    this.roles = objectRoles(signed);
    for (const role of this.roles.values()) if (role.kind === 'field') this.fieldNames.add(role.field.fullName);
  }

  run(): Change[] {
    if (!this.continuesSignedRevision()) return this.changes;
    this.compareTrailers();
    for (let next = this.queue.pop(); next && this.changes.length < MAX_CHANGES; next = this.queue.pop())
      this.compareRole(next.role, next.before, next.after, next.path);
    for (const { item, path } of this.addedToPages)
      if (!(item instanceof PdfReference && this.newWidgets.has(item.number)))
        this.report('OTHER', path, 'an annotation was added to a page');
    return this.changes;
  }

  report(level: Change['level'], path: string, what: string): void {
    if (this.changes.length < MAX_CHANGES) this.changes.push({ level, path: path.slice(0, 200), what });
  }

  strict(before: PdfObject, after: PdfObject, path: string): void {
    const place = firstDifference(this.signed, this.final, { before, after, path }, this.same, (a, b, at) =>
      this.meet(a, b, at),
    );
    if (place !== null) this.report('OTHER', place, 'differs from what was signed');
  }

  differs(before: PdfObject, after: PdfObject, path: string): boolean {
    const start = { before, after, path };
    return firstDifference(this.signed, this.final, start, this.same, (a, b, at) => this.meet(a, b, at)) !== null;
  }

  roleOf(value: PdfObject): ObjectRole | null {
    return value instanceof PdfReference ? (this.roles.get(value.number) ?? null) : null;
  }

  private meet(before: PdfReference, after: PdfReference, path: string): boolean | 'different' {
    const role = this.roles.get(before.number);
    if (!role) return false;
    if (before.number !== after.number || before.generation !== after.generation) return 'different';
    if (!this.queued.has(before.number)) {
      this.queued.add(before.number);
      this.queue.push({ role, before, after, path });
    }
    return true;
  }

  /** The final chain of cross-reference sections must lead through the signed one, or readers see different files. */
  private continuesSignedRevision(): boolean {
    const { sections } = this.final;
    if (this.final.rebuilt || this.signed.rebuilt) {
      this.report('OTHER', '/', 'the file’s own cross-references cannot be followed');
      return false;
    }
    const at = sections.findIndex((section) => section.offset === this.signed.startOffset);
    const tail = at < 0 ? [] : sections.slice(at);
    const continues =
      tail.length === this.signed.sections.length &&
      tail.every((section, i) => section.offset === this.signed.sections[i]!.offset);
    if (!continues) this.report('OTHER', '/', 'the end of the file does not build on the signed revision');
    else if (sections.slice(0, at).some((section) => section.hybrid !== null)) {
      this.report('OTHER', '/', 'a later revision shows different objects to older readers');
      return false;
    }
    return continues;
  }

  private compareTrailers(): void {
    const [before, after] = [this.signed.trailer, this.final.trailer];
    for (const key of keysOf(before, after))
      if (!trailerBookkeeping.has(key)) this.strict(before.get(key), after.get(key), `/${key}`);
    if (this.differs(before.get('Info'), after.get('Info'), '/Info'))
      this.report('LTA_UPDATES', '/Info', 'document information changed');
    const [root, newRoot] = [before.get('Root'), after.get('Root')];
    const role = this.roleOf(root);
    if (!role || !(root instanceof PdfReference) || !(newRoot instanceof PdfReference))
      return this.report('OTHER', '/Root', 'the catalogue has no place of its own');
    // The catalogue may move to another object number; what it says is compared all the same.
    this.queued.add(root.number);
    this.queue.push({ role, before: root, after: newRoot, path: '/Root' });
  }

  private compareRole(role: ObjectRole, before: PdfObject, after: PdfObject, path: string): void {
    const [old, current] = [this.signed.dictionary(before), this.final.dictionary(after)];
    if (!old || !current || (current.duplicateKeys && !old.duplicateKeys)) {
      this.report('OTHER', path, 'is gone or ambiguous');
      return;
    }
    if (role.kind === 'catalog') this.compareCatalog(old, current, path);
    else if (role.kind === 'form') this.compareForm(old, current, path);
    else if (role.kind === 'page') this.comparePage(old, current, path);
    else compareField(this, role.field, old, current, path);
  }

  private compareCatalog(before: PdfDictionary, after: PdfDictionary, path: string): void {
    for (const key of keysOf(before, after)) {
      const [a, b] = [before.get(key), after.get(key)];
      const at = `${path}/${key}`;
      if (key === 'AcroForm') {
        if (this.roleOf(a) && b instanceof PdfReference) this.strict(a, b, at);
        else
          this.compareForm(
            this.signed.dictionary(a) ?? emptyDictionary,
            this.final.dictionary(b) ?? emptyDictionary,
            at,
          );
      } else if (key === 'DSS') {
        this.permit('LTA_UPDATES', a, b, at, () => judgeSecurityStore(this.signed, a, this.final, b));
      } else if (key === 'Metadata') {
        this.permit('LTA_UPDATES', a, b, at, () => judgeMetadata(this.final, b));
      } else if (key === 'Extensions' || key === 'Version') {
        this.permit('LTA_UPDATES', a, b, at, () => (b === null ? 'was taken away' : null));
      } else this.strict(a, b, at);
    }
  }

  permit(level: Change['level'], before: PdfObject, after: PdfObject, path: string, fault: () => string | null): void {
    if (!this.differs(before, after, path)) return;
    const reason = fault() ?? this.overwrites(before, after);
    if (reason === null) this.report(level, path, 'was added or updated');
    else this.report('OTHER', path, reason);
  }

  /** Why a permitted change is none: it was made by overwriting a signed object that was not part of it. */
  overwrites(before: PdfObject, after: PdfObject): string | null {
    const number = overwrittenObject(this.signed, before, this.final, after, (reference) =>
      this.roles.has(reference.number),
    );
    return number === null ? null : `object ${number} was overwritten for it`;
  }

  private compareForm(before: PdfDictionary, after: PdfDictionary, path: string): void {
    for (const key of keysOf(before, after)) {
      const [a, b] = [before.get(key), after.get(key)];
      const at = `${path}/${key}`;
      if (key === 'Fields') this.compareFieldList(a, b, at, '');
      else if (key === 'SigFlags') this.compareSignatureFlags(a, b, at);
      else if (key === 'DR') this.compareResources(a, b, at, 0);
      else if (key === 'DA' && a === null) this.report('LTA_UPDATES', at, 'default appearance added');
      else if (key === 'NeedAppearances' && this.final.resolve(b) !== true) continue;
      else this.strict(a, b, at);
    }
  }

  private compareSignatureFlags(before: PdfObject, after: PdfObject, path: string): void {
    const [a, b] = [integerOf(this.signed.resolve(before)) ?? 0, integerOf(this.final.resolve(after)) ?? 0];
    // 12.7.3, table 225: the flags only ever say more about signatures.
    if (a === b) return;
    if ((a & b) === a && b <= 3) this.report('LTA_UPDATES', path, `signature flags ${a} to ${b}`);
    else this.report('OTHER', path, `signature flags ${a} to ${b}`);
  }

  /** Resources may be added, by category and name; those that were there stay as they were. */
  private compareResources(before: PdfObject, after: PdfObject, path: string, depth: number): void {
    const [a, b] = [this.signed.dictionary(before), this.final.dictionary(after)];
    if (a === null && before === null && b) {
      this.report('LTA_UPDATES', path, 'resources added');
      return;
    }
    if (!a || !b || depth === 2) return this.strict(before, after, path);
    for (const key of keysOf(a, b)) this.compareResources(a.get(key), b.get(key), `${path}/${key}`, depth + 1);
  }

  compareFieldList(before: PdfObject, after: PdfObject, path: string, parentName: string): void {
    if (!this.isList(after)) return this.report('OTHER', path, 'is no list');
    const [old, current] = [items(this.signed, before), items(this.final, after)];
    for (const [i, item] of old.entries()) {
      if (i < current.length) this.strict(item, current[i]!, `${path}[${i}]`);
      else this.report('OTHER', `${path}[${i}]`, 'a form field was taken away');
    }
    for (let i = old.length; i < current.length; i++) judgeNewField(this, current[i]!, `${path}[${i}]`, parentName);
  }

  private comparePage(before: PdfDictionary, after: PdfDictionary, path: string): void {
    for (const key of keysOf(before, after)) {
      const [a, b] = [before.get(key), after.get(key)];
      if (key === 'Annots') this.compareAnnotations(a, b, `${path}/Annots`);
      else this.strict(a, b, `${path}/${key}`);
    }
  }

  private isList(value: PdfObject): boolean {
    const resolved = this.final.resolve(value);
    return resolved === null || resolved instanceof PdfArray;
  }

  private compareAnnotations(before: PdfObject, after: PdfObject, path: string): void {
    if (!this.isList(after)) return this.report('OTHER', path, 'is no list');
    const [old, current] = [items(this.signed, before), items(this.final, after)];
    for (const [i, item] of old.entries()) {
      if (i < current.length) this.strict(item, current[i]!, `${path}[${i}]`);
      else this.report('OTHER', `${path}[${i}]`, 'an annotation was taken away');
    }
    for (let i = old.length; i < current.length; i++)
      this.addedToPages.push({ item: current[i]!, path: `${path}[${i}]` });
  }
}
