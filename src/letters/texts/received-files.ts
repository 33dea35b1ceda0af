import type { WrittenLanguage } from '../../campaigns/index.js';
import { facts, type LetterBlock } from './letter-blocks.js';
import { formatDay, formatInstant } from './norwegian-format.js';

/** One document as it arrived. */
export interface ReceivedFile {
  readonly fileName: string;
  /** Of the bytes as they arrived, 64 hexadecimal digits. */
  readonly sha256: string;
}

/** Judged by arrival at the ministry's mail server. */
export type Timeliness = 'ON_TIME' | 'LATE';

/** What came in and when: the part that a receipt, a decision and a rejection have in common. */
export interface Arrival {
  readonly files: readonly ReceivedFile[];
  /** ISO 8601 with offset. */
  readonly arrivedAt: string;
  readonly timeliness: Timeliness;
}

const words: Record<
  WrittenLanguage,
  { file: string; sha256: string; arrived: string; timeliness: Record<Timeliness, (deadline: string) => string> }
> = {
  nb: {
    file: 'Fil',
    sha256: 'SHA-256',
    arrived: 'Mottatt',
    timeliness: {
      ON_TIME: (deadline) => `innen fristen ${deadline}`,
      LATE: (deadline) => `etter fristen ${deadline}`,
    },
  },
  nn: {
    file: 'Fil',
    sha256: 'SHA-256',
    arrived: 'Motteke',
    timeliness: {
      ON_TIME: (deadline) => `innan fristen ${deadline}`,
      LATE: (deadline) => `etter fristen ${deadline}`,
    },
  },
};

/** File names, hash values and time of arrival as a block. */
export function arrivalFacts(language: WrittenLanguage, arrival: Arrival, deadlineOn: string): LetterBlock {
  const text = words[language];
  return facts([
    [
      text.arrived,
      `${formatInstant(arrival.arrivedAt)}, ${text.timeliness[arrival.timeliness](formatDay(deadlineOn))}`,
    ],
    ...arrival.files.flatMap((file): [string, string][] => [
      [text.file, file.fileName],
      [text.sha256, file.sha256],
    ]),
  ]);
}
