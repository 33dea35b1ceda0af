import type { Fault } from '../platform/errors/index.js';

import type { CampaignDefinition, WrittenLanguage } from './campaign.schemas.js';

/** A municipality's decision on its form of Norwegian: bokmål, nynorsk, or neither. */
export type LanguageForm = WrittenLanguage | 'neutral';

/** What the choice of recipients looks at; the register's own municipality has more, and comes back as it went in. */
export interface RecipientCandidate {
  /** Four digits: the key. Two municipalities may share a name. */
  readonly number: string;
  readonly name: string;
  readonly healthRegion: string;
  /** People, Statistics Norway, at the start of the year. */
  readonly population: number;
  readonly languageForm: LanguageForm;
  readonly email: string;
}

/** Somebody who gets the invitation for information only: no form, no reminder. */
export type CopyRecipient<M extends RecipientCandidate> =
  | {
      readonly kind: 'organisation';
      readonly name: string;
      readonly address: string;
      readonly language: WrittenLanguage;
    }
  | { readonly kind: 'municipality'; readonly municipality: M; readonly language: WrittenLanguage };

export interface RecipientSelection<M extends RecipientCandidate> {
  readonly recipients: readonly M[];
  readonly copies: readonly CopyRecipient<M>[];
  /** Inside the rule, but taken out by name. Those whom the rule does not reach at all are not listed. */
  readonly excluded: readonly { readonly municipality: M; readonly reason: string }[];
  /** People in the recipients together: the base of every share. */
  readonly population: number;
  /** What must be cleared up before the campaign may be issued; a dry run shows them by name. */
  readonly faults: readonly Fault[];
}

/** The form that a municipality is written to in: its own choice first, then its decision, then bokmål. */
export function writtenLanguage(languageForm: LanguageForm, chosen: WrittenLanguage | null = null): WrittenLanguage {
  return chosen ?? (languageForm === 'nn' ? 'nn' : 'nb');
}

/**
 * Who gets a declaration to sign and who gets a copy, from the campaign's rule and the register. Keeps the register's
 * order. Never throws: whatever does not add up is a named fault.
 */
export function selectRecipients<M extends RecipientCandidate>(
  definition: Pick<CampaignDefinition, 'recipients' | 'copies'>,
  municipalities: readonly M[],
): RecipientSelection<M> {
  const outside = new Set(definition.recipients.outsideHealthRegions);
  const reasons = new Map(definition.recipients.exceptions.map(({ municipality, reason }) => [municipality, reason]));
  const reached = municipalities.filter((municipality) => !outside.has(municipality.healthRegion));
  const recipients = reached.filter((municipality) => !reasons.has(municipality.number));
  const excluded = reached.flatMap((municipality) => {
    const reason = reasons.get(municipality.number);
    return reason === undefined ? [] : [{ municipality, reason }];
  });
  const copies = definition.copies.flatMap((copy): CopyRecipient<M>[] => {
    if (copy.kind === 'organisation') {
      return [{ kind: 'organisation', name: copy.name, address: copy.address, language: copy.language }];
    }
    const regions = new Set(copy.healthRegions);
    return municipalities
      .filter((municipality) => regions.has(municipality.healthRegion))
      .map((municipality) => ({
        kind: 'municipality',
        municipality,
        language: writtenLanguage(municipality.languageForm),
      }));
  });
  const population = recipients.reduce((sum, municipality) => sum + municipality.population, 0);
  const selection = { recipients, copies, excluded, population };
  return { ...selection, faults: [...faultsIn(definition, municipalities, selection)] };
}

function* faultsIn<M extends RecipientCandidate>(
  definition: Pick<CampaignDefinition, 'recipients' | 'copies'>,
  municipalities: readonly M[],
  selection: Omit<RecipientSelection<M>, 'faults'>,
): Generator<Fault> {
  const { expect, exceptions, outsideHealthRegions } = definition.recipients;
  if (selection.recipients.length !== expect.municipalities) {
    yield {
      where: 'recipients.expect.municipalities',
      message: `the rule gives ${selection.recipients.length} municipalities, ${expect.municipalities} were expected: check the register, the rule and the exceptions`,
    };
  }
  if (selection.population !== expect.population) {
    yield {
      where: 'recipients.expect.population',
      message: `the recipients hold ${selection.population} people, ${expect.population} were expected: check the register's populations, the rule and the exceptions`,
    };
  }
  const regionsInUse = new Set(municipalities.map((municipality) => municipality.healthRegion));
  const copiedRegions = definition.copies.flatMap((copy) => (copy.kind === 'organisation' ? [] : copy.healthRegions));
  for (const [where, regions] of [
    ['recipients.outsideHealthRegions', outsideHealthRegions],
    ['copies', copiedRegions],
  ] as const) {
    for (const region of regions.filter((name) => !regionsInUse.has(name))) {
      yield { where, message: `no municipality of the register lies in "${region}": correct the name` };
    }
  }
  const excludedNumbers = new Set(selection.excluded.map(({ municipality }) => municipality.number));
  for (const { municipality } of exceptions.filter((exception) => !excludedNumbers.has(exception.municipality))) {
    const known = municipalities.some(({ number }) => number === municipality);
    yield {
      where: `recipients.exceptions.${municipality}`,
      message: known
        ? `municipality ${municipality} is outside the rule anyway: remove the exception`
        : `the register has no municipality ${municipality}: correct the number`,
    };
  }
  const recipientNumbers = new Set(selection.recipients.map(({ number }) => number));
  const written = new Map<string, M>();
  for (const municipality of selection.recipients) {
    written.set(municipality.number, municipality);
  }
  for (const copy of selection.copies) {
    if (copy.kind === 'municipality') {
      written.set(copy.municipality.number, copy.municipality);
      if (recipientNumbers.has(copy.municipality.number)) {
        yield {
          where: `copies.${copy.municipality.number}`,
          message: `${copy.municipality.name} (${copy.municipality.number}) would get both a declaration and a copy: keep one`,
        };
      }
    }
  }
  for (const { number, name } of [...written.values()].filter(({ email }) => email.trim() === '')) {
    yield { where: `municipalities.${number}.email`, message: `${name} (${number}) has no e-mail address: add it` };
  }
}
