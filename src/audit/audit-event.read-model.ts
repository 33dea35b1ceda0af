import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { JsonObject } from '../platform/json/index.js';

/** One event as lists show it. */
export interface ListedEvent {
  readonly id: string;
  /** Null until it is sealed. */
  readonly position: string | null;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly data: JsonObject;
  /** Null until it is sealed. */
  readonly hash: string | null;
}

/** What a list of events is narrowed to; what is absent narrows nothing. */
export interface EventFilter {
  /** As the log writes it: `person:E-MAIL`. */
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** What happened to one of these: `declaration:REFERENCE`. */
  readonly subjects?: readonly string[] | undefined;
  /**
   * What happened to the campaign itself, to its declarations, whose references begin with its code, and to the messages,
   * documents and letters whose event names the campaign.
   */
  readonly campaign?: { readonly id: string; readonly slug: string; readonly code: string } | undefined;
  readonly from?: Date | undefined;
  /** What happened at this instant is left out. */
  readonly before?: Date | undefined;
}

/** Where a page of events ends. */
export interface EventPosition {
  /** ISO 8601, with milliseconds: events carry no finer time. */
  readonly at: string;
  readonly id: string;
}

/** The code of the campaign in whose declaration an event happened, as the index `audit_event_by_campaign` has it. */
export const EVENT_CAMPAIGN_CODE = `substring(subject from '^declaration:(.+)-[0-9]{4}-[A-Z0-9]{5}$')`;

/** As the index `audit_event_by_campaign_id` has it: events whose subject alone does not tell their campaign. */
export const EVENT_CAMPAIGN_ID = `(data ->> 'campaignId')`;
const NAMES_CAMPAIGN = `data ? 'campaignId' AND subject !~ '^(declaration|campaign):'`;

const COLUMNS = 'id, position, at, actor, action, subject, data, hash';
const PAGE = 1000;

/** What happened, the latest first. */
@Injectable()
export class AuditEventReadModel {
  constructor(private readonly dataSource: DataSource) {}

  /** At most `limit` events, those after the position. Each filter has an index in the order of the list. */
  async list(filter: EventFilter, after: EventPosition | undefined, limit: number): Promise<ListedEvent[]> {
    const parameters: unknown[] = [limit];
    const parameter = (value: unknown): string => `$${String(parameters.push(value))}`;
    const narrowed = [
      ...(filter.actor === undefined ? [] : [`actor = ${parameter(filter.actor)}`]),
      ...(filter.action === undefined ? [] : [`action = ${parameter(filter.action)}`]),
      ...(filter.subjects === undefined ? [] : [`subject = ANY(${parameter(filter.subjects)}::text[])`]),
      ...(filter.from === undefined ? [] : [`at >= ${parameter(filter.from.toISOString())}`]),
      ...(filter.before === undefined ? [] : [`at < ${parameter(filter.before.toISOString())}`]),
      ...(after === undefined
        ? []
        : [`(at, id) < (${parameter(after.at)}::timestamptz, ${parameter(after.id)}::bigint)`]),
    ];
    const latest = (conditions: readonly string[]): string =>
      `SELECT ${COLUMNS} FROM audit_event${conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`}
       ORDER BY at DESC, id DESC LIMIT $1`;
    if (filter.campaign === undefined) return await this.dataSource.query(latest(narrowed), parameters);
    // Streams that are in order, each by an index of its own: an OR would have to sort them all.
    const ofItself = latest([...narrowed, `subject = ${parameter(`campaign:${filter.campaign.slug}`)}`]);
    const ofCases = latest([...narrowed, `${EVENT_CAMPAIGN_CODE} = ${parameter(filter.campaign.code)}`]);
    const ofOthers = latest([...narrowed, `${EVENT_CAMPAIGN_ID} = ${parameter(filter.campaign.id)}`, NAMES_CAMPAIGN]);
    return await this.dataSource.query(
      `SELECT * FROM ((${ofItself}) UNION ALL (${ofCases}) UNION ALL (${ofOthers})) AS event ORDER BY at DESC, id DESC LIMIT $1`,
      parameters,
    );
  }

  /** All of them, in pages, however many. */
  async *all(filter: EventFilter): AsyncGenerator<readonly ListedEvent[]> {
    let after: EventPosition | undefined;
    for (;;) {
      const rows = await this.list(filter, after, PAGE);
      yield rows;
      const last = rows.at(-1);
      if (last === undefined || rows.length < PAGE) return;
      after = { at: last.at.toISOString(), id: last.id };
    }
  }

  /** The event that has this place in the chain; null where there is none. */
  async atPosition(position: number): Promise<ListedEvent | null> {
    const rows: ListedEvent[] = await this.dataSource.query(`SELECT ${COLUMNS} FROM audit_event WHERE position = $1`, [
      position,
    ]);
    return rows[0] ?? null;
  }
}
