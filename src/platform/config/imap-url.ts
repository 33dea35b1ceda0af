/** How a connection is protected: TLS from the start, STARTTLS before the log-in, or nothing, on loopback only. */
export type ImapProtection = 'TLS' | 'STARTTLS' | 'NONE';

/** What an IMAP URL says (RFC 5092, 3), without what it does not: the token of a log-in by OAuth 2. */
export interface ImapLocation {
  readonly host: string;
  readonly port: number;
  readonly protection: ImapProtection;
  readonly user: string;
  /** Null: the URL has none. */
  readonly password: string | null;
  /** The folder, `INBOX` if the URL names none. */
  readonly folder: string;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1)$/;

/**
 * Reads `imaps://USER:PASSWORD@HOST:PORT/FOLDER`; user, password and folder percent-encoded (an `@` in the user may
 * stay as it is). `imap://` means STARTTLS, and no protection at all on loopback. Returns undefined for anything else.
 */
export function parseImapUrl(text: string): ImapLocation | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'imaps:' && url.protocol !== 'imap:') return undefined;
  if (url.search !== '' || url.hash !== '') return undefined;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isTls = url.protocol === 'imaps:';
  const parts = [url.username, url.password, url.pathname.replace(/^\//, '')].map(decoded);
  const [user, password, folder] = parts;
  if (host === '' || user === undefined || user === '' || password === undefined || folder === undefined)
    return undefined;
  return {
    host,
    port: url.port === '' ? (isTls ? 993 : 143) : Number(url.port),
    protection: isTls ? 'TLS' : LOOPBACK.test(host) ? 'NONE' : 'STARTTLS',
    user,
    password: password === '' ? null : password,
    folder: folder === '' ? 'INBOX' : folder,
  };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
