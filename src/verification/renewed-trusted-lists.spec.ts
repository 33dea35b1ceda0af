import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certify } from '../../test/support/build-certificate.js';
import { buildTrustedList, signTrustedList } from '../../test/support/build-trusted-list.js';
import { RenewedTrustedLists } from './renewed-trusted-lists.js';

const operator = certify({ commonName: 'List operator', rsaBits: 2048 });
const stranger = certify({ commonName: 'Somebody else', rsaBits: 2048 });
const authority = certify({ commonName: 'An authority' });

let folder: string;
const path = (name: string) => join(folder, name);
let troubles: unknown[];

async function publish(services: number, signer = operator): Promise<void> {
  const service = { certificate: authority, type: 'CA/QC', history: [['granted', new Date('2020-01-01')]] } as const;
  const list = buildTrustedList({
    nextUpdate: new Date('2026-06-01'),
    services: Array.from({ length: services }, () => service),
  });
  // As it is replaced in real use: whole, under the same name.
  await writeFile(path('next.xml'), await signTrustedList(list, signer));
  await rename(path('next.xml'), path('list.xml'));
}

async function open(): Promise<RenewedTrustedLists> {
  return await RenewedTrustedLists.open([path('list.xml')], [path('operator.der')], (error) => troubles.push(error));
}

const servicesIn = async (lists: RenewedTrustedLists): Promise<number[]> =>
  (await lists.current()).map((list) => list.services.length);

beforeEach(async () => {
  troubles = [];
  folder = await mkdtemp(join(tmpdir(), 'tilslutning-lists-'));
  await writeFile(path('operator.der'), operator.certificate);
});
afterEach(() => rm(folder, { recursive: true }));

describe('trusted lists that are renewed', () => {
  it('are read again when their file was replaced', async () => {
    await publish(1);
    const lists = await open();
    expect(await servicesIn(lists)).toEqual([1]);
    await publish(2);
    expect(await servicesIn(lists)).toEqual([2]);
    expect(troubles).toEqual([]);
  });

  it('stay in force when the new one has another signer, which is complained of once', async () => {
    await publish(1);
    const lists = await open();
    await publish(3, stranger);
    expect(await servicesIn(lists)).toEqual([1]);
    expect(await servicesIn(lists)).toEqual([1]);
    expect(troubles).toMatchObject([{ code: 'TRUSTED_LIST_INVALID' }]);
    await publish(2);
    expect(await servicesIn(lists)).toEqual([2]);
  });

  it('stay in force when the file is gone', async () => {
    await publish(1);
    const lists = await open();
    await rm(path('list.xml'));
    expect(await servicesIn(lists)).toEqual([1]);
    expect(troubles).toMatchObject([{ code: 'ENOENT' }]);
  });

  it('keep the service from starting when the first cannot be used', async () => {
    await publish(1, stranger);
    await expect(open()).rejects.toMatchObject({ code: 'TRUSTED_LIST_INVALID' });
  });
});
