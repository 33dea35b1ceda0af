import { Injectable } from '@nestjs/common';
import { authorReceipt, type ReceiptSpec } from '../form/index.js';
import { Seal } from './seal.js';

/** Makes the document by which a municipality can prove what it delivered, sealed by the ministry. */
@Injectable()
export class MakeReceipt {
  constructor(private readonly seal: Seal) {}

  /** The same spec, the same bytes, as long as the seal is the same. */
  async execute(spec: ReceiptSpec): Promise<Uint8Array> {
    return await authorReceipt(spec, this.seal.sealer);
  }
}
