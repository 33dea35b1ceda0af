import type { TrustAnchor, TrustPeriod, TrustedServiceDescription } from '../certificates/trust-anchor.js';
import type { Findings } from '../findings.js';
import type { Budget } from '../limits.js';
import { parseCertificates } from '../signatures/check-contents.js';
import type { TrustedList, TrustedService } from './trusted-list.js';

/** TS 119 612, 5.5.4, with the names used before July 2016 (D.5.6): the provider met its obligations. */
const good = new Set([
  'granted',
  'recognisedatnationallevel',
  'undersupervision',
  'accredited',
  'supervisionincessation',
  'setbynationallaw',
]);

/** 5.5.1: which services vouch for what. Authorities also issue the certificates of time-stamping services. */
const purposes: Readonly<Record<string, TrustAnchor['purposes']>> = {
  'CA/QC': ['document-signature', 'timestamp'],
  'CA/PKC': ['document-signature', 'timestamp'],
  'NationalRootCA-QC': ['document-signature', 'timestamp'],
  'TSA/QTST': ['timestamp'],
  TSA: ['timestamp'],
  'TSA/TSS-QC': ['timestamp'],
  'TSA/TSS-AdESQCandQES': ['timestamp'],
};

/**
 * The certificates of a list's services as anchors, each trusted while its service was in good standing, and no longer
 * than the list itself vouches for (its next update).
 */
export function anchorsOf(list: TrustedList, at: Date, budget: Budget, findings: Findings): TrustAnchor[] {
  const outdated = list.nextUpdate === null || list.nextUpdate < at;
  if (outdated)
    findings.add(
      'TRUST_ANCHORS',
      'INFO',
      `list ${list.territory} ${list.sequenceNumber}, next update ${list.nextUpdate?.toISOString() ?? 'none'}`,
      'A trusted list is out of date: it vouches only for signatures that are proven to be older.',
    );
  return list.services.flatMap((service) => {
    const allowed = purposes[service.type];
    if (!allowed) return [];
    const periods = trustPeriods(service, list.nextUpdate ?? list.issuedAt);
    return parseCertificates(service.certificates, budget, findings).map((certificate) => ({
      certificate,
      periods,
      purposes: allowed,
      describe: (instant: Date) => describe(list, service, instant),
    }));
  });
}

/** Status by status, newest first in the list; adjoining good ones are one period. */
export function trustPeriods({ history }: TrustedService, vouchedUntil: Date): TrustPeriod[] {
  const periods: { from: Date; until: Date }[] = [];
  let until = vouchedUntil;
  for (const { status, from } of [...history].sort((a, b) => b.from.getTime() - a.from.getTime())) {
    if (good.has(status) && from < until) {
      const newer = periods.at(-1);
      if (newer?.from.getTime() === until.getTime()) newer.from = from;
      else periods.push({ from, until });
    }
    if (from < until) until = from;
  }
  return periods;
}

function describe(list: TrustedList, service: TrustedService, at: Date): TrustedServiceDescription | null {
  const current = [...service.history]
    .sort((a, b) => b.from.getTime() - a.from.getTime())
    .find(({ from }) => from <= at);
  return {
    territory: list.territory,
    provider: service.provider,
    name: service.name,
    type: service.type,
    status: current?.status ?? 'unknown',
    statusSince: (current?.from ?? at).toISOString(),
    additional: service.additional,
    qualifiers: service.qualifiers,
  };
}
