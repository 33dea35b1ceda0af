import { isWhitespace } from './pdf-parser.js';
import type { PdfRevision } from './pdf-revision.js';
import type { PdfSource } from './pdf-source.js';

/** An `%%EOF` that closes a revision: the number before it leads to a section in the final chain. */
export type RevisionEnd = {
  /** Offset of the `%%EOF` itself. */
  readonly marker: number;
  /** Offset behind the marker and its end-of-line. */
  readonly end: number;
  readonly startOffset: number;
};

const MARKER = '%%EOF';
const NEAR = 4096;

/**
 * The ends of all revisions, oldest first (ISO 32000-2, 7.5.6). Markers inside embedded files, and the first one of a
 * linearised file (its startxref says 0), lead to no section of the chain and do not count.
 */
export function findRevisionEnds(final: PdfRevision): RevisionEnd[] {
  const { source } = final;
  const chain = new Set(final.sections.map((section) => section.offset));
  // Without a chain to belong to, every marker that follows a startxref closes something.
  const sectionAt = (written: number): number | null => {
    if (final.rebuilt) return written;
    const offset = source.sections.get(written)?.offset ?? source.sections.get(written + source.headerOffset)?.offset;
    return offset !== undefined && chain.has(offset) ? offset : null;
  };
  const ends = new Map<number, RevisionEnd>();
  for (const at of markers(final)) {
    source.budget.spend('work', 100);
    const start = startOffsetBefore(source, at);
    if (start === null) continue;
    const offset = sectionAt(start);
    if (offset !== null && !ends.has(offset))
      ends.set(offset, { marker: at, end: afterLine(source, at), startOffset: offset });
  }
  return [...ends.values()];
}

/** The revision that ends exactly at `end`, give or take white space behind its marker; null when none does. */
export function revisionEndingAt(ends: readonly RevisionEnd[], source: PdfSource, end: number): RevisionEnd | null {
  for (const candidate of ends) {
    const from = candidate.marker + MARKER.length;
    if (end >= from && onlyWhitespace(source.bytes, from, end)) return candidate;
  }
  return null;
}

export function onlyWhitespace(bytes: Uint8Array, from: number, to: number): boolean {
  // A long run of padding is nothing a writer leaves by accident.
  if (to - from > 4096) return false;
  for (let i = from; i < to; i++) if (!isWhitespace(bytes[i])) return false;
  return true;
}

/** Markers stand close behind their section; only a file whose sections cannot be found is searched as a whole. */
function* markers(final: PdfRevision): Generator<number, void, undefined> {
  const { buffer } = final.source;
  const stretches = final.rebuilt
    ? [{ from: 0, to: buffer.length }]
    : [
        ...final.sections.map((section) => ({ from: section.end, to: Math.min(section.end + NEAR, buffer.length) })),
        { from: Math.max(0, buffer.length - NEAR), to: buffer.length },
      ].sort((a, b) => a.from - b.from);
  let last = -1;
  for (const { from, to } of stretches) {
    const stretch = buffer.subarray(0, to);
    for (let at = stretch.indexOf(MARKER, Math.max(from, last + 1)); at >= 0; at = stretch.indexOf(MARKER, at + 1)) {
      last = at;
      yield at;
    }
  }
}

function startOffsetBefore(source: PdfSource, marker: number): number | null {
  const text = source.buffer.toString('latin1', Math.max(0, marker - 64), marker);
  const match = /startxref\s+(\d{1,15})\s*$/.exec(text);
  return match ? Number(match[1]) : null;
}

function afterLine(source: PdfSource, marker: number): number {
  let end = marker + MARKER.length;
  if (source.bytes[end] === 13) end++;
  if (source.bytes[end] === 10) end++;
  return end;
}
