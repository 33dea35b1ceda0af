import { authenticate } from 'mailauth';
import type { MessageEnvelope } from './message-reader.js';
import type { NameReply } from './reading-request.js';
import { CHECK_RESULTS, type CheckResult, type SenderChecks } from './sender-checks.js';

/** More look-ups than honest mail needs (RFC 7208, 4.6.4, allows ten to SPF alone). */
const MOST_LOOKUPS = 40;
/** All of them together; what is not answered by then counts as temporarily unknown. */
const LOOKUPS_WITHIN_MS = 10_000;
const RESULTS: ReadonlySet<string> = new Set<string>(CHECK_RESULTS);

type LookUp = (name: string, type: string) => Promise<NameReply>;

/** Evaluates DKIM, SPF, DMARC and ARC of a raw message. `lookUp` never throws. */
export async function checkSender(raw: Buffer, envelope: MessageEnvelope, lookUp: LookUp): Promise<SenderChecks> {
  const { dkim, spf, dmarc, arc } = await authenticate(raw, {
    resolver: limited(lookUp),
    sender: envelope.envelopeFrom,
    ...(envelope.clientAddress === null ? {} : { ip: envelope.clientAddress }),
    ...(envelope.clientName === null ? {} : { helo: envelope.clientName }),
    // Stands in no answer that is used; the machine's own name is nobody's business.
    mta: 'tilslutning.invalid',
    disableBimi: true,
  });
  return {
    spf: {
      result: envelope.clientAddress === null ? 'unknown' : spf === false ? 'none' : resultOf(spf.status.result),
      domain: wordOf(spf === false ? null : spf.domain),
    },
    dkim: dkim.results.slice(0, 10).map(({ status, signingDomain, selector }) => ({
      result: resultOf(status.result),
      domain: wordOf(signingDomain),
      selector: wordOf(selector),
      aligned: Boolean(status.aligned),
    })),
    dmarc:
      dmarc === false
        ? { result: 'none', domain: null, policy: null }
        : {
            result: dmarcResult(resultOf(dmarc.status.result), envelope),
            domain: wordOf(dmarc.domain),
            policy: wordOf(dmarc.policy),
          },
    arc:
      arc === false
        ? { result: 'none', sealedBy: null }
        : { result: resultOf(arc.status.result), sealedBy: wordOf(arc.signature ? arc.signature.signingDomain : null) },
  };
}

function limited(lookUp: LookUp): (name: string, type: string) => Promise<string[]> {
  let asked = 0;
  const tooLate = performance.now() + LOOKUPS_WITHIN_MS;
  return async (name, type) => {
    const allowed = ++asked <= MOST_LOOKUPS && performance.now() < tooLate;
    const reply = allowed ? await lookUp(name, type) : { failed: 'ETIMEOUT' };
    if ('records' in reply) return reply.records as string[];
    throw Object.assign(new Error(`The name could not be looked up (${reply.failed}).`), { code: reply.failed });
  };
}

/** RFC 7489, 4.2: DKIM or SPF is enough to pass, so it fails only where both are known. */
function dmarcResult(result: CheckResult, { clientAddress }: MessageEnvelope): CheckResult {
  return result === 'fail' && clientAddress === null ? 'unknown' : result;
}

function resultOf(result: string): CheckResult {
  return (RESULTS.has(result) ? result : 'none') as CheckResult;
}

/** A sender may put anything there. */
function wordOf(text: string | null | undefined | false): string | null {
  const word = typeof text === 'string' ? Buffer.from(text.slice(0, 253)).toString().replaceAll('\0', '\uFFFD') : '';
  return word === '' ? null : word;
}
