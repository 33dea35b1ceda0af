/**
 * A name that others chose, made fit for a path in an archive: no folders, no control characters, none that some file
 * system refuses, at most 100 characters with its ending kept.
 */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}<>:"/\\|?*]/gu, '_')
    .replace(/^[\s.]+/, '')
    .replace(/[\s.]+$/, '');
  const dot = plain.lastIndexOf('.');
  const ending = dot > 0 && plain.length - dot <= 10 ? plain.slice(dot) : '';
  const stem = Array.from(plain.slice(0, plain.length - ending.length))
    .slice(0, 100 - ending.length)
    .join('');
  return stem === '' ? `dokument${ending}` : `${stem}${ending}`;
}
