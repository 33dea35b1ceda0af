/** How much of a message is read. What goes past one of them is for a person, who is told which. */
export interface ReadingLimits {
  /** Of the raw message. */
  readonly bytes: number;
  /** Of all headers of a message, those of its parts included. */
  readonly headerBytes: number;
  /** Levels of parts within parts. */
  readonly partDepth: number;
  /** Files that a message brings, those in its containers included. */
  readonly files: number;
  /** Containers within containers: forwarded messages, ZIP, winmail.dat, S/MIME. */
  readonly containerDepth: number;
  /** What lies in one container, files of the system and folders included. */
  readonly containerEntries: number;
  /** Of all files taken out of containers, together. */
  readonly unpackedBytes: number;
  /** A packed file of more than `freelyUnpackedBytes` that grows by more than this is a bomb. */
  readonly growth: number;
  readonly freelyUnpackedBytes: number;
}

const MIB = 1024 * 1024;

export const READING_LIMITS: ReadingLimits = {
  bytes: 64 * MIB,
  headerBytes: 256 * 1024,
  partDepth: 20,
  files: 100,
  containerDepth: 5,
  containerEntries: 1000,
  unpackedBytes: 100 * MIB,
  growth: 100,
  freelyUnpackedBytes: 4 * MIB,
};
