import { PdfReference } from '../pdf/pdf-object.js';
import type { PdfObject } from '../pdf/pdf-object.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { Change } from './change.js';
import { compareAnnotation, comparePage, judgeNewAnnotation } from './compare-annotations.js';
import { compareCatalog } from './compare-catalog.js';
import { compareField } from './compare-field.js';
import { compareForm } from './compare-form.js';
import { compareStructureElement, compareStructureRoot } from './compare-structure.js';
import { firstDifference, keysOf } from './compare-values.js';
import type { Comparison, ComparisonRules } from './comparison.js';
import { objectRoles } from './object-roles.js';
import type { ObjectRole } from './object-roles.js';
import { overwrittenObject, reachable } from './overwritten-objects.js';

/** How many changes of each kind are listed; one that is not permitted is never left out for those that are. */
const MAX_CHANGES = 50;

/**
 * Entries of the trailer that describe the file, not the document (ISO 32000-2, tables 15 and 17), and the integrity
 * code of an encrypted file, which every revision makes anew (ISO/TS 32004).
 */
const trailerBookkeeping = new Set(
  'Size Prev XRefStm ID Info Root Type W Index Filter DecodeParms Length DL AuthCode'.split(' '),
);

/**
 * Walks the signed revision and the end of the file side by side from the trailer, by value. Whatever differs is OTHER,
 * except at the few places where a rule permits it; objects that nothing leads to are never met and do not matter.
 */
export function compareRevisions(signed: PdfRevision, final: PdfRevision, rules: ComparisonRules): Change[] {
  const fault = faultOfSequence(signed, final);
  if (fault) return [{ level: 'OTHER', path: '/', what: fault }];
  const later = final.sections.slice(0, final.sections.length - signed.sections.length);
  const touched = new Set(later.flatMap((section) => [...section.entries.keys()]));
  const changes = new RevisionComparison(signed, final, rules, touched).run();
  if (!later.some((section) => section.hybrid !== null)) return changes;
  // 7.5.8.4: old readers see another document, which must be no worse.
  const seenByOthers = new RevisionComparison(
    signed.withoutHybridStreams(),
    final.withoutHybridStreams(),
    rules,
    touched,
  );
  return [...changes, ...seenByOthers.run().map((change) => ({ ...change, what: `${change.what}, to older readers` }))];
}

/** The final chain of cross-reference sections must lead through the signed one, or readers see different files. */
function faultOfSequence(signed: PdfRevision, final: PdfRevision): string | null {
  if (final.rebuilt || signed.rebuilt) return 'the file’s own cross-references cannot be followed';
  const at = final.sections.length - signed.sections.length;
  const continues = at >= 0 && signed.sections.every((section, i) => section.offset === final.sections[at + i]!.offset);
  return continues ? null : 'the end of the file does not build on the signed revision';
}

class RevisionComparison implements Comparison {
  private readonly permitted: Change[] = [];
  private readonly forbidden: Change[] = [];
  private readonly roles: ReadonlyMap<number, ObjectRole>;
  private readonly same = new Set<string>();
  private readonly queue: { role: ObjectRole; before: PdfObject; after: PdfObject; path: string }[] = [];
  private readonly queued = new Set<number>();
  private readonly sharedWithTrailer = new Set<number>();
  readonly newWidgets = new Set<number>();
  readonly addedToPages: { item: PdfObject; path: string }[] = [];
  readonly fieldNames = new Set<string>();

  constructor(
    readonly signed: PdfRevision,
    readonly final: PdfRevision,
    readonly rules: ComparisonRules,
    touched: ReadonlySet<number>,
  ) {
    this.roles = objectRoles(signed, touched);
    for (const role of this.roles.values()) if (role.kind === 'field') this.fieldNames.add(role.field.fullName);
  }

  run(): Change[] {
    this.compareTrailers();
    for (let next = this.queue.pop(); next && this.forbidden.length < MAX_CHANGES; next = this.queue.pop())
      this.compareRole(next.role, next.before, next.after, next.path);
    for (const { item, path } of this.addedToPages)
      if (!(item instanceof PdfReference && this.newWidgets.has(item.number))) judgeNewAnnotation(this, item, path);
    return [...this.forbidden, ...this.permitted];
  }

  report(level: Change['level'], path: string, what: string): void {
    // By level, so that the worst is always among those kept.
    const list = level === 'OTHER' ? this.forbidden : this.permitted;
    const alike = list.reduce((count, change) => count + (change.level === level ? 1 : 0), 0);
    if (alike < MAX_CHANGES) list.push({ level, path: path.slice(0, 200), what });
  }

  strict(before: PdfObject, after: PdfObject, path: string): void {
    const place = this.firstDifference(before, after, path);
    if (place !== null) this.report('OTHER', place, 'differs from what was signed');
  }

  differs(before: PdfObject, after: PdfObject, path: string): boolean {
    return this.firstDifference(before, after, path) !== null;
  }

  hasRole(value: PdfObject): boolean {
    return value instanceof PdfReference && this.roles.has(value.number);
  }

  permit(level: Change['level'], before: PdfObject, after: PdfObject, path: string, fault: () => string | null): void {
    if (!this.differs(before, after, path)) return;
    const reason = fault() ?? this.overwrites(before, after);
    if (reason === null) this.report(level, path, 'was added or updated');
    else this.report('OTHER', path, reason);
  }

  overwrites(before: PdfObject, after: PdfObject): string | null {
    const number = overwrittenObject(this.signed, before, this.final, after, (item) => this.hasRole(item));
    if (number !== null) return `object ${number} was overwritten for it`;
    if (this.sharedWithTrailer.size === 0) return null;
    const shared = [...this.reachable(this.signed, before).keys()].find((item) => this.sharedWithTrailer.has(item));
    return shared === undefined ? null : `object ${shared}, which the trailer leads to as well, was replaced`;
  }

  private reachable(revision: PdfRevision, from: PdfObject): Map<number, PdfReference> {
    return reachable(revision, from, (item) => this.hasRole(item));
  }

  private firstDifference(before: PdfObject, after: PdfObject, path: string): string | null {
    const start = { before, after, path };
    return firstDifference(this.signed, this.final, start, this.same, (a, b, at) => this.meet(a, b, at));
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

  private compareTrailers(): void {
    const [before, after] = [this.signed.trailer, this.final.trailer];
    for (const key of keysOf(before, after)) {
      if (trailerBookkeeping.has(key)) continue;
      this.strict(before.get(key), after.get(key), `/${key}`);
      if (key === 'Encrypt') continue;
      // Writers keep things of their own here; what such an entry shares with the document is no part of a permitted change.
      for (const number of this.reachable(this.signed, before.get(key)).keys()) this.sharedWithTrailer.add(number);
    }
    if (this.differs(before.get('Info'), after.get('Info'), '/Info'))
      this.report('LTA_UPDATES', '/Info', 'document information changed');
    const [root, newRoot] = [before.get('Root'), after.get('Root')];
    const role = root instanceof PdfReference ? this.roles.get(root.number) : undefined;
    if (!role || !(root instanceof PdfReference) || !(newRoot instanceof PdfReference))
      return this.report('OTHER', '/Root', 'the catalogue has no place of its own');
    // The catalogue may move to another object number; what it says is compared all the same.
    this.queued.add(root.number);
    this.queue.push({ role, before: root, after: newRoot, path: '/Root' });
  }

  private compareRole(role: ObjectRole, before: PdfObject, after: PdfObject, path: string): void {
    const [old, current] = [this.signed.dictionary(before), this.final.dictionary(after)];
    if (this.signed.resolve(before) === null && this.final.resolve(after) === null) return;
    if (!old || !current || (current.duplicateKeys && !old.duplicateKeys)) {
      this.report('OTHER', path, 'is gone or ambiguous');
      return;
    }
    if (role.kind === 'catalog') compareCatalog(this, old, current, path);
    else if (role.kind === 'form') compareForm(this, old, current, path);
    else if (role.kind === 'page') comparePage(this, old, current, path);
    else if (role.kind === 'annotation') compareAnnotation(this, old, current, path);
    else if (role.kind === 'structure-root') compareStructureRoot(this, old, current, path);
    else if (role.kind === 'structure-element') compareStructureElement(this, old, current, path);
    else compareField(this, role.field, old, current, path);
  }
}
