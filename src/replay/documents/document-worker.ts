import { createPrivateKey } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { SeededSecretSource } from '../../platform/secrets/index.js';
import { SeededRandom } from '../seeded-random.js';
import type { DocumentAnswer, DocumentOrder, DocumentWorkerData } from './document-order.js';
import { scanForm } from './scan-form.js';
import { createScenarioCa } from './scenario-ca.js';
import { signForm } from './sign-form.js';

const { caKey, seed } = workerData as DocumentWorkerData;
const secrets = new SeededSecretSource(seed);
const ca = await createScenarioCa({
  key: createPrivateKey(caKey),
  bytes: (label, length) => secrets.bytes(label, length),
});

async function make(order: DocumentOrder): Promise<Uint8Array> {
  const { form, fields, how, signedAt } = order;
  if (how.kind === 'PEN') {
    const random = how.labels.reduce((parent, label) => parent.fork(label), new SeededRandom(how.seed));
    return await scanForm(form, fields, random);
  }
  const identity = await ca.issue({ ...how, kind: how.certificate, at: signedAt });
  return await signForm(form, fields, identity, signedAt);
}

parentPort?.on('message', ({ id, order }: { id: number; order: DocumentOrder }) => {
  make(order).then(
    (bytes) => parentPort?.postMessage({ id, bytes } satisfies DocumentAnswer),
    (error: unknown) => parentPort?.postMessage({ id, error: String(error) } satisfies DocumentAnswer),
  );
});
