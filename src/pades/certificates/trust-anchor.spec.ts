import type { Certificate } from './certificate.js';
import { isTrustedAt, lastTrustedAt, plainAnchor } from './trust-anchor.js';
import type { TrustAnchor, TrustPeriod } from './trust-anchor.js';

const year = (number: number): Date => new Date(Date.UTC(number, 0));
const before = (instant: Date): Date => new Date(instant.getTime() - 1);
const anchor = (...periods: TrustPeriod[]): TrustAnchor => ({ ...plainAnchor({} as Certificate), periods });
const period = (from: number | null, until: number | null): TrustPeriod => ({
  from: from === null ? null : year(from),
  until: until === null ? null : year(until),
});

const twice = anchor(period(2010, 2012), period(2015, 2018));

test.each<[string, TrustAnchor, Date, boolean, Date | null]>([
  ['an anchor by itself', plainAnchor({} as Certificate), year(1990), true, year(1990)],
  ['never', anchor(), year(2016), false, null],
  ['before it begins', twice, before(year(2010)), false, null],
  ['when it begins', twice, year(2010), true, year(2010)],
  ['just before it ends', twice, before(year(2012)), true, before(year(2012))],
  ['when it ends', twice, year(2012), false, before(year(2012))],
  ['between two periods', twice, year(2014), false, before(year(2012))],
  ['in the second period', twice, year(2016), true, year(2016)],
  ['after the last period', twice, year(2020), false, before(year(2018))],
  [
    'whatever the order of its periods',
    anchor(period(2015, 2018), period(2010, 2012)),
    year(2020),
    false,
    before(year(2018)),
  ],
  ['without an end', anchor(period(2010, null)), year(2030), true, year(2030)],
  ['without an end, before it begins', anchor(period(2010, null)), year(2009), false, null],
  ['without a beginning', anchor(period(null, 2012)), year(1980), true, year(1980)],
  ['without a beginning, after its end', anchor(period(null, 2012)), year(2012), false, before(year(2012))],
])('%s', (_, item, at, trusted, last) => {
  expect(isTrustedAt(item, at)).toBe(trusted);
  expect(lastTrustedAt(item, at)).toEqual(last);
});
