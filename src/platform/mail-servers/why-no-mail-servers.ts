import { accessSync, constants } from 'node:fs';

/** Where Debian puts them. Other places are not searched: the configuration names Debian's folders too. */
const PROGRAMS = [
  { path: '/usr/sbin/postfix', debianPackage: 'postfix' },
  { path: '/usr/sbin/dovecot', debianPackage: 'dovecot-imapd' },
  { path: '/usr/lib/dovecot/imap', debianPackage: 'dovecot-imapd' },
  { path: '/usr/lib/dovecot/lmtp', debianPackage: 'dovecot-lmtpd' },
] as const;

/** Why real mail servers cannot be started here and what would mend it; null when they can. */
export function whyNoMailServers(): string | null {
  const missing = PROGRAMS.filter(({ path }) => !isProgram(path)).map(({ debianPackage }) => debianPackage);
  if (missing.length > 0) return `the Debian packages ${[...new Set(missing)].join(', ')} are not installed`;
  if (process.getuid?.() !== 0) return 'Postfix can only be started by root';
  return null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
