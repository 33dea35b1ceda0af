import type { WrittenLanguage } from '../../campaigns/index.js';
import { facts, heading, link, list, paragraph, type LetterBlock } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';
import { formatDay, formatPeriod, formatWeekday } from './norwegian-format.js';

/** An event of the campaign, in the letter's language; instants in ISO 8601 with offset, days as YYYY-MM-DD. */
export interface LetterEvent {
  readonly title: string;
  readonly description: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly registrationUntil: string;
  readonly url: string;
}

export interface InvitationLetterData extends CaseLetterBasis {
  /** "statsråden" */
  readonly signatory: string;
  /** The campaign's own words, in the letter's language. */
  readonly invitation: { readonly subject: string; readonly paragraphs: readonly string[] };
  readonly events: readonly LetterEvent[];
  readonly formFileName: string;
  /** The other files that go with the letter. */
  readonly enclosureFileNames: readonly string[];
}

const texts: Record<WrittenLanguage, (data: InvitationLetterData) => LetterContent> = {
  nb: (data) => ({
    subject: data.invitation.subject,
    greeting: `Kjære ordfører i ${data.municipalityName}`,
    signatory: data.signatory,
    blocks: [
      ...data.invitation.paragraphs.map(paragraph),
      heading('Slik svarer kommunen'),
      facts([
        ['Frist', `${formatWeekday(data.deadlineOn, 'nb')}, ut dagen`],
        ['Sendes til', data.replyAddress],
        ['Referanse', data.reference],
      ]),
      paragraph(
        `Vedlegget «${data.formFileName}» er laget for ${data.municipalityName} og kan bare brukes av dere. Fyll ut feltene og velg én måte å signere på:`,
      ),
      list([
        'Digitalt: Signer i signaturfeltet i PDF-filen. Gjør det til slutt, og send filen slik den ble lagret da.',
        'For hånd: Skriv ut skjemaet, signer i signaturruten, og skann alle sidene til én PDF.',
      ]),
      paragraph(
        'Send det signerte skjemaet som svar på denne e-posten, eller last det opp på kommunens side. Det må være kommet fram innen fristen. Dere får en kvittering når det er mottatt.',
      ),
      link('Kommunens side', data.portalUrl),
      paragraph(
        'Trenger dere mer tid, for eksempel fordi kommunestyret møtes senere, kan dere be om utsatt frist ved å svare på denne e-posten.',
      ),
      ...data.events.flatMap((event): LetterBlock[] => [
        heading(event.title),
        paragraph(event.description),
        facts([
          ['Tid', formatPeriod(event.startsAt, event.endsAt, 'nb')],
          ['Siste dag for påmelding', formatDay(event.registrationUntil)],
        ]),
        link('Påmelding', event.url),
      ]),
      heading('Spørsmål'),
      paragraph('Svar på denne e-posten, så får dere svar fra departementet.'),
      heading('Vedlegg'),
      list([data.formFileName, ...data.enclosureFileNames]),
    ],
  }),
  nn: (data) => ({
    subject: data.invitation.subject,
    greeting: `Kjære ordførar i ${data.municipalityName}`,
    signatory: data.signatory,
    blocks: [
      ...data.invitation.paragraphs.map(paragraph),
      heading('Slik svarar kommunen'),
      facts([
        ['Frist', `${formatWeekday(data.deadlineOn, 'nn')}, ut dagen`],
        ['Skal sendast til', data.replyAddress],
        ['Referanse', data.reference],
      ]),
      paragraph(
        `Vedlegget «${data.formFileName}» er laga for ${data.municipalityName} og kan berre brukast av dykk. Fyll ut felta og vel éin måte å signere på:`,
      ),
      list([
        'Digitalt: Signer i signaturfeltet i PDF-fila. Gjer det til slutt, og send fila slik ho vart lagra då.',
        'For hand: Skriv ut skjemaet, signer i signaturruta, og skann alle sidene til éin PDF.',
      ]),
      paragraph(
        'Send det signerte skjemaet som svar på denne e-posten, eller last det opp på sida til kommunen. Det må vere komme fram innan fristen. De får ei kvittering når det er motteke.',
      ),
      link('Sida til kommunen', data.portalUrl),
      paragraph(
        'Treng de meir tid, til dømes fordi kommunestyret har møte seinare, kan de be om utsett frist ved å svare på denne e-posten.',
      ),
      ...data.events.flatMap((event): LetterBlock[] => [
        heading(event.title),
        paragraph(event.description),
        facts([
          ['Tid', formatPeriod(event.startsAt, event.endsAt, 'nn')],
          ['Siste dag for påmelding', formatDay(event.registrationUntil)],
        ]),
        link('Påmelding', event.url),
      ]),
      heading('Spørsmål'),
      paragraph('Svar på denne e-posten, så får de svar frå departementet.'),
      heading('Vedlegg'),
      list([data.formFileName, ...data.enclosureFileNames]),
    ],
  }),
};

/** The minister's letter to the mayor, with what the municipality needs in order to answer. */
export function invitationLetter(data: InvitationLetterData): LetterText {
  return frameCaseLetter(data, texts[data.language](data));
}
