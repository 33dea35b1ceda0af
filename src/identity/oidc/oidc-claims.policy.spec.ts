import { nameOfClaims, rolesOfClaims } from './oidc-claims.policy.js';

describe('rolesOfClaims', () => {
  it.each([
    [{ roles: ['approver', 'reader'] }, 'roles', {}, ['reader', 'approver']],
    [{ roles: 'admin' }, 'roles', {}, ['admin']],
    [{ roles: ['king', 'Admin', 7, null] }, 'roles', {}, []],
    [{ roles: ['integration', 'mail-gateway'] }, 'roles', {}, []],
    [{ groups: ['g-1', 'g-2'] }, 'groups', { 'g-2': 'case-handler' }, ['case-handler']],
    [{ groups: ['admin'] }, 'groups', { 'g-2': 'case-handler' }, []],
    [{ groups: ['constructor', '__proto__'] }, 'groups', { 'g-2': 'case-handler' }, []],
    [{ realm_access: { roles: ['reader'] } }, 'realm_access.roles', {}, ['reader']],
    [{ 'https://akson.example/roles': ['reader'] }, 'https://akson.example/roles', {}, ['reader']],
    [{}, 'roles', {}, []],
    [{}, 'constructor.name', {}, []],
  ])('of %j by %s and %j are %j', (claims, claim, mapping, roles) => {
    expect(rolesOfClaims(claims, claim, mapping)).toEqual(roles);
  });
});

describe('nameOfClaims', () => {
  it.each([
    [{ name: 'Kari Nordmann', given_name: 'K' }, 'Kari Nordmann'],
    [{ given_name: 'Kari', family_name: 'Nordmann' }, 'Kari Nordmann'],
    [{ preferred_username: 'kari' }, 'kari'],
    [{ name: ' ' }, 'k@example.no'],
  ])('of %j is %s', (claims, name) => expect(nameOfClaims(claims, 'k@example.no')).toBe(name));
});
