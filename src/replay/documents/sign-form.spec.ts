import { PDF } from '@libpdf/core';
import {
  issuedForm,
  rsaKeyFromSeed,
  type SampleForm,
  testBytes,
  verifyPdf,
} from '../../../test/support/issued-form.js';
import { fillForm } from './fill-form.js';
import type { FilledFields } from './filled-fields.js';
import { type CertificateKind, createScenarioCa, type ScenarioCa } from './scenario-ca.js';
import { signForm } from './sign-form.js';

const signedAt = new Date('2020-06-24T10:00:00Z');
const filled: FilledFields = {
  name: 'Åse Næss',
  role: 'Ordfører',
  place: 'Prøvedal',
  date: '24.06.2020',
  resolutionDate: '17.06.2020',
  resolutionCase: 'PS 45/20',
};

let ca: ScenarioCa;
const forms = {} as Record<'nb' | 'nn', SampleForm>;

beforeAll(async () => {
  const key = await rsaKeyFromSeed((label, length) => testBytes(`ca/${label}`, length));
  ca = await createScenarioCa({ key, bytes: testBytes });
  forms.nb = await issuedForm('nb');
  forms.nn = await issuedForm('nn');
});

const sign = async (form: SampleForm, kind: CertificateKind): Promise<Uint8Array> => {
  const organization = { organizationName: 'Prøvedal kommune', organizationNumber: '839953062' };
  const identity = await ca.issue({ ...organization, commonName: 'Prøvedal kommune', kind, at: signedAt });
  return signForm(form.bytes, filled, identity, signedAt);
};

describe.each(['nb', 'nn'] as const)('a form in %s', (language) => {
  it.each([
    ['SHORT_TERM', 'TOTAL_PASSED', null, true],
    ['ORDINARY', 'INDETERMINATE', 'TRY_LATER', false],
  ] as const)('is signed with a certificate of the kind %s: %s', async (kind, indication, subIndication, accept) => {
    const form = forms[language];
    const signed = await sign(form, kind);
    expect(Buffer.compare(Buffer.from(signed).subarray(0, form.bytes.length), Buffer.from(form.bytes))).toBe(0);
    const report = verifyPdf(signed, {
      trustAnchors: [ca.root, form.sealCertificate],
      at: new Date(signedAt.getTime() + 600_000),
    });
    expect(report.summary).toMatchObject({
      integrity: 'intact',
      coversWholeDocument: true,
      laterChanges: 'permitted',
      chain: 'trusted',
      indication,
      subIndication,
      accept,
    });
    expect(report.signatures.map(({ field, level, changesAfter }) => [field, level, changesAfter])).toEqual([
      ['seal', 'B-B', 'FORM_FILLING'],
      ['signature', 'B-B', 'NONE'],
    ]);
    expect(report.signatures[1]?.signer?.organizationIdentifier).toBe('NTRNO-839953062');
    expect(report.document.revisions).toBe(4);
  });
});

it('holds what was filled in, and shows the signature where the form has its place', async () => {
  const form = await PDF.load(forms.nb.bytes);
  const signed = await PDF.load(await sign(forms.nb, 'SHORT_TERM'));
  for (const [name, value] of Object.entries(filled))
    expect(signed.getForm()?.getTextField(name)?.getValue()).toBe(value);
  const field = (document: PDF) =>
    document
      .getForm()
      ?.getSignatureFields()
      .find(({ name }) => name === 'signature');
  expect(field(signed)?.isSigned()).toBe(true);
  expect(field(signed)?.getWidgets()[0]?.rect).toEqual(field(form)?.getWidgets()[0]?.rect);
  expect(field(signed)?.getWidgets()[0]?.pageRef?.objectNumber).toBe(
    field(form)?.getWidgets()[0]?.pageRef?.objectNumber,
  );
  expect(Buffer.from(await sign(forms.nb, 'SHORT_TERM')).includes('(Pr\u00f8vedal kommune) Tj', 0, 'latin1')).toBe(
    true,
  );
});

it('needs a form of the service', async () => {
  const other = PDF.create();
  other.addPage();
  const attempt = fillForm(await other.save(), filled);
  await expect(attempt).rejects.toMatchObject({ code: 'SCENARIO_FORM_FIELD_MISSING' });
});
