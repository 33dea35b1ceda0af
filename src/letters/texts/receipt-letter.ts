import type { WrittenLanguage } from '../../campaigns/index.js';
import { facts, heading, paragraph } from './letter-blocks.js';
import { frameCaseLetter, type CaseLetterBasis, type LetterContent, type LetterText } from './letter-frame.js';
import { arrivalFacts, type Arrival, type Timeliness } from './received-files.js';

export const RECEIPT_OUTCOMES = ['ACCEPTED', 'IN_REVIEW', 'ALREADY_ACCEPTED', 'ALREADY_RECEIVED'] as const;
export type ReceiptOutcome = (typeof RECEIPT_OUTCOMES)[number];

/** What a municipality is told was checked: fewer and plainer than the findings that an operator sees. */
export const RECEIPT_CHECKS = [
  'FILE_READABLE',
  'FORM_RECOGNISED',
  'TEXT_UNCHANGED',
  'SIGNATURE_INTACT',
  'SIGNER_TRUSTED',
  'SIGNER_LINKED',
  'HAND_SIGNATURE',
] as const;
export type ReceiptCheck = (typeof RECEIPT_CHECKS)[number];

/** OPEN: the machine cannot tell. Both OPEN and FAILED wait for a person. */
export type CheckResult = 'PASSED' | 'OPEN' | 'FAILED';

export interface ReceiptLetterData extends CaseLetterBasis, Arrival {
  readonly outcome: ReceiptOutcome;
  readonly checks: readonly { readonly check: ReceiptCheck; readonly result: CheckResult }[];
}

const checkTexts: Record<WrittenLanguage, Record<ReceiptCheck, string>> = {
  nb: {
    FILE_READABLE: 'Filen kan åpnes og leses',
    FORM_RECOGNISED: 'Skjemaet er det vi sendte til kommunen',
    TEXT_UNCHANGED: 'Teksten i skjemaet er ikke endret',
    SIGNATURE_INTACT: 'Den digitale signaturen stemmer med innholdet',
    SIGNER_TRUSTED: 'Sertifikatet kommer fra en utsteder vi stoler på',
    SIGNER_LINKED: 'Den som har signert, kan knyttes til kommunen',
    HAND_SIGNATURE: 'Skjemaet er signert for hånd',
  },
  nn: {
    FILE_READABLE: 'Fila kan opnast og lesast',
    FORM_RECOGNISED: 'Skjemaet er det vi sende til kommunen',
    TEXT_UNCHANGED: 'Teksten i skjemaet er ikkje endra',
    SIGNATURE_INTACT: 'Den digitale signaturen stemmer med innhaldet',
    SIGNER_TRUSTED: 'Sertifikatet kjem frå ein utferdar vi stoler på',
    SIGNER_LINKED: 'Den som har signert, kan knytast til kommunen',
    HAND_SIGNATURE: 'Skjemaet er signert for hand',
  },
};

const resultTexts: Record<WrittenLanguage, Record<CheckResult, string>> = {
  nb: {
    PASSED: 'i orden',
    OPEN: 'må ses på av en saksbehandler',
    FAILED: 'ikke i orden, må ses på av en saksbehandler',
  },
  nn: {
    PASSED: 'i orden',
    OPEN: 'må sjåast på av ein saksbehandlar',
    FAILED: 'ikkje i orden, må sjåast på av ein saksbehandlar',
  },
};

interface OutcomeText {
  readonly subject: string;
  readonly opening: (municipality: string) => string;
  readonly next: Record<Timeliness, string>;
}

const outcomeTexts: Record<WrittenLanguage, Record<ReceiptOutcome, OutcomeText>> = {
  nb: {
    ACCEPTED: {
      subject: 'Erklæringen er godkjent',
      opening: (municipality) => `Takk! Den signerte erklæringen fra ${municipality} er mottatt og godkjent.`,
      next: {
        ON_TIME: 'Kommunen regnes nå blant dem som har signert. Dere trenger ikke gjøre noe mer.',
        LATE: 'Kommunen regnes nå blant dem som har signert. At svaret kom etter fristen, går fram av saken. Dere trenger ikke gjøre noe mer.',
      },
    },
    IN_REVIEW: {
      subject: 'Erklæringen er mottatt',
      opening: (municipality) =>
        `Takk! Svaret fra ${municipality} er mottatt. En saksbehandler må se på det før erklæringen kan godkjennes.`,
      next: {
        ON_TIME:
          'Dere får et nytt brev når saken er avgjort. Til da trenger dere ikke gjøre noe, og dere får ingen påminnelser.',
        LATE: 'Svaret kom etter fristen. Det er tatt vare på, og saksbehandleren avgjør om det kan regnes med. Dere får et nytt brev når saken er avgjort.',
      },
    },
    ALREADY_ACCEPTED: {
      subject: 'Erklæringen er allerede godkjent',
      opening: (municipality) =>
        `Takk! Erklæringen fra ${municipality} er allerede godkjent. Dette svaret kom i tillegg, og det er tatt vare på.`,
      next: {
        ON_TIME:
          'Godkjenningen gjelder fortsatt, og dere trenger ikke gjøre noe mer. En saksbehandler ser på det nye dokumentet. Dere hører fra oss hvis det får noe å si for saken.',
        LATE: 'Godkjenningen gjelder fortsatt, og dere trenger ikke gjøre noe mer. En saksbehandler ser på det nye dokumentet, som kom etter fristen. Dere hører fra oss hvis det får noe å si for saken.',
      },
    },
    ALREADY_RECEIVED: {
      subject: 'Dokumentet er mottatt før',
      opening: (municipality) =>
        `Vi har allerede mottatt nøyaktig dette dokumentet fra ${municipality}. Det blir ikke behandlet to ganger.`,
      next: {
        ON_TIME: 'Det som står i det første brevet om dokumentet, gjelder fortsatt. Dere trenger ikke gjøre noe mer.',
        LATE: 'Det som står i det første brevet om dokumentet, gjelder fortsatt. Dere trenger ikke gjøre noe mer.',
      },
    },
  },
  nn: {
    ACCEPTED: {
      subject: 'Erklæringa er godkjend',
      opening: (municipality) => `Takk! Den signerte erklæringa frå ${municipality} er motteken og godkjend.`,
      next: {
        ON_TIME: 'Kommunen blir no rekna blant dei som har signert. De treng ikkje gjere noko meir.',
        LATE: 'Kommunen blir no rekna blant dei som har signert. At svaret kom etter fristen, går fram av saka. De treng ikkje gjere noko meir.',
      },
    },
    IN_REVIEW: {
      subject: 'Erklæringa er motteken',
      opening: (municipality) =>
        `Takk! Svaret frå ${municipality} er motteke. Ein saksbehandlar må sjå på det før erklæringa kan godkjennast.`,
      next: {
        ON_TIME:
          'De får eit nytt brev når saka er avgjord. Til då treng de ikkje gjere noko, og de får ingen påminningar.',
        LATE: 'Svaret kom etter fristen. Det er teke vare på, og saksbehandlaren avgjer om det kan reknast med. De får eit nytt brev når saka er avgjord.',
      },
    },
    ALREADY_ACCEPTED: {
      subject: 'Erklæringa er allereie godkjend',
      opening: (municipality) =>
        `Takk! Erklæringa frå ${municipality} er allereie godkjend. Dette svaret kom i tillegg, og det er teke vare på.`,
      next: {
        ON_TIME:
          'Godkjenninga gjeld framleis, og de treng ikkje gjere noko meir. Ein saksbehandlar ser på det nye dokumentet. De høyrer frå oss dersom det får noko å seie for saka.',
        LATE: 'Godkjenninga gjeld framleis, og de treng ikkje gjere noko meir. Ein saksbehandlar ser på det nye dokumentet, som kom etter fristen. De høyrer frå oss dersom det får noko å seie for saka.',
      },
    },
    ALREADY_RECEIVED: {
      subject: 'Dokumentet er motteke før',
      opening: (municipality) =>
        `Vi har allereie fått nøyaktig dette dokumentet frå ${municipality}. Det blir ikkje behandla to gonger.`,
      next: {
        ON_TIME: 'Det som står i det første brevet om dokumentet, gjeld framleis. De treng ikkje gjere noko meir.',
        LATE: 'Det som står i det første brevet om dokumentet, gjeld framleis. De treng ikkje gjere noko meir.',
      },
    },
  },
};

interface FrameTexts {
  readonly receipt: string;
  readonly checked: string;
  readonly next: string;
  readonly fingerprint: string;
  readonly enclosed: string;
}

const frameTexts: Record<WrittenLanguage, FrameTexts> = {
  nb: {
    receipt: 'Kvittering',
    checked: 'Dette er kontrollert',
    next: 'Hva skjer nå',
    fingerprint: 'SHA-256 er et fingeravtrykk av filen. Med det kan dere vise hvilken fil vi har mottatt.',
    enclosed:
      'Kvitteringen ligger ved som PDF med seglet vårt. Ta vare på den: med den kan dere senere vise hva dere leverte, og når.',
  },
  nn: {
    receipt: 'Kvittering',
    checked: 'Dette er kontrollert',
    next: 'Kva skjer no',
    fingerprint: 'SHA-256 er eit fingeravtrykk av fila. Med det kan de vise kva fil vi har fått.',
    enclosed:
      'Kvitteringa ligg ved som PDF med seglet vårt. Ta vare på henne: med den kan de seinare vise kva de leverte, og når.',
  },
};

/** What a receipt says, in the letter and in the sealed document that goes with it. */
export function receiptContent(data: ReceiptLetterData): LetterContent {
  const { language } = data;
  const frameText = frameTexts[language];
  const outcome = outcomeTexts[language][data.outcome];
  return {
    subject: `${frameText.receipt}: ${outcome.subject}`,
    greeting: `Til ${data.municipalityName}`,
    blocks: [
      paragraph(outcome.opening(data.municipalityName)),
      arrivalFacts(language, data, data.deadlineOn),
      paragraph(frameText.fingerprint),
      ...(data.checks.length === 0
        ? []
        : [
            heading(frameText.checked),
            facts(data.checks.map(({ check, result }) => [checkTexts[language][check], resultTexts[language][result]])),
          ]),
      heading(frameText.next),
      paragraph(outcome.next[data.timeliness]),
    ],
  };
}

/** The one answer that a return gets at once. */
export function receiptLetter(data: ReceiptLetterData): LetterText {
  const content = receiptContent(data);
  return frameCaseLetter(data, {
    ...content,
    blocks: [...content.blocks, paragraph(frameTexts[data.language].enclosed)],
  });
}
