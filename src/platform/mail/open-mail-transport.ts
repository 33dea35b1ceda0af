import type { Clock } from '../clock/index.js';
import { type LiveRelay, LiveMailTransport } from './live-mail-transport.js';
import type { MailTransport } from './mail-transport.js';
import { NarrowedMailTransport } from './narrowed-mail-transport.js';
import { SmtpMailTransport, type SmtpServerAddress } from './smtp-mail-transport.js';

/** Where letters go. */
export type OutgoingMode =
  | { readonly mode: 'capture' }
  | { readonly mode: 'live'; readonly relay: LiveRelay; readonly allow: readonly string[] | null };

/** Connections to the sink: enough to keep the worker busy. */
const SINK_CONNECTIONS = 6;

/** The transport for all letters. In every mode but live it leads to the sink and nowhere else. */
export function openMailTransport(outgoing: OutgoingMode, sink: SmtpServerAddress, clock: Clock): MailTransport {
  const capturing = new SmtpMailTransport(sink, SINK_CONNECTIONS);
  if (outgoing.mode !== 'live') return capturing;
  return new NarrowedMailTransport(new LiveMailTransport(outgoing.relay, clock), capturing, outgoing.allow);
}
