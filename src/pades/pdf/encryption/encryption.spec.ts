import { createCipheriv, createHash } from 'node:crypto';
import { encryptedPdf, encryptedTitle } from '../../../../test/support/encrypted-pdf.js';
import type { Protection } from '../../../../test/support/encrypted-pdf.js';
import { Budget, defaultLimits } from '../../limits.js';
import { PdfDictionary, PdfName, PdfStream, PdfString, textOf } from '../pdf-object.js';
import type { PdfObject } from '../pdf-object.js';
import { PdfRevision } from '../pdf-revision.js';
import { PdfSource } from '../pdf-source.js';
import { readPages } from '../pages.js';
import { readEncryption } from './encryption.js';
import { legacyPasswordBytes, unicodePasswordBytes } from './password-bytes.js';
import { rc4 } from './rc4.js';
import { fileKey } from './standard-security-handler.js';

function open(bytes: Uint8Array, password: string | null) {
  const revision = PdfRevision.open(new PdfSource(bytes, new Budget(defaultLimits), password), bytes.length);
  const info = revision.dictionary(revision.trailer.get('Info'));
  const content = revision.resolve(readPages(revision)![0]!.dictionary.get('Contents'));
  const text = content instanceof PdfStream ? revision.decode(content) : null;
  return {
    opening: revision.encryption?.opening ?? 'not encrypted',
    title: textOf(revision.resolve(info?.get('Title') ?? null)),
    content: text && Buffer.from(text).toString('latin1'),
  };
}

const protections: Protection[] = ['RC4-40', 'RC4-128', 'AES-128', 'AES-256-R5', 'AES-256-R6'];

describe.each(protections)('%s', (protection) => {
  test.each([
    ['the user', 'blåbær', 'given password'],
    ['the owner', 'multebær', 'given password'],
  ])('opens with the password of %s', async (_, password, opening) => {
    const opened = open(await encryptedPdf(protection, 'blåbær', 'multebær'), password);
    expect(opened).toMatchObject({ opening, title: encryptedTitle });
    expect(opened.content).toContain('BT');
  });

  test.each([[null], ['wrong']])('stays shut with the password %p', async (password) => {
    const opened = open(await encryptedPdf(protection, 'blåbær', 'multebær'), password);
    expect(opened).toMatchObject({ opening: 'no key', content: null });
    expect(opened.title).not.toBe(encryptedTitle);
  });

  test.each([[null], ['needless']])('with an empty user password opens whatever is given (%p)', async (password) => {
    const opened = open(await encryptedPdf(protection, '', 'multebær'), password);
    expect(opened).toMatchObject({ opening: 'empty password', title: encryptedTitle });
  });
});

describe('crypt filters', () => {
  const fileId = Buffer.from('0123456789abcdef');
  const dictionary = (entries: Record<string, PdfObject>): PdfDictionary =>
    new PdfDictionary(new Map(Object.entries(entries)));
  const name = (text: string): PdfName => new PdfName(text);
  const text = (bytes: Uint8Array): PdfString => new PdfString(bytes, true, 0, 0);
  const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

  /** Revision 4 with an empty user password, as algorithms 2 and 5 make it. */
  function revisionFour(filters: Record<string, PdfObject>, encryptMetadata: boolean) {
    const owner = Buffer.alloc(32, 7);
    const md5 = (...parts: Uint8Array[]) => createHash('md5').update(Buffer.concat(parts)).digest();
    let key = md5(padding, owner, Buffer.alloc(4, 0xff), fileId, Buffer.alloc(encryptMetadata ? 0 : 4, 0xff));
    for (let i = 0; i < 50; i++) key = md5(key);
    let user: Uint8Array = md5(padding, fileId);
    for (let i = 0; i < 20; i++)
      user = rc4(
        key.map((byte) => byte ^ i),
        user,
      );
    const encryption = readEncryption(
      dictionary({
        Filter: name('Standard'),
        V: 4,
        R: 4,
        O: text(owner),
        U: text(Buffer.concat([user, Buffer.alloc(16)])),
        P: -1,
        EncryptMetadata: encryptMetadata,
        CF: dictionary({ Aes: dictionary({ CFM: name('AESV2'), Length: 16 }), Odd: dictionary({ CFM: name('None') }) }),
        ...filters,
      }),
      fileId,
      null,
      (value) => value,
    );
    const own = md5(key, Uint8Array.of(5, 0, 0, 0, 0), Buffer.from('sAlT'));
    const cipher = createCipheriv('aes-128-cbc', own, Buffer.alloc(16, 3));
    const secret = Buffer.concat([Buffer.alloc(16, 3), cipher.update('plain words'), cipher.final()]);
    const read = (entries: Record<string, PdfObject> = {}): string | null => {
      const plain = encryption.stream(5, 0, dictionary(entries), secret);
      return plain && (plain === secret ? 'as it stands' : Buffer.from(plain).toString());
    };
    return { encryption, read, string: Buffer.from(encryption.string(5, 0, secret)).toString() };
  }

  test('streams and strings have filters of their own; without one they are Identity', () => {
    expect(revisionFour({ StmF: name('Aes'), StrF: name('Aes') }, true)).toMatchObject({ string: 'plain words' });
    expect(revisionFour({ StmF: name('Aes'), StrF: name('Aes') }, true).read()).toBe('plain words');
    expect(revisionFour({ StrF: name('Aes') }, true).read()).toBe('as it stands');
    expect(revisionFour({ StmF: name('Aes') }, true).string).not.toBe('plain words');
  });

  test('metadata may stand in the open, embedded files may have their own filter, and a stream may name one', () => {
    const filters = { StmF: name('Aes'), StrF: name('Aes') };
    expect(revisionFour(filters, false).read({ Type: name('Metadata') })).toBe('as it stands');
    expect(revisionFour(filters, true).read({ Type: name('Metadata') })).toBe('plain words');
    expect(revisionFour({ ...filters, EFF: name('Identity') }, true).read({ Type: name('EmbeddedFile') })).toBe(
      'as it stands',
    );
    expect(revisionFour({ EFF: name('Aes') }, true).read({ Type: name('EmbeddedFile') })).toBe('plain words');
    expect(revisionFour(filters, true).read({ Filter: name('Crypt') })).toBe('as it stands');
    const named = { Filter: name('Crypt'), DecodeParms: dictionary({ Name: name('Aes') }) };
    expect(revisionFour({}, true).read(named)).toBe('plain words');
    expect(revisionFour(filters, true).read({ Type: name('XRef') })).toBe('as it stands');
  });

  test('a filter whose method is unknown leaves its data unread', () => {
    expect(revisionFour({ StmF: name('Odd'), StrF: name('Odd') }, true).read()).toBeNull();
  });

  test('damaged data are not decrypted', () => {
    const { encryption } = revisionFour({ StmF: name('Aes'), StrF: name('Aes') }, true);
    expect(encryption.stream(5, 0, dictionary({}), Buffer.alloc(7))).toBeNull();
    expect(encryption.string(5, 0, Buffer.from('short'))).toEqual(Buffer.from('short'));
  });

  test('a handler for keys of recipients is shut', () => {
    const encryption = readEncryption(
      dictionary({ Filter: name('Adobe.PubSec'), V: 4 }),
      fileId,
      'x',
      (value) => value,
    );
    expect(encryption).toMatchObject({ opening: 'no key', handler: 'Adobe.PubSec V4 R0 Identity' });
  });
});

describe('AES-GCM (ISO/TS 32003)', () => {
  /** The password entries of revision 6 serve revision 7 as well: only the cipher is another. */
  async function gcm(password: string | null) {
    const bytes = await encryptedPdf('AES-256-R6', 'blåbær', 'multebær');
    const revision = PdfRevision.open(new PdfSource(bytes, new Budget(defaultLimits)), bytes.length);
    const made = revision.dictionary(revision.trailer.get('Encrypt'))!;
    const part = (key: string): Uint8Array => (made.get(key) as PdfString).bytes;
    const entries = new Map<string, PdfObject>(made.entries);
    entries.set('V', 6);
    entries.set('R', 7);
    entries.set(
      'CF',
      new PdfDictionary(new Map([['StdCF', new PdfDictionary(new Map([['CFM', new PdfName('AESV4')]]))]])),
    );
    for (const key of ['StmF', 'StrF']) entries.set(key, new PdfName('StdCF'));
    const key = fileKey(
      {
        revision: 7,
        owner: part('O'),
        user: part('U'),
        ownerKey: part('OE'),
        userKey: part('UE'),
        permissions: -1,
        encryptMetadata: true,
        fileId: new Uint8Array(),
        keyLengths: [],
      },
      'blåbær',
    )!;
    const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12, 5));
    const secret = Buffer.concat([Buffer.alloc(12, 5), cipher.update('plain words'), cipher.final()]);
    const sealed = Buffer.concat([secret, cipher.getAuthTag()]);
    const encryption = readEncryption(new PdfDictionary(entries), new Uint8Array(), password, (value) => value);
    return { encryption, sealed };
  }
  const none = new PdfDictionary(new Map());

  test('gives what was sealed, with the password', async () => {
    const { encryption, sealed } = await gcm('blåbær');
    expect(encryption).toMatchObject({ opening: 'given password', handler: 'Standard V6 R7 AESV4' });
    expect(Buffer.from(encryption.stream(5, 0, none, sealed)!).toString()).toBe('plain words');
    expect(Buffer.from(encryption.string(5, 0, sealed)).toString()).toBe('plain words');
  });

  test('gives nothing that was altered', async () => {
    const { encryption, sealed } = await gcm('blåbær');
    for (const at of [0, 14, sealed.length - 1]) {
      const altered = Buffer.from(sealed);
      altered[at]! ^= 1;
      expect(encryption.stream(5, 0, none, altered)).toBeNull();
    }
    expect(encryption.stream(5, 0, none, sealed.subarray(0, 20))).toBeNull();
  });

  test('stays shut without the password', async () => {
    const { encryption, sealed } = await gcm(null);
    expect(encryption.opening).toBe('no key');
    expect(encryption.stream(5, 0, none, sealed)).toBeNull();
  });
});

test('RC4 gives the known answers', () => {
  const hex = (key: string, plain: string) => Buffer.from(rc4(Buffer.from(key), Buffer.from(plain))).toString('hex');
  expect(hex('Key', 'Plaintext')).toBe('bbf316e8d940af0ad3');
  expect(hex('Wiki', 'pedia')).toBe('1021bf0420');
});

test('passwords become bytes by revision', () => {
  expect(legacyPasswordBytes('abc')).toEqual([Buffer.from('abc')].map((bytes) => Uint8Array.from(bytes)));
  expect(legacyPasswordBytes('å€')[0]).toEqual(Uint8Array.of(0xe5, 0xa0));
  expect(legacyPasswordBytes('Ж')).toEqual([Buffer.from('Ж')]);
  expect(unicodePasswordBytes('a\u00a0\u00adb')[0]).toEqual(Buffer.from('a b'));
  expect(unicodePasswordBytes('x'.repeat(200))[0]).toHaveLength(127);
});
