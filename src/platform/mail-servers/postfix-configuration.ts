import { join } from 'node:path';
import { domainsOf, MAIL_HOST_NAME, type MailServerPorts, type MailServersOptions } from './mail-servers-options.js';

const DEFAULT_MAX_MESSAGE_BYTES = 60 * 1024 * 1024;

/** Files below the folder that Postfix is started from, by name. */
export function postfixFiles(options: MailServersOptions, ports: MailServerPorts): Record<string, string> {
  const answers = Object.entries(options.answers ?? {});
  return {
    'postfix/main.cf': mainConfiguration(options),
    'postfix/master.cf': processes(options, ports),
    'postfix/domains': domainsOf(options)
      .map((domain) => `${domain} here\n`)
      .join(''),
    'postfix/answers': answers.map(([recipient, answer]) => `${recipient} ${answer}\n`).join(''),
  };
}

function mainConfiguration({ folder, maxMessageBytes, tls }: MailServersOptions): string {
  const own = join(folder, 'postfix');
  return `
compatibility_level = 3.6
queue_directory = ${own}/queue
data_directory = ${own}/data
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
maillog_file = ${own}/log
maillog_file_prefixes = ${own}
myhostname = ${MAIL_HOST_NAME}
mydestination =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = texthash:${own}/domains
virtual_transport = lmtp:unix:${folder}/dovecot/run/lmtp
recipient_delimiter = +
# Nothing leaves the machine.
default_transport = error:5.1.2 This server sends no mail to other machines
local_transport = error:5.1.1 This server has no local mailboxes
alias_maps =
alias_database =
smtpd_relay_restrictions = permit_mynetworks, reject
smtpd_recipient_restrictions = check_recipient_access texthash:${own}/answers, permit_mynetworks, reject
smtpd_client_connection_count_limit = 0
smtpd_peername_lookup = no
smtputf8_enable = no
# Mail is passed on as it comes, as between the servers of strangers: no missing field is added.
local_header_rewrite_clients =
message_size_limit = ${maxMessageBytes ?? DEFAULT_MAX_MESSAGE_BYTES}
# A header of a megabyte is among what the service has to take.
header_size_limit = 4000000
# What waits for the mailbox server is tried again within seconds.
queue_run_delay = 2s
minimal_backoff_time = 1s
maximal_backoff_time = 3s
${
  tls === undefined
    ? ''
    : `smtpd_tls_security_level = may
smtpd_tls_cert_file = ${folder}/tls/certificate.pem
smtpd_tls_key_file = ${folder}/tls/key.pem
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${folder}/dovecot/run/sasl`
}
`;
}

function processes({ tls }: MailServersOptions, ports: MailServerPorts): string {
  const submission = `127.0.0.1:${ports.submission} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt
  -o smtpd_sasl_auth_enable=yes
  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
  -o smtpd_client_restrictions=permit_sasl_authenticated,reject`;
  // Columns: service, type, private, unprivileged, chroot, wake-up, most processes, command (master(5)).
  return `
127.0.0.1:${ports.smtp} inet n - n - - smtpd
${tls === undefined ? '' : submission}
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
proxywrite unix - - n - 1 proxymap
smtp unix - - n - - smtp
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`;
}
