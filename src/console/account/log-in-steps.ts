import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import {
  type BrowserFacts,
  KnownBrowsers,
  LOG_IN_PAGES,
  pathWithin,
  type SessionStage,
  SignInCookies,
} from '../../identity/index.js';
import { addressGroup } from '../../platform/http/index.js';

const BROWSER_KNOWN_MS = 180 * 24 * 60 * 60_000;

/** What every step of a log-in has in common: who asks, the cookies, and where it goes on. */
@Injectable()
export class LogInSteps {
  constructor(
    private readonly cookies: SignInCookies,
    private readonly knownBrowsers: KnownBrowsers,
  ) {}

  browser(request: Request, sessionId: string | null): BrowserFacts {
    return {
      userAgent: request.get('user-agent') ?? '',
      addressGroup: addressGroup(request.ip ?? 'unknown'),
      knownBrowser: this.cookies.read(request, 'browser'),
      sessionId,
    };
  }

  /** Gives the browser its new session, and sends it to the next step, or to where it wanted to go. */
  goOn(response: Response, opened: { token: string; stage: SessionStage; email: string }, to: string): void {
    this.cookies.write(response, 'session', opened.token);
    if (opened.stage === 'FULL') {
      this.cookies.write(response, 'browser', this.knownBrowsers.remember(opened.email), BROWSER_KNOWN_MS);
      this.cookies.clear(response, 'form');
    }
    this.cookies.clear(response, 'link');
    const wanted = pathWithin(to, '/');
    const next = opened.stage === 'FULL' ? landing(wanted) : withTarget(LOG_IN_PAGES[opened.stage], wanted);
    response.set('Cache-Control', 'no-store').redirect(303, next);
  }
}

/** Where a log-in leads that nobody was on the way from: into the console, not to the public overview. */
export function landing(to: string): string {
  return to === '/' ? '/start' : to;
}

/** A page of the log-in, which leads to `to` in the end. */
export function withTarget(page: string, to: string): string {
  return to === '/' ? page : `${page}?${new URLSearchParams({ to }).toString()}`;
}
