/** A name that is safe to show and to save under: no path, no control characters, at most 150 characters. */
export function fileNameOf(given: string | null | undefined, index: number): string {
  const name = (given ?? '')
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .trim();
  const shortened = [...name].length > 150 ? `${[...name].slice(0, 140).join('')}…${name.slice(-8)}` : name;
  return shortened === '' || /^\.+$/.test(shortened) ? `vedlegg-${index}` : shortened;
}
