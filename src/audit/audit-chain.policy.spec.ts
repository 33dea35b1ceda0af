import { createHash } from 'node:crypto';
import { CHAIN_START, chainHash, checkLink, type ChainedEvent, type SealedEvent } from './audit-chain.policy.js';
import { verifyAuditChain } from './verify-audit-chain.js';

function chainOf(length: number): SealedEvent[] {
  const events: SealedEvent[] = [];
  for (let position = 1; position <= length; position++) {
    const event: ChainedEvent = {
      position,
      at: new Date(Date.UTC(2020, 3, 24, 7, position)),
      actor: 'system:test',
      action: 'LETTER_SENT',
      subject: `declaration:AKSON-2020-${position}`,
      data: { kind: 'REMINDER', nested: { b: 2, a: [1, null, true] } },
    };
    const previousHash = events.at(-1)?.hash ?? CHAIN_START;
    events.push({ ...event, previousHash, hash: chainHash(previousHash, event) });
  }
  return events;
}

describe('the audit chain', () => {
  it('hashes the predecessor and the event as canonical JSON', () => {
    const [event] = chainOf(1);
    const text =
      '{"action":"LETTER_SENT","actor":"system:test","at":"2020-04-24T07:01:00.000Z",' +
      '"data":{"kind":"REMINDER","nested":{"a":[1,null,true],"b":2}},"position":1,"subject":"declaration:AKSON-2020-1"}';
    expect(event?.hash).toBe(
      createHash('sha256')
        .update(`${'0'.repeat(64)}\n${text}`)
        .digest('hex'),
    );
  });

  it('verifies, and names how many events and the head', async () => {
    const events = chainOf(5);
    expect(await verifyAuditChain(events)).toEqual({ events: 5, head: events[4]?.hash, fault: null });
    expect(await verifyAuditChain([])).toEqual({ events: 0, head: CHAIN_START, fault: null });
  });

  it.each<[keyof SealedEvent, (event: SealedEvent) => SealedEvent]>([
    ['at', (event) => ({ ...event, at: new Date(event.at.getTime() + 1) })],
    ['actor', (event) => ({ ...event, actor: 'key:somebody' })],
    ['action', (event) => ({ ...event, action: 'LETTER_FAILED' })],
    ['subject', (event) => ({ ...event, subject: 'declaration:X' })],
    ['data', (event) => ({ ...event, data: { ...event.data, kind: 'INVITATION' } })],
    ['data', (event) => ({ ...event, data: { ...event.data, share: 0.5 } })],
    ['at', (event) => ({ ...event, at: new Date(Number.NaN) })],
    ['hash', (event) => ({ ...event, hash: 'f'.repeat(64) })],
  ])('names an event whose %s was changed', async (_field, change) => {
    const events = chainOf(5).map((event) => (event.position === 3 ? change(event) : event));
    expect(await verifyAuditChain(events)).toMatchObject({ events: 2, fault: { position: 3, fault: 'CHANGED' } });
  });

  it('names an event that was removed', async () => {
    const events = chainOf(5).filter((event) => event.position !== 3);
    const { fault } = await verifyAuditChain(events);
    expect(fault).toMatchObject({ position: 3, fault: 'GAP' });
    expect(fault?.message).toContain('Event 3 is missing: the next one found is 4');
  });

  it('names the place where an event was replaced by one hashed anew', async () => {
    const events = chainOf(5).map((event) => {
      if (event.position !== 3) return event;
      const forged = { ...event, actor: 'key:somebody' };
      return { ...forged, hash: chainHash(forged.previousHash, forged) };
    });
    expect(await verifyAuditChain(events)).toMatchObject({ events: 3, fault: { position: 4, fault: 'PREDECESSOR' } });
  });

  it('does not accept a chain that begins elsewhere', () => {
    const [, second] = chainOf(2);
    expect(checkLink({ position: 0, hash: CHAIN_START }, second as SealedEvent)?.fault).toBe('GAP');
  });
});
