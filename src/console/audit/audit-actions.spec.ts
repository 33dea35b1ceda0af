import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../../platform/config/index.js';
import { isKnownAction } from './audit-actions.js';

/** Literals beside `action`, and those that a private `#record` or `#with` is given. */
const WRITTEN =
  /\baction(?:: | = )(?:[^'\n]*\? )?'([A-Z_]{4,})'(?: : '([A-Z_]{4,})')?|#(?:record|with)\([^)]*?'([A-Z]+(?:_[A-Z]+)+)'/g;
/** What policies of mail and people call their own decisions. */
const NO_EVENTS = new Set(['EXPIRED', 'NOTHING_PLANNED', 'SEND', 'WAIT']);

describe('the kinds of events', () => {
  it('are all of those that the service writes', () => {
    const src = packageFile('src');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => /(?<!spec)\.ts$/.test(name));
    const written = files.flatMap((name) =>
      [...readFileSync(join(src, name), 'utf8').matchAll(WRITTEN)].flatMap(([, ...codes]) => codes.filter(Boolean)),
    );
    expect(written.length).toBeGreaterThan(40);
    expect([...new Set(written)].filter((code) => !isKnownAction(code ?? '') && !NO_EVENTS.has(code ?? ''))).toEqual(
      [],
    );
  });
});
