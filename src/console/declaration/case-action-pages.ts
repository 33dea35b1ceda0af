import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { AuditChainReadModel } from '../../audit/index.js';
import { CampaignReadModel } from '../../campaigns/index.js';
import { DeclarationReadModel, type DeclarationView } from '../../declarations/index.js';
import { actorName, actorOfPerson, type SignedIn } from '../../identity/index.js';
import { ServiceError } from '../../platform/errors/index.js';
import { ConsolePages } from '../frame/console-pages.js';
import { newOnce, SubmitOnce } from '../frame/submit-once.js';
import { ActionRefused, type CaseAction, type Effect, type Typed } from './case-action.js';
import { writtenEvent } from './case-words.js';
import { caseTexts } from './texts/case-texts-of-language.js';

/** Who asks for what, and where the answer goes. */
export interface CaseVisit {
  readonly reference: string;
  readonly signedIn: SignedIn;
  readonly request: Request;
  readonly response: Response;
}

/** What the confirming form says of the page that it stood on. */
const decidedSchema = z.object({
  version: z.coerce.number().int().min(1).catch(0),
  /** The latest event that was known. */
  seen: z
    .string()
    .regex(/^\d{1,18}$/)
    .catch('0'),
  once: z.uuid().catch(() => newOnce()),
});

interface Shown {
  readonly typed: Typed;
  readonly errors?: Readonly<Record<string, string>>;
  readonly effect?: Effect | null;
  /** Events that came after the operator had looked, oldest first. */
  readonly meanwhile?: readonly object[];
  readonly status?: number;
}

/**
 * The way of every action about one declaration: a form, its preview, and the confirmation, which names the version that
 * was looked at. What somebody typed is kept whatever happens; a decision on an outdated picture changes nothing and
 * shows what happened meanwhile.
 */
@Injectable()
export class CaseActionPages {
  constructor(
    private readonly pages: ConsolePages,
    private readonly campaigns: CampaignReadModel,
    private readonly declarations: DeclarationReadModel,
    private readonly audit: AuditChainReadModel,
    private readonly submitOnce: SubmitOnce,
  ) {}

  async form(visit: CaseVisit, action: CaseAction): Promise<void> {
    const declaration = await this.declarations.byReference(visit.reference);
    await this.#show(visit, action, declaration, { typed: typedOf({}, action) });
  }

  async preview(visit: CaseVisit, action: CaseAction): Promise<void> {
    const declaration = await this.declarations.byReference(visit.reference);
    const typed = typedOf(visit.request.body, action);
    await this.#show(visit, action, declaration, await this.#effect(visit, action, declaration, typed));
  }

  async confirm(visit: CaseVisit, action: CaseAction): Promise<void> {
    const { request, response, reference, signedIn } = visit;
    const typed = typedOf(request.body, action);
    const { version, seen, once } = decidedSchema.parse(request.body ?? {});
    const faults = action.faults(typed, caseTexts[signedIn.person.language]);
    try {
      if (Object.keys(faults).length === 0) {
        const location = await this.submitOnce.execute(request, once, async () => {
          const actor = actorName(actorOfPerson(signedIn.person));
          await action.run(reference, typed, { actor, expectedVersion: version });
          return `/declarations/${reference}?done=${action.name}`;
        });
        response.redirect(303, location);
        return;
      }
    } catch (error) {
      if (!(error instanceof ServiceError) || !isForThePage(error)) throw error;
    }
    const declaration = await this.declarations.byReference(reference);
    const shown = await this.#effect(visit, action, declaration, typed);
    const isOutdated = declaration.version !== version;
    await this.#show(visit, action, declaration, {
      ...shown,
      ...(isOutdated ? { meanwhile: await this.#eventsSince(visit, seen), status: 412 } : {}),
    });
  }

  /** What the action would do, or what keeps it from that. */
  async #effect(
    { signedIn }: CaseVisit,
    action: CaseAction,
    declaration: DeclarationView,
    typed: Typed,
  ): Promise<Shown> {
    const { language } = signedIn.person;
    const text = caseTexts[language];
    const errors = action.faults(typed, text);
    if (Object.keys(errors).length > 0) return { typed, errors };
    try {
      return { typed, effect: await action.preview({ declaration, language, text }, typed) };
    } catch (error) {
      if (!(error instanceof ActionRefused)) throw error;
      return { typed, errors: { [error.field]: error.words } };
    }
  }

  async #eventsSince({ reference, signedIn }: CaseVisit, seen: string): Promise<object[]> {
    const events = await this.audit.eventsSince([`declaration:${reference}`], seen);
    return events.map((event) => writtenEvent(event, signedIn.person.language));
  }

  async #show(visit: CaseVisit, action: CaseAction, declaration: DeclarationView, shown: Shown): Promise<void> {
    const { reference, request, response, signedIn } = visit;
    const { language } = signedIn.person;
    const text = caseTexts[language];
    // Before the case is read for the page: an event between the two is then shown once too often, and never missed.
    const seen = await this.audit.lastEvent();
    const { slug, definition } = await this.campaigns.byId(declaration.campaignId);
    const words = text.actions[action.name];
    this.pages.show(request, response, {
      view: 'declaration/action',
      title: words.title,
      signedIn,
      section: 'municipalities',
      styles: ['console/declaration/case.css'],
      campaign: { slug, name: definition.title[language === 'nn' ? 'nn' : 'nb'] },
      errors: shown.errors ?? {},
      ...(shown.status === undefined ? {} : { status: shown.status }),
      values: {
        text,
        words,
        name: declaration.recipientName,
        caseHref: `/declarations/${reference}`,
        path: `/declarations/${reference}/${action.name}`,
        danger: action.name === 'withdrawal',
        fields: action.fields(text),
        typed: shown.typed,
        effect: shown.effect ?? null,
        meanwhile: shown.meanwhile ?? null,
        decided: { version: declaration.version, seen, once: newOnce() },
      },
    });
  }
}

/** Every field of the action as it was sent; what is missing, doubled or far too long counts as empty. */
function typedOf(body: unknown, action: CaseAction): Typed {
  const sent = z.record(z.string(), z.unknown()).catch({}).parse(body);
  const names = action.fields(caseTexts.nb).map(({ id }) => id);
  return Object.fromEntries(names.map((name) => [name, z.string().max(10_000).catch('').parse(sent[name])]));
}

/** Whether the page itself can say what is wrong: the state of things, not the service. */
function isForThePage({ category }: ServiceError): boolean {
  return category === 'conflict' || category === 'invalid' || category === 'precondition-failed';
}
