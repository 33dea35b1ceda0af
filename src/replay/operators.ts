import type { LocalDate } from '../platform/calendar/index.js';
import type { MunicipalityPlan, QuestionTopic } from './scenario.js';
import type { ReplayedDeclaration, ReplayedReturn, ReplayedTask, ServiceClient } from './service-client.js';

type Language = 'nb' | 'nn';

const ANSWERS: Readonly<Record<QuestionTopic, Readonly<Record<Language, string>>>> = {
  OBLIGATION: {
    nb: 'Nei. Signaturen binder ikke kommunen til å kjøpe noe, og den medfører ingen annen økonomisk forpliktelse.',
    nn: 'Nei. Signaturen bind ikkje kommunen til å kjøpe noko, og han fører ikkje med seg andre økonomiske plikter.',
  },
  WHO_SIGNS: {
    nb: 'Ordføreren eller den kommunen gir fullmakt, kan signere. Skriv navn og rolle i skjemaet.',
    nn: 'Ordføraren eller den kommunen gir fullmakt, kan signere. Skriv namn og rolle i skjemaet.',
  },
  RESERVATIONS: {
    nb: 'Forbeholdene står i erklæringen og gjelder for alle. Det er ikke rom for egne tillegg i skjemaet.',
    nn: 'Atterhalda står i erklæringa og gjeld for alle. Det er ikkje rom for eigne tillegg i skjemaet.',
  },
  HOW_TO_RETURN: {
    nb: 'Svar på brevet med det signerte skjemaet vedlagt. Det kan være signert digitalt eller for hånd og skannet.',
    nn: 'Svar på brevet med det signerte skjemaet ved. Det kan vere signert digitalt eller for hand og skanna.',
  },
  MORE_TIME: {
    nb: 'Vi har notert ønsket om utsatt frist. Dere får et eget brev når vi har behandlet det.',
    nn: 'Vi har notert ønsket om utsett frist. De får eit eige brev når vi har behandla det.',
  },
};

/** What operators know of a case from reading the mail: which question it is, or that it reports a resolution. */
export interface CaseKnowledge {
  readonly plan: MunicipalityPlan;
  readonly declaration: ReplayedDeclaration;
}

/** The ministry's operators: they work through everything that waits, session by session, over the API. */
export class Operators {
  constructor(
    private readonly client: ServiceClient,
    private readonly campaign: string,
    private readonly cases: readonly CaseKnowledge[],
  ) {}

  /** One session: resolutions and extensions first, then what came back, then what was asked. */
  async session(now: Date): Promise<void> {
    await this.#recordResolutions(now);
    await this.#grantExtensions(now);
    for (const returned of await this.client.returnsToReview(this.campaign)) await this.#review(returned);
    for (const task of await this.client.openTasks(this.campaign)) await this.#settle(task);
  }

  /** A letter came back for good: somebody finds the right address. */
  async correctAddress({ declaration }: CaseKnowledge): Promise<void> {
    const email = declaration.recipientEmail.replace(/^[^@]*/, 'post');
    await this.client.changeContact(declaration.reference, email, 'Adressen i registeret virker ikke.');
  }

  async #recordResolutions(now: Date): Promise<void> {
    for (const { plan, declaration } of this.cases) {
      if (plan.resolution?.report?.knownAt.getTime() !== now.getTime()) continue;
      await this.client.recordResolution(declaration.reference, {
        outcome: plan.resolution.outcome,
        decidedOn: plan.resolution.decidedAt.toISOString().slice(0, 10),
        caseNumber: plan.resolution.caseNumber,
      });
    }
  }

  async #grantExtensions(now: Date): Promise<void> {
    const byDay = new Map<LocalDate, string[]>();
    for (const { plan, declaration } of this.cases) {
      if (plan.extension?.grantedAt.getTime() !== now.getTime()) continue;
      const { until } = plan.extension;
      byDay.set(until, [...(byDay.get(until) ?? []), declaration.reference]);
    }
    for (const [until, references] of byDay) {
      await this.client.grantExtensions(references, until, 'Kommunestyret behandler saken etter fristen.');
    }
  }

  async #review(returned: ReplayedReturn): Promise<void> {
    if (returned.reasons.includes('MATCH_DISAGREES')) {
      await this.client.review(returned.id, returned.version, {
        decision: 'REJECT',
        reason: 'Skjemaet er utstedt til en annen kommune.',
        rejectionReasons: [{ code: 'WRONG_FORM' }],
      });
      return;
    }
    const scan = returned.reasons.includes('SCAN');
    await this.client.review(returned.id, returned.version, {
      decision: 'ACCEPT',
      reason: scan
        ? 'Sammenlignet side for side; underskrift på rett sted.'
        : 'Sertifikatet er kontrollert hos utstederen.',
      note: null,
    });
  }

  async #settle(task: ReplayedTask): Promise<void> {
    const about = this.cases.find(({ declaration }) => declaration.reference === task.reference);
    const asked = task.kind === 'QUESTION' && about !== undefined ? topicOf(task, about.plan) : null;
    const answer = asked === null || about === undefined ? null : ANSWERS[asked][about.declaration.language];
    await this.client.settleTask(task.id, task.version, answer, answer === null ? 'Notert.' : 'Besvart.');
  }
}

/** A message about a resolution or more time is noted, not answered as a question; everything else is a question. */
function topicOf(task: ReplayedTask, plan: MunicipalityPlan): QuestionTopic | null {
  const subject = task.subject?.toLowerCase() ?? '';
  if (/vedtak|vedteke|vedtatt/.test(subject)) return null;
  if (/utsatt|utsett|mer tid|meir tid/.test(subject)) return 'MORE_TIME';
  return plan.question?.topic ?? null;
}
