import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { ReturnScan } from './return-scan.entity.js';

/** RETURNED: the page as it came, drawn straight where it was compared. ISSUED: as it should look. DIFFERENCES: only where it was. */
export const SCAN_PICTURE_KINDS = ['RETURNED', 'ISSUED', 'DIFFERENCES'] as const;
export type ScanPictureKind = (typeof SCAN_PICTURE_KINDS)[number];

/** One page of a scan, drawn for the person who decides. */
@Entity('return_scan_picture')
@Check('return_scan_picture_kind', `"kind" IN ('RETURNED', 'ISSUED', 'DIFFERENCES')`)
export class ReturnScanPicture {
  @PrimaryColumn({ name: 'return_id', type: 'uuid' })
  returnId!: string;

  @ManyToOne(() => ReturnScan)
  @JoinColumn({ name: 'return_id' })
  scan?: ReturnScan;

  /** Of the returned file, counted from 1. */
  @PrimaryColumn({ type: 'integer' })
  page!: number;

  @PrimaryColumn({ type: 'text' })
  kind!: ScanPictureKind;

  @Column({ type: 'bytea' })
  png!: Buffer;

  /** Hex. */
  @Column({ type: 'text' })
  sha256!: string;
}
