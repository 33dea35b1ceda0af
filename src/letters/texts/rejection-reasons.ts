import type { WrittenLanguage } from '../../campaigns/index.js';
import { formatNumber } from './norwegian-format.js';

export const REJECTION_CODES = [
  'NOT_A_PDF',
  'EMPTY_FILE',
  'TOO_LARGE',
  'UNREADABLE',
  'ENCRYPTED',
  'UNSIGNED',
  'WRONG_FORM',
  'SIGNATURE_BROKEN',
  'CHANGED_AFTER_SIGNING',
  'SUSPECTED_MALWARE',
  'ILLEGIBLE_SCAN',
  'OTHER',
] as const;
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** Why a return is rejected. OTHER needs the operator's own words, in the letter's language. */
export type RejectionReason =
  | { readonly code: 'TOO_LARGE'; readonly largestMegabytes: number }
  | { readonly code: 'OTHER'; readonly explanation: string }
  | { readonly code: Exclude<RejectionCode, 'TOO_LARGE' | 'OTHER'> };

/** Why, and what to do about it: one sentence or two each. */
export interface RejectionText {
  readonly why: string;
  readonly mend: string;
}

interface Circumstances {
  readonly municipalityName: string;
  readonly reference: string;
}

type PlainCode = Exclude<RejectionCode, 'TOO_LARGE' | 'OTHER'>;

const plainTexts: Record<WrittenLanguage, Record<PlainCode, (about: Circumstances) => RejectionText>> = {
  nb: {
    NOT_A_PDF: () => ({
      why: 'Filen er ikke en PDF.',
      mend: 'Lagre eller skann det signerte skjemaet som PDF, og send det på nytt.',
    }),
    EMPTY_FILE: () => ({
      why: 'Filen er tom.',
      mend: 'Kontroller at filen kan åpnes hos dere, og send den på nytt.',
    }),
    UNREADABLE: () => ({
      why: 'Filen er skadet og kan ikke åpnes.',
      mend: 'Kontroller at filen kan åpnes hos dere. Hvis ikke, henter dere skjemaet på kommunens side og signerer det på nytt.',
    }),
    ENCRYPTED: () => ({
      why: 'Filen er beskyttet med passord.',
      mend: 'Send skjemaet uten passord. Er det signert digitalt, må det signeres på nytt i en fil uten passord.',
    }),
    UNSIGNED: () => ({
      why: 'Vi finner ingen signatur i skjemaet.',
      mend: 'Signer digitalt i signaturfeltet i PDF-filen, eller skriv ut skjemaet, signer for hånd i signaturruten og skann alle sidene.',
    }),
    WRONG_FORM: ({ municipalityName, reference }) => ({
      why: `Dokumentet er ikke skjemaet som er laget for ${municipalityName}. Det kan være en annen kommunes skjema eller et annet dokument.`,
      mend: `Bruk skjemaet med referansen ${reference}. Det kan hentes på kommunens side.`,
    }),
    SIGNATURE_BROKEN: () => ({
      why: 'Den digitale signaturen stemmer ikke med innholdet i filen.',
      mend: 'Hent skjemaet på kommunens side, signer det på nytt, og send filen akkurat slik den ble lagret ved signeringen.',
    }),
    CHANGED_AFTER_SIGNING: () => ({
      why: 'Dokumentet er endret etter at det ble signert.',
      mend: 'Fyll ut alle feltene først, signer til slutt, og send filen uten å lagre den på nytt i et annet program.',
    }),
    SUSPECTED_MALWARE: () => ({
      why: 'Filen inneholder noe som kan være skadelig, og den er derfor stanset.',
      mend: 'Hent skjemaet på kommunens side, signer det, og send det fra en maskin som er kontrollert for skadelige programmer.',
    }),
    ILLEGIBLE_SCAN: () => ({
      why: 'Det skannede skjemaet er for utydelig til å leses.',
      mend: 'Skann alle sidene rette og hele, med minst 200 punkter per tomme, og send dem som én PDF.',
    }),
  },
  nn: {
    NOT_A_PDF: () => ({
      why: 'Fila er ikkje ein PDF.',
      mend: 'Lagre eller skann det signerte skjemaet som PDF, og send det på nytt.',
    }),
    EMPTY_FILE: () => ({
      why: 'Fila er tom.',
      mend: 'Kontroller at fila kan opnast hos dykk, og send ho på nytt.',
    }),
    UNREADABLE: () => ({
      why: 'Fila er skadd og kan ikkje opnast.',
      mend: 'Kontroller at fila kan opnast hos dykk. Om ikkje, hentar de skjemaet på sida til kommunen og signerer det på nytt.',
    }),
    ENCRYPTED: () => ({
      why: 'Fila er verna med passord.',
      mend: 'Send skjemaet utan passord. Er det signert digitalt, må det signerast på nytt i ei fil utan passord.',
    }),
    UNSIGNED: () => ({
      why: 'Vi finn ingen signatur i skjemaet.',
      mend: 'Signer digitalt i signaturfeltet i PDF-fila, eller skriv ut skjemaet, signer for hand i signaturruta og skann alle sidene.',
    }),
    WRONG_FORM: ({ municipalityName, reference }) => ({
      why: `Dokumentet er ikkje skjemaet som er laga for ${municipalityName}. Det kan vere skjemaet til ein annan kommune eller eit anna dokument.`,
      mend: `Bruk skjemaet med referansen ${reference}. Det kan hentast på sida til kommunen.`,
    }),
    SIGNATURE_BROKEN: () => ({
      why: 'Den digitale signaturen stemmer ikkje med innhaldet i fila.',
      mend: 'Hent skjemaet på sida til kommunen, signer det på nytt, og send fila nett slik ho vart lagra ved signeringa.',
    }),
    CHANGED_AFTER_SIGNING: () => ({
      why: 'Dokumentet er endra etter at det vart signert.',
      mend: 'Fyll ut alle felta først, signer til slutt, og send fila utan å lagre ho på nytt i eit anna program.',
    }),
    SUSPECTED_MALWARE: () => ({
      why: 'Fila inneheld noko som kan vere skadeleg, og ho er difor stansa.',
      mend: 'Hent skjemaet på sida til kommunen, signer det, og send det frå ei maskin som er kontrollert for skadelege program.',
    }),
    ILLEGIBLE_SCAN: () => ({
      why: 'Det skanna skjemaet er for utydeleg til å lesast.',
      mend: 'Skann alle sidene rette og heile, med minst 200 punkt per tomme, og send dei som éin PDF.',
    }),
  },
};

const tooLargeTexts: Record<WrittenLanguage, (largestMegabytes: number) => RejectionText> = {
  nb: (largest) => ({
    why: `Filen er større enn ${formatNumber(largest)} MB, som er det meste vi kan ta imot.`,
    mend: 'Skann med lavere oppløsning, for eksempel 200 punkter per tomme i gråtoner, og send på nytt.',
  }),
  nn: (largest) => ({
    why: `Fila er større enn ${formatNumber(largest)} MB, som er det meste vi kan ta imot.`,
    mend: 'Skann med lågare oppløysing, til dømes 200 punkt per tomme i gråtonar, og send på nytt.',
  }),
};

const otherMend: Record<WrittenLanguage, string> = {
  nb: 'Rett det som står over, og send skjemaet på nytt. Svar på denne e-posten hvis noe er uklart.',
  nn: 'Rett det som står over, og send skjemaet på nytt. Svar på denne e-posten dersom noko er uklart.',
};

export function rejectionTexts(
  language: WrittenLanguage,
  reason: RejectionReason,
  about: Circumstances,
): RejectionText {
  switch (reason.code) {
    case 'TOO_LARGE':
      return tooLargeTexts[language](reason.largestMegabytes);
    case 'OTHER':
      return { why: reason.explanation, mend: otherMend[language] };
    default:
      return plainTexts[language][reason.code](about);
  }
}
