import { nameUuid } from '../platform/ids/index.js';
import { element, type Xml } from './xml.js';

/** One journal entry with its documents, as the archive takes it in. */
export interface JournalEntry {
  /** Its systemID. */
  readonly id: string;
  readonly direction: 'INCOMING' | 'OUTGOING';
  readonly title: string;
  readonly madeAt: Date;
  readonly madeBy: string;
  /** The day it is entered under, YYYY-MM-DD. */
  readonly journalOn: string;
  readonly receivedAt: Date | null;
  readonly sentAt: Date | null;
  /** YYYY-MM-DD. */
  readonly dueOn: string | null;
  readonly party: { readonly name: string; readonly email: string | null };
  readonly documents: readonly ArchivedDocument[];
  /** Facts that Noark 5 has no field for. */
  readonly facts: Readonly<Record<string, string | null>>;
}

export interface ArchivedDocument {
  readonly title: string;
  /** Its path beside arkivmelding.xml. */
  readonly path: string;
  readonly type: string;
  readonly sha256: string;
  readonly byteLength: number;
  /** What was found out about it, in words; null: nothing. */
  readonly remark: string | null;
}

/** The case that the entry lies in. */
export interface ArchivedCase {
  readonly id: string;
  /** The reference of a declaration, or the code of a campaign for what belongs to none. */
  readonly number: string;
  readonly title: string;
  readonly openedAt: Date;
  /** YYYY-MM-DD. */
  readonly openedOn: string;
  readonly unit: string;
  readonly party: { readonly name: string; readonly organizationNumber: string } | null;
}

/** Our own elements, below virksomhetsspesifikkeMetadata. */
const OWN = 'xmlns:t="urn:tilslutning:arkiv:1"';
const SYSTEM = 'Tilslutning';

/**
 * A Noark 5 arkivmelding (schema arkivmelding.xsd) with one case and one journal entry in it. The schema has no field
 * for a digest, so SHA-256 stands in the document's remark and, for machines, among the entry's own facts.
 */
export function arkivmelding(of: ArchivedCase, entry: JournalEntry): string {
  const root = [
    element('system', SYSTEM),
    element('meldingId', nameUuid('arkivmelding', entry.id)),
    element('tidspunkt', entry.madeAt.toISOString()),
    element('antallFiler', entry.documents.length),
    caseElement(of, entry),
  ].join('');
  return (
    '<?xml version="1.0" encoding="UTF-8"?>\n<arkivmelding xmlns="http://www.arkivverket.no/standarder/noark5/arkivmelding" ' +
    `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${root}</arkivmelding>\n`
  );
}

function caseElement(of: ArchivedCase, entry: JournalEntry): Xml {
  return element('mappe xsi:type="saksmappe"', [
    element('systemID', of.id),
    element('mappeID', of.number),
    element('tittel', of.title),
    element('opprettetDato', of.openedAt.toISOString()),
    element('opprettetAv', SYSTEM),
    entryElement(of, entry),
    element('saksdato', of.openedOn),
    element('administrativEnhet', of.unit),
    element('saksansvarlig', of.unit),
    element('saksstatus', 'Under behandling'),
    of.party === null
      ? ''
      : element('sakspart', [
          element('sakspartID', `0192:${of.party.organizationNumber}`),
          element('sakspartNavn', of.party.name),
          element('sakspartRolle', 'Erklærende part'),
        ]),
  ]);
}

function entryElement(of: ArchivedCase, entry: JournalEntry): Xml {
  const incoming = entry.direction === 'INCOMING';
  return element('basisregistrering xsi:type="journalpost"', [
    element('systemID', entry.id),
    element('opprettetDato', entry.madeAt.toISOString()),
    element('opprettetAv', entry.madeBy),
    element('referanseForelderMappe', of.id),
    ...entry.documents.map((document, index) => documentElement(entry, document, index + 1)),
    element('tittel', entry.title),
    element(`virksomhetsspesifikkeMetadata ${OWN}`, [
      ...Object.entries(entry.facts).map(([name, value]) => element(`t:${name}`, value)),
      ...entry.documents.map(({ path, sha256, byteLength }) =>
        element('t:dokument', [
          element('t:fil', path),
          element('t:sjekksum', sha256),
          element('t:sjekksumAlgoritme', 'SHA-256'),
          element('t:filstoerrelse', byteLength),
        ]),
      ),
    ]),
    element('journalposttype', incoming ? 'Inngående dokument' : 'Utgående dokument'),
    element('journalstatus', incoming ? 'Journalført' : 'Ekspedert'),
    element('journaldato', entry.journalOn),
    element('mottattDato', entry.receivedAt?.toISOString() ?? null),
    element('sendtDato', entry.sentAt?.toISOString() ?? null),
    element('forfallsdato', entry.dueOn),
    element('antallVedlegg', Math.max(0, entry.documents.length - 1)),
    element('korrespondansepart', [
      element('korrespondanseparttype', incoming ? 'Avsender' : 'Mottaker'),
      element('korrespondansepartNavn', entry.party.name),
      element('epostadresse', entry.party.email),
    ]),
  ]);
}

function documentElement(entry: JournalEntry, document: ArchivedDocument, number: number): Xml {
  const at = entry.madeAt.toISOString();
  const words = [`SHA-256: ${document.sha256}.`, ...(document.remark === null ? [] : [document.remark])].join(' ');
  return element('dokumentbeskrivelse', [
    element('systemID', nameUuid('noark-dokument', entry.id, number)),
    element('dokumenttype', document.type),
    element('dokumentstatus', 'Dokumentet er ferdigstilt'),
    element('tittel', document.title),
    element('opprettetDato', at),
    element('opprettetAv', entry.madeBy),
    element('tilknyttetRegistreringSom', number === 1 ? 'Hoveddokument' : 'Vedlegg'),
    element('dokumentnummer', number),
    element('tilknyttetDato', at),
    element('tilknyttetAv', SYSTEM),
    element('merknad', [
      element('merknadstekst', words),
      element('merknadstype', 'Kontroll'),
      element('merknadsdato', at),
      element('merknadRegistrertAv', SYSTEM),
    ]),
    element('dokumentobjekt', [
      element('versjonsnummer', 1),
      element('variantformat', 'Produksjonsformat'),
      element('opprettetDato', at),
      element('opprettetAv', entry.madeBy),
      element('referanseDokumentfil', document.path),
    ]),
  ]);
}
