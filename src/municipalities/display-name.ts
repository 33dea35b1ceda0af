/** Municipalities that call themselves herad: Ulvik, Voss and Kvam. */
const HERAD: ReadonlySet<string> = new Set(['4620', '4621', '4622']);

export interface NamedMunicipality {
  readonly number: string;
  readonly name: string;
  readonly nameSamiOrKven: string | null;
}

/** All official names in one: «Unjárga-Nesseby», «Omasvuotna-Omasvuono-Storfjord». */
export function fullName(municipality: NamedMunicipality): string {
  const others = municipality.nameSamiOrKven?.split(' - ') ?? [];
  return [...others, municipality.name].join('-');
}

/** As the municipality calls itself in writing: «Unjárga-Nesseby kommune», «Voss herad». */
export function displayName(municipality: NamedMunicipality): string {
  return `${fullName(municipality)} ${HERAD.has(municipality.number) ? 'herad' : 'kommune'}`;
}
