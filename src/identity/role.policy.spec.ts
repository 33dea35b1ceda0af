import { permits, ROLES, type Role } from './role.policy.js';

/** Who (down) may do what is asked of which role (across), in the order of ROLES. */
const MATRIX: Readonly<Record<Role, string>> = {
  //              reader, case-handler, approver, admin, integration, mail-gateway, archive
  reader: /*      */ 'y------',
  'case-handler': 'yy-----',
  approver: /*    */ 'yyy----',
  admin: /*       */ 'yyyyyyy',
  integration: /* */ '----y--',
  'mail-gateway': '-----y-',
  archive: /*     */ '------y',
};

describe('permits', () => {
  const cases = ROLES.flatMap((held) =>
    ROLES.map((needed, column) => [held, needed, MATRIX[held][column] === 'y'] as const),
  );

  it.each(cases)('someone with %s, asked for %s: %s', (held, needed, expected) => {
    expect(permits([held], [needed])).toBe(expected);
  });

  it('needs one of the roles asked for, by one of the roles held', () => {
    expect(permits(['integration', 'reader'], ['approver', 'integration'])).toBe(true);
    expect(permits(['integration', 'reader'], ['approver', 'case-handler'])).toBe(false);
  });

  it('permits nothing to nobody, and nothing that no role may do', () => {
    expect(permits([], ROLES)).toBe(false);
    expect(permits(['admin'], [])).toBe(false);
  });
});
