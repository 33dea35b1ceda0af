import type { Findings } from '../findings.js';
import { findActiveContent } from '../pdf/active-content.js';
import type { ActiveContent, ActiveContentKind } from '../pdf/active-content.js';
import type { PdfRevision } from '../pdf/pdf-revision.js';
import type { Result } from '../report.js';

/** What an operator reads: what it can do. */
const sentences: Readonly<Record<ActiveContentKind, string>> = {
  JAVASCRIPT: 'The document runs a program of its own (JavaScript), which can change what is shown.',
  LAUNCH_ACTION: 'The document can start another program; do not open it outside a protected viewer.',
  SUBMIT_ACTION: 'The document can send what is filled in to somebody, or fetch it from somewhere.',
  AUTOMATIC_ACTION: 'The document does something by itself when it is opened or shown.',
  XFA: 'The document holds a second form (XFA), which some readers show in place of the signed pages.',
  EMBEDDED_FILES: 'Other files are attached to the document.',
  MEDIA: 'The document holds sound, film or 3D content.',
};

/**
 * Active content against what was there when the document was first signed. No level of permitted changes lets any of
 * it in later (ISO 32000-2, 12.8.2.2). What was signed is the signer's own word, but where it can show something else
 * than was signed, or harm the reader, a person decides (12.8.7 counts the same content for the same reason).
 */
export function judgeActiveContent(
  final: PdfRevision,
  firstSigned: () => PdfRevision | null,
  findings: Findings,
): void {
  const content = findActiveContent(final);
  if (content.length === 0) return;
  const signed = firstSigned();
  const before = signed === null ? content : findActiveContent(signed);
  const known = new Set(before.map(keyOf));
  const groups = new Map<string, { item: ActiveContent; added: boolean; paths: string[] }>();
  for (const item of content) {
    const added = !known.has(keyOf(item));
    const key = `${item.kind} ${added ? 'added' : resultWhenSigned(item)}`;
    const group = groups.get(key);
    if (group) group.paths.push(item.path);
    else groups.set(key, { item, added, paths: [item.path] });
  }
  for (const { item, added, paths } of groups.values())
    findings.add(
      item.kind,
      added ? 'FAILED' : resultWhenSigned(item),
      `${paths.slice(0, 5).join(', ')}${paths.length > 5 ? ` and ${paths.length - 5} more` : ''}`,
      added ? `${sentences[item.kind]} It was added after the document was signed.` : sentences[item.kind],
    );
}

const keyOf = ({ kind, path }: ActiveContent): string => `${kind} ${path}`;

function resultWhenSigned({ kind, automatic }: ActiveContent): Result {
  if (kind === 'EMBEDDED_FILES') return 'INFO';
  if (kind === 'JAVASCRIPT' || kind === 'SUBMIT_ACTION') return automatic ? 'INDETERMINATE' : 'INFO';
  return 'INDETERMINATE';
}
