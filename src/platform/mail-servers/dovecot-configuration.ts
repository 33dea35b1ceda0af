import { join } from 'node:path';
import { MAIL_PASSWORD, type MailServerPorts, type MailServersOptions } from './mail-servers-options.js';

/** Any unprivileged account does; Debian's `nobody` owns nothing else. */
export const MAIL_UID = 65534;
export const MAIL_GID = 65534;

/** Files below the folder that Dovecot is started from, by name. */
export function dovecotFiles(options: MailServersOptions, ports: MailServerPorts): Record<string, string> {
  return {
    'dovecot/dovecot.conf': configuration(options, ports),
    ...(options.introspectionUrl === undefined
      ? {}
      : {
          'dovecot/oauth2': `introspection_mode = post\nintrospection_url = ${options.introspectionUrl}\nactive_attribute = active\nactive_value = true\nusername_attribute = username\n`,
        }),
    'dovecot/users': options.accounts.map((address) => `${address}:{PLAIN}${MAIL_PASSWORD}\n`).join(''),
  };
}

function configuration(
  { folder, folders, wholeDomains, unknown, tls, introspectionUrl }: MailServersOptions,
  ports: MailServerPorts,
): string {
  const own = join(folder, 'dovecot');
  const tlsFile = (name: string): string => `<${join(folder, 'tls', name)}`;
  return `
base_dir = ${own}/run
state_dir = ${own}/run
log_path = ${own}/log
protocols = imap lmtp
listen = 127.0.0.1
${tls === undefined ? 'ssl = no' : `ssl = yes\nssl_cert = ${tlsFile('certificate.pem')}\nssl_key = ${tlsFile('key.pem')}`}
disable_plaintext_auth = no
auth_username_format = %Lu
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
mail_location = maildir:${own}/mail/%u
mail_home = ${own}/mail/%u
maildir_stat_dirs = yes
mailbox_idle_check_interval = 2 secs
# The mailboxes are thrown away in the end.
mail_fsync = never
mail_max_userip_connections = 200
first_valid_uid = ${MAIL_UID}
last_valid_uid = ${MAIL_UID}
${introspectionUrl === undefined ? '' : tokens(own)}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${own}/users
}
${wholeDomains === undefined ? '' : everyAddressOf(wholeDomains, unknown ?? [])}
userdb {
  driver = static
  args = uid=${MAIL_UID} gid=${MAIL_GID} home=${own}/mail/%u
}
namespace inbox {
  inbox = yes
${(folders ?? ['Archive', 'Review']).map((name) => `  mailbox ${name} {\n    auto = subscribe\n  }`).join('\n')}
}
service imap-login {
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = ${tls === undefined ? 0 : ports.imaps}
    ssl = yes
  }
}
service auth {
  unix_listener sasl {
    mode = 0666
  }
}
`;
}

function everyAddressOf(domains: readonly string[], unknown: readonly string[]): string {
  return `passdb {
  driver = static
  args = password=${MAIL_PASSWORD}
  username_filter = ${[...domains.map((domain) => `*@${domain}`), ...unknown.map((address) => `!${address}`)].join(' ')}
}`;
}

function tokens(own: string): string {
  return `auth_mechanisms = plain login xoauth2 oauthbearer
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${own}/oauth2
}`;
}
