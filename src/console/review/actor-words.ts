import type { ReviewTexts } from './texts/review-texts.js';

/** An actor of the audit log (`person:E-MAIL`, `key:NAME`, `mail:ADDRESS` …) as a person reads it. */
export function actorWords(actor: string, { actors }: Pick<ReviewTexts, 'actors'>): string {
  const at = actor.indexOf(':');
  const [kind, name] = [actor.slice(0, at), actor.slice(at + 1)];
  switch (kind) {
    case 'key':
      return `${actors.key} ${name}`;
    case 'municipality':
      return `${actors.municipality} ${name}`;
    case 'mail':
      return `${actors.mail} ${name}`;
    case 'system':
      return actors.system;
    default:
      return name;
  }
}
