import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ServiceError } from '../../platform/errors/index.js';
import { RandomSecretSource, SecretBox } from '../../platform/secrets/index.js';
import { SIGN_IN_OPTIONS, type SignInOptions } from '../sign-in-options.js';
import { SignInCookies } from './cookies.js';
import { isFromThisService } from './same-origin.policy.js';

const PURPOSE = 'form-token';

/** The name of the hidden field with the token, in every form. */
export const FORM_TOKEN_FIELD = 'csrf';
/** The header in which scripts send it. */
export const FORM_TOKEN_HEADER = 'x-csrf-token';

/**
 * Tells our own forms from those of other pages (OWASP, Cross-Site Request Forgery Prevention): the token is a keyed
 * digest of the session's cookie, or, before log-in, of a cookie made for the purpose. So it is another one after each
 * log-in, nothing is stored, and who knows one browser's token knows no other's.
 */
@Injectable()
export class FormGuard {
  constructor(
    private readonly cookies: SignInCookies,
    private readonly box: SecretBox,
    private readonly secrets: RandomSecretSource,
    @Inject(SIGN_IN_OPTIONS) private readonly options: Pick<SignInOptions, 'publicUrl'>,
  ) {}

  /** For the forms of a page; a browser without session and without cookie for it is given one. */
  tokenFor(request: Request, response: Response): string {
    const bearer = this.#bearer(request);
    if (bearer !== undefined) return this.box.digest(PURPOSE, bearer);
    const made = this.secrets.bytes('form', 32).toString('base64url');
    this.cookies.write(response, 'form', made);
    return this.box.digest(PURPOSE, made);
  }

  /** For the forms that follow in the same answer as a new session. */
  tokenOfSession(sessionToken: string): string {
    return this.box.digest(PURPOSE, sessionToken);
  }

  /** Throws FORM_REFUSED unless the request came from a form of this service in this very browser. */
  assertOwnForm(request: Request): void {
    const body: unknown = request.body;
    const field: unknown = isRecord(body) ? body[FORM_TOKEN_FIELD] : undefined;
    const token = typeof field === 'string' ? field : request.get(FORM_TOKEN_HEADER);
    if (!this.isFromThisService(request) || !this.#isTokenOf(request, token)) throw formRefused();
  }

  /** Throws FORM_REFUSED for a request of another site's page; the token of a form with files is looked at later. */
  assertFromThisService(request: Request): void {
    if (!this.isFromThisService(request)) throw formRefused();
  }

  /** Whether a script of ours sent the token in its header. */
  hasTokenHeader(request: Request): boolean {
    return this.isFromThisService(request) && this.#isTokenOf(request, request.get(FORM_TOKEN_HEADER));
  }

  isFromThisService(request: Request): boolean {
    return isFromThisService(
      { secFetchSite: request.get('sec-fetch-site'), origin: request.get('origin'), host: request.get('host') },
      this.options.publicUrl,
    );
  }

  #isTokenOf(request: Request, token: string | undefined): boolean {
    const bearer = this.#bearer(request);
    return bearer !== undefined && token !== undefined && this.box.isDigestOf(PURPOSE, bearer, token);
  }

  #bearer(request: Request): string | undefined {
    return this.cookies.read(request, 'session') ?? this.cookies.read(request, 'form');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function formRefused(): ServiceError<'FORM_REFUSED'> {
  return new ServiceError(
    'FORM_REFUSED',
    'This form was not filled in on a page of this service, or you have logged in or out since. Open the page again.',
    { category: 'forbidden' },
  );
}
