import { createHash } from 'node:crypto';
import { hashPortalSecret, PortalLinks } from './portal-link.js';

const links = new PortalLinks('a key of this spec only', 'https://service.example');
const one = '3f2c1a52-0000-5000-8000-000000000001';
const other = '3f2c1a52-0000-5000-8000-000000000002';
const secretOf = (url: string): string => url.slice('https://service.example/portal/'.length);

describe('a portal link', () => {
  it('is the same each time it is written, with 256 bits in its address', () => {
    expect(links.url(one, 1)).toBe(links.url(one, 1));
    expect(links.url(one, 1)).toMatch(/^https:\/\/service\.example\/portal\/[A-Za-z0-9_-]{43}$/);
  });

  it('differs by declaration, by version and by the service’s key', () => {
    const urls = [
      links.url(one, 1),
      links.url(one, 2),
      links.url(one, 11),
      links.url(other, 1),
      new PortalLinks('another key', 'https://service.example').url(one, 1),
    ];
    expect(new Set(urls).size).toBe(urls.length);
  });

  it('is stored as the SHA-256 of its secret', () => {
    const secret = secretOf(links.url(one, 1));
    expect(links.hash(one, 1)).toBe(createHash('sha256').update(secret).digest('hex'));
    expect(hashPortalSecret(secret)).toBe(links.hash(one, 1));
    expect(hashPortalSecret(`${secret}x`)).not.toBe(links.hash(one, 1));
  });
});
