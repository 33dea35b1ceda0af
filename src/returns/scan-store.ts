import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { DerivedPicture, DerivedPictureKind, ScanReport } from '../scan/index.js';
import type { ScanPictureKind } from './return-scan-picture.entity.js';
import { storableJson } from './storable-text.js';

/** A scan as it was compared. */
export interface StoredScan {
  readonly report: ScanReport;
  readonly madeAt: Date;
  readonly pictures: readonly { readonly page: number; readonly kind: ScanPictureKind; readonly sha256: string }[];
}

const KINDS: Readonly<Record<DerivedPictureKind, ScanPictureKind>> = {
  ALIGNED: 'RETURNED',
  AS_RETURNED: 'RETURNED',
  ISSUED: 'ISSUED',
  DIFFERENCES: 'DIFFERENCES',
};

/** Keeps what was made of scans. */
@Injectable()
export class ScanStore {
  constructor(private readonly dataSource: DataSource) {}

  /** In the place of what was made before; null: a return that is verified anew has none yet. */
  async replace(
    manager: EntityManager,
    returnId: string,
    scan: { readonly report: ScanReport; readonly pictures: readonly DerivedPicture[] } | null,
    now: Date,
  ): Promise<void> {
    await manager.query('DELETE FROM return_scan_picture WHERE return_id = $1', [returnId]);
    await manager.query('DELETE FROM return_scan WHERE return_id = $1', [returnId]);
    if (scan === null) return;
    await manager.query('INSERT INTO return_scan (return_id, report, made_at) VALUES ($1, $2, $3)', [
      returnId,
      storableJson(scan.report),
      now.toISOString(),
    ]);
    for (const { page, kind, png } of scan.pictures) {
      await manager.query(
        'INSERT INTO return_scan_picture (return_id, page, kind, png, sha256) VALUES ($1, $2, $3, $4, $5)',
        [returnId, page, KINDS[kind], Buffer.from(png), createHash('sha256').update(png).digest('hex')],
      );
    }
  }

  async read(returnId: string): Promise<StoredScan | null> {
    const rows: { report: ScanReport; madeAt: Date }[] = await this.dataSource.query(
      'SELECT report, made_at AS "madeAt" FROM return_scan WHERE return_id = $1',
      [returnId],
    );
    const row = rows[0];
    if (row === undefined) return null;
    const pictures: StoredScan['pictures'] = await this.dataSource.query(
      'SELECT page, kind, sha256 FROM return_scan_picture WHERE return_id = $1 ORDER BY page, kind',
      [returnId],
    );
    return { ...row, pictures };
  }

  async picture(
    returnId: string,
    page: number,
    kind: ScanPictureKind,
  ): Promise<{ png: Buffer; sha256: string } | null> {
    const rows: { png: Buffer; sha256: string }[] = await this.dataSource.query(
      'SELECT png, sha256 FROM return_scan_picture WHERE return_id = $1 AND page = $2 AND kind = $3',
      [returnId, page, kind],
    );
    return rows[0] ?? null;
  }
}
