import { latinText } from '../../form/index.js';

/** A municipality's name as the report's font can draw it, without the word that they all end in. */
export function shortName(name: string): string {
  return latinText(name.replace(/ (kommune|herad)$/u, ''));
}
