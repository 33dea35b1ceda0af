import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { SignInCookies } from '../../identity/index.js';
import { SecretBox } from '../../platform/secrets/index.js';

/** What a page shows once after a form was sent: a link, a key or recovery codes, told this once. */
const noteSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('LINK'), name: z.string(), url: z.string(), expiresAt: z.coerce.date() }),
  z.object({ kind: z.literal('KEY'), name: z.string(), key: z.string() }),
  z.object({ kind: z.literal('RECOVERY_CODES'), codes: z.array(z.string()), to: z.string() }),
]);

export type OnceNote = z.output<typeof noteSchema>;

const PURPOSE = 'once-note';
/** A form is answered by a redirection, which the browser follows at once. */
const KEPT_MS = 5 * 60_000;

/**
 * Carries secrets from the form that made them to the page that shows them, so that a reloaded page neither makes nor
 * shows them again: sealed, in a cookie, for the person alone. Nothing of it is stored here or stands in an address.
 */
@Injectable()
export class OnceNotes {
  constructor(
    private readonly cookies: SignInCookies,
    private readonly box: SecretBox,
  ) {}

  leave(response: Response, personId: string, note: OnceNote): void {
    this.cookies.write(response, 'once', this.box.seal(PURPOSE, JSON.stringify(note), personId), KEPT_MS);
  }

  /** The note, if there is one of this kind for this person; it is taken away. */
  take<Kind extends OnceNote['kind']>(
    request: Request,
    response: Response,
    personId: string,
    kind: Kind,
  ): Extract<OnceNote, { kind: Kind }> | null {
    const sealed = this.cookies.read(request, 'once');
    if (sealed === undefined) return null;
    this.cookies.clear(response, 'once');
    const opened = this.box.open(PURPOSE, sealed, personId);
    if (opened === undefined) return null;
    const note = noteSchema.parse(JSON.parse(opened));
    return isOfKind(note, kind) ? note : null;
  }
}

function isOfKind<Kind extends OnceNote['kind']>(
  note: OnceNote,
  kind: Kind,
): note is Extract<OnceNote, { kind: Kind }> {
  return note.kind === kind;
}
