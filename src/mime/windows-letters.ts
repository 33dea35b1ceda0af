/** 0x80 to 0x9F in Windows-1252; five of them are unused. */
const LETTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const FIRST = 0x80;

/**
 * Text decoded as Latin-1 that was Windows-1252: the control characters U+0080 to U+009F stand for its letters, as the
 * Encoding Standard has it. This Node decodes both alike, and mail programs name one and mean the other.
 */
export function windowsLetters(text: string): string {
  return text.replaceAll(/[\u0080-\u009f]/g, (letter) => LETTERS[letter.charCodeAt(0) - FIRST] ?? letter);
}
