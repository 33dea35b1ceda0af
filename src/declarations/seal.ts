import type { Sealer } from '../form/index.js';

/** The ministry's seal, by configuration or made at first start. */
export abstract class Seal {
  abstract readonly sealer: Sealer;
}
