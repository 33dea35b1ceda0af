import type { PageLanguage } from '../../platform/pages/index.js';

type Words = Readonly<Record<Exclude<PageLanguage, 'en'>, string>>;

/** The mailbox's own sentences on why a message is taken for what it is; `$1` is what the sentence names. */
const SENTENCES: readonly (readonly [RegExp, Words])[] = [
  [
    /A person wrote it, and it brings no document\./,
    { nb: 'Skrevet av et menneske, uten dokument.', nn: 'Skriven av eit menneske, utan dokument.' },
  ],
  [/It brings (\d+) document\(s\)\./, { nb: 'Dokumenter i meldingen: $1.', nn: 'Dokument i meldinga: $1.' }],
  [
    /It brings (\d+) file\(s\), none of them a PDF or a picture\./,
    {
      nb: 'Filer i meldingen: $1, ingen av dem PDF eller bilde.',
      nn: 'Filer i meldinga: $1, ingen av dei PDF eller bilete.',
    },
  ],
  [
    /It is a letter of our own that came back\./,
    { nb: 'Et av våre egne brev som kom tilbake.', nn: 'Eit av våre eigne brev som kom tilbake.' },
  ],
  [
    /It comes from our own mailbox\./,
    { nb: 'Den kommer fra vår egen postkasse.', nn: 'Ho kjem frå vår eiga postkasse.' },
  ],
  [
    /It says that a letter has arrived\./,
    { nb: 'Den sier at et brev er kommet frem.', nn: 'Ho seier at eit brev er komme fram.' },
  ],
  [
    /It holds a delivery status notification \((RFC 3464)\)\./,
    {
      nb: 'Den er en leveringsmelding fra en e-posttjener ($1).',
      nn: 'Ho er ei leveringsmelding frå ein e-posttenar ($1).',
    },
  ],
  [
    /It answers the calendar invitation \((RFC 5546)\)/,
    { nb: 'Svar på kalenderinvitasjonen ($1)', nn: 'Svar på kalenderinvitasjonen ($1)' },
  ],
  [
    /Its subject is that of an automatic answer\./,
    { nb: 'Emnet er som i et automatisk svar.', nn: 'Emnet er som i eit automatisk svar.' },
  ],
  [
    /(?:The header )?([\w-]+) marks it as automatic\./,
    { nb: 'Hodefeltet $1 sier at den er automatisk.', nn: 'Hovudfeltet $1 seier at ho er automatisk.' },
  ],
  [
    /Auto-Submitted says (\S+) \(RFC 3834\)\./,
    { nb: 'Hodefeltet Auto-Submitted sier $1 (RFC 3834).', nn: 'Hovudfeltet Auto-Submitted seier $1 (RFC 3834).' },
  ],
  [/The envelope names no sender\./, { nb: 'Konvolutten har ingen avsender.', nn: 'Konvolutten har ingen avsendar.' }],
  [
    /A filter takes it for junk\./,
    { nb: 'Et filter regner den som søppelpost.', nn: 'Eit filter reknar ho som søppelpost.' },
  ],
  [
    /A mailing list sent it to many \(([^)]+)\)\./,
    { nb: 'En e-postliste sendte den til mange ($1).', nn: 'Ei e-postliste sende ho til mange ($1).' },
  ],
  [/It points to several cases:/, { nb: 'Den viser til flere saker:', nn: 'Ho viser til fleire saker:' }],
  [/It could not be read:/, { nb: 'Den kunne ikke leses:', nn: 'Ho kunne ikkje lesast:' }],
];

/** Why a message is taken for what it is, in the reader's language. What other mail servers wrote stays as it came. */
export function saidExplanation(explanation: string, language: PageLanguage): string {
  if (language === 'en') return explanation;
  return SENTENCES.reduce((said, [sentence, words]) => said.replace(sentence, words[language]), explanation);
}
