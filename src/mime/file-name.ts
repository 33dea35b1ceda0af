import { windowsLetters } from './windows-letters.js';

const LONGEST = 150;
const KEPT_END = 8;

/** A name that is safe to show and to save under: no path, no control characters, at most 150 characters. */
export function fileNameOf(given: string | null | undefined, index: number): string {
  const name = Array.from(
    windowsLetters(given ?? '')
      .normalize('NFC')
      .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '')
      .replaceAll(/[/\\:*?"<>|]/g, '_')
      .trim(),
  );
  // By whole characters, the ending kept: half a surrogate pair can be stored nowhere.
  const shortened =
    name.length > LONGEST ? [...name.slice(0, LONGEST - KEPT_END - 1), '…', ...name.slice(-KEPT_END)] : name;
  const text = shortened.join('');
  return text === '' || /^\.+$/.test(text) ? `vedlegg-${index}` : text;
}
