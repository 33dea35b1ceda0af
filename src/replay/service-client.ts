import { z } from 'zod';
import type { ReplayTarget } from './replay-target.js';

const declarationSchema = z.object({
  reference: z.string(),
  municipalityNumber: z.string(),
  recipientName: z.string(),
  recipientEmail: z.string(),
  organizationNumber: z.string(),
  language: z.enum(['nb', 'nn']),
});
export type ReplayedDeclaration = z.output<typeof declarationSchema>;

const capturedSchema = z.object({ id: z.string(), recipient: z.string(), messageId: z.string(), subject: z.string() });
const returnSchema = z.object({ id: z.string(), reasons: z.array(z.string()), version: z.number() });
const taskSchema = z.object({
  id: z.string(),
  kind: z.string(),
  reference: z.string().nullable(),
  inboundMessageId: z.string(),
  subject: z.string().nullable(),
  version: z.number(),
});
export type ReplayedTask = z.output<typeof taskSchema>;
export type ReplayedReturn = z.output<typeof returnSchema>;
const letterSchema = z.object({ kind: z.string(), slot: z.string(), messageId: z.string(), delivery: z.string() });
const reminderSchema = z.object({ slot: z.string(), plannedAt: z.string() });
const problemSchema = z.object({ code: z.string(), detail: z.string().optional() });

type KeyName = keyof ReplayTarget['keys'];

/** What the service answered to a document that it did not take. */
export interface RefusedAtTheDoor {
  readonly code: string;
}

/** The service's REST API, as far as a replay uses it; the same for everybody who has a key. */
export class ServiceClient {
  constructor(private readonly target: Pick<ReplayTarget, 'url' | 'keys'>) {}

  async declarations(campaign: string): Promise<ReplayedDeclaration[]> {
    return await this.#pages('caseHandler', `/api/v1/campaigns/${campaign}/declarations`, declarationSchema);
  }

  async capturedMessages(): Promise<z.output<typeof capturedSchema>[]> {
    return await this.#pages('caseHandler', '/api/v1/captured-messages', capturedSchema);
  }

  async capturedRaw(id: string): Promise<Buffer> {
    const response = await this.#request('caseHandler', 'GET', `/api/v1/captured-messages/${id}/raw`);
    return Buffer.from(await response.arrayBuffer());
  }

  async lettersOf(reference: string): Promise<z.output<typeof letterSchema>[]> {
    const response = await this.#request('caseHandler', 'GET', `/api/v1/declarations/${reference}`);
    return z.object({ letters: z.array(letterSchema) }).parse(await response.json()).letters;
  }

  /** When each reminder is planned, by slot. */
  async remindersOf(reference: string): Promise<Map<string, Date>> {
    const response = await this.#request('caseHandler', 'GET', `/api/v1/declarations/${reference}`);
    const { reminders } = z.object({ reminders: z.array(reminderSchema) }).parse(await response.json());
    return new Map(reminders.map((reminder) => [reminder.slot, new Date(reminder.plannedAt)]));
  }

  async returnsToReview(campaign: string): Promise<ReplayedReturn[]> {
    return await this.#pages('approver', `/api/v1/campaigns/${campaign}/returns?state=NEEDS_REVIEW`, returnSchema);
  }

  async review(id: string, version: number, decision: object): Promise<void> {
    await this.#request(
      'approver',
      'POST',
      `/api/v1/returns/${id}/review`,
      json(decision, { 'if-match': `"v${version}"` }),
    );
  }

  async openTasks(campaign: string): Promise<ReplayedTask[]> {
    return await this.#pages('caseHandler', `/api/v1/campaigns/${campaign}/tasks`, taskSchema);
  }

  async settleTask(id: string, version: number, answer: string | null, note: string): Promise<void> {
    const headers = { 'if-match': `"v${version}"` };
    await this.#request('caseHandler', 'POST', `/api/v1/tasks/${id}/settle`, json({ answer, note }, headers));
  }

  async grantExtensions(references: readonly string[], dueOn: string, reason: string): Promise<void> {
    await this.#request('caseHandler', 'POST', '/api/v1/extensions', json({ references, dueOn, reason }));
  }

  async recordResolution(reference: string, resolution: object): Promise<void> {
    await this.#request('caseHandler', 'POST', `/api/v1/declarations/${reference}/resolutions`, json(resolution));
  }

  async changeContact(reference: string, email: string, reason: string): Promise<void> {
    await this.#request('caseHandler', 'PUT', `/api/v1/declarations/${reference}/contact`, json({ email, reason }));
  }

  async postMessage(raw: Buffer, deliveredTo: string, envelopeFrom: string): Promise<RefusedAtTheDoor | null> {
    const query = new URLSearchParams({ deliveredTo, envelopeFrom }).toString();
    return await this.#handIn(`/api/v1/mailbox/messages?${query}`, raw, 'message/rfc822');
  }

  async postReturn(reference: string, fileName: string, bytes: Buffer): Promise<RefusedAtTheDoor | null> {
    const query = new URLSearchParams({ fileName }).toString();
    return await this.#handIn(`/api/v1/declarations/${reference}/returns?${query}`, bytes, 'application/pdf');
  }

  /** A document that the API itself refuses (too large, empty) is the sender's trouble, not the replay's end. */
  async #handIn(path: string, bytes: Buffer, contentType: string): Promise<RefusedAtTheDoor | null> {
    const response = await fetch(`${this.target.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.target.keys.integration}`, 'content-type': contentType },
      body: new Uint8Array(bytes),
    });
    if (response.ok) {
      await response.arrayBuffer();
      return null;
    }
    const problem = problemSchema.parse(await response.json());
    if (response.status >= 500) throw new Error(`The service failed to take a document: ${problem.code}`);
    return { code: problem.code };
  }

  async #pages<T extends z.ZodType>(key: KeyName, path: string, schema: T): Promise<z.output<T>[]> {
    const items: z.output<T>[] = [];
    const page = z.object({ items: z.array(schema), nextCursor: z.string().nullable() });
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ limit: '200', ...(cursor === null ? {} : { cursor }) }).toString();
      const response = await this.#request(key, 'GET', `${path}${path.includes('?') ? '&' : '?'}${query}`);
      const parsed = page.parse(await response.json());
      items.push(...(parsed.items as z.output<T>[]));
      cursor = parsed.nextCursor;
    } while (cursor !== null);
    return items;
  }

  async #request(key: KeyName, method: string, path: string, init: RequestInit = {}): Promise<Response> {
    const response = await fetch(`${this.target.url}${path}`, {
      ...init,
      method,
      headers: { authorization: `Bearer ${this.target.keys[key]}`, ...(init.headers as Record<string, string>) },
    });
    if (response.ok) return response;
    throw new Error(`${method} ${path} was answered with ${response.status}: ${await response.text()}`);
  }
}

function json(body: object, headers: Record<string, string> = {}): RequestInit {
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } };
}
