import type { Role } from './role.policy.js';

/**
 * Who does something: a person, a machine client by its key, a mail gateway by its signature, the service itself, or a
 * municipality on its own page.
 */
export interface Actor {
  readonly kind: 'person' | 'key' | 'gateway' | 'system' | 'municipality';
  /** Never changes: the person's, key's or gateway's UUID, the part's name, the municipality's number. */
  readonly id: string;
  /** Of a person the e-mail address, which never changes either. */
  readonly name: string;
  readonly roles: readonly Role[];
}

/** The actor as the audit log writes it: `person:E-MAIL`, `key:NAME`, `gateway:NAME`, `system:PART`, `municipality:NUMBER`. */
export function actorName(actor: Actor): string {
  return `${actor.kind}:${actor.kind === 'municipality' ? actor.id : actor.name}`;
}

/** A person as the audit log writes them, who acts or is acted upon. */
export function personAuditName(email: string): string {
  return `person:${email}`;
}

/** A part of the service, or a person at its command line, acting by itself: may do everything. */
export function systemActor(name: string): Actor {
  return { kind: 'system', id: name, name, roles: ['admin'] };
}
