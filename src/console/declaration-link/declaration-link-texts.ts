import type { PageLanguage } from '../../platform/pages/index.js';

/** What came of the forms, as the address of the page says it. */
export const LINK_DEEDS = ['link-renewed', 'link-revoked'] as const;
export type LinkDeed = (typeof LINK_DEEDS)[number];

export interface DeclarationLinkTexts {
  readonly heading: string;
  readonly renewExplanation: string;
  readonly renew: string;
  readonly revokeExplanation: string;
  readonly reason: string;
  readonly revoke: string;
  readonly done: Readonly<Record<LinkDeed, string>>;
  readonly reasonMissing: string;
}

/** The words about a municipality's link on its declaration's page. */
export const declarationLinkTexts: Readonly<Record<PageLanguage, DeclarationLinkTexts>> = {
  nb: {
    heading: 'Lenken til kommunens side',
    renewExplanation:
      'En ny lenke sendes til den registrerte adressen. Den gamle slutter å virke, og det den har åpnet, lukkes.',
    renew: 'Send ny lenke',
    revokeExplanation: 'Lenken slutter å virke nå. Ingen får brev. Det neste brevet har den lenken som da gjelder.',
    reason: 'Begrunnelse',
    revoke: 'Sperr lenken',
    done: { 'link-renewed': 'En ny lenke er på vei i brev.', 'link-revoked': 'Lenken er sperret.' },
    reasonMissing: 'Skriv hvorfor lenken sperres.',
  },
  nn: {
    heading: 'Lenkja til kommunen si side',
    renewExplanation:
      'Ei ny lenkje blir send til den registrerte adressa. Den gamle sluttar å verke, og det ho har opna, blir lukka.',
    renew: 'Send ny lenkje',
    revokeExplanation: 'Lenkja sluttar å verke no. Ingen får brev. Det neste brevet har den lenkja som då gjeld.',
    reason: 'Grunngiving',
    revoke: 'Sperr lenkja',
    done: { 'link-renewed': 'Ei ny lenkje er på veg i brev.', 'link-revoked': 'Lenkja er sperra.' },
    reasonMissing: 'Skriv kvifor lenkja blir sperra.',
  },
  en: {
    heading: "The link to the municipality's page",
    renewExplanation:
      'A new link is sent to the registered address. The old one stops working, and what it has opened is closed.',
    renew: 'Send a new link',
    revokeExplanation: 'The link stops working now. Nobody is written to. The next letter has the link then in force.',
    reason: 'Reason',
    revoke: 'Revoke the link',
    done: { 'link-renewed': 'A new link is on its way by letter.', 'link-revoked': 'The link is revoked.' },
    reasonMissing: 'Write why the link is revoked.',
  },
};
