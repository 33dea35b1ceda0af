import { PDF, type PdfObject, type SignatureField, type Signer } from '@libpdf/core';
import { ServiceError } from '../../platform/errors/index.js';
import { fieldMissing, fillForm } from './fill-form.js';
import { type FilledFields, SIGNATURE_FIELD_NAME } from './filled-fields.js';
import type { SigningIdentity } from './scenario-ca.js';
import { signatureAppearance } from './signature-appearance.js';

/** Bytes that are kept free for the signature; two certificates and a P-256 signature take some 2,400. */
const SIGNATURE_ROOM = 4096;

/**
 * Fills in and signs a form as a municipality's own software does: two incremental updates, the second a visible signature
 * in the form's own field (PAdES B-B, ETSI EN 319 142-1, 6.3; the form's certification permits both). The issued bytes
 * stay as they are. The same arguments give the same bytes. Throws what `fillForm` throws.
 */
export async function signForm(
  form: Uint8Array,
  filled: FilledFields,
  identity: SigningIdentity,
  signedAt: Date,
): Promise<Uint8Array> {
  const document = await PDF.load(await fillForm(form, filled));
  const field = document
    .getForm()
    ?.getSignatureFields()
    .find(({ name }) => name === SIGNATURE_FIELD_NAME);
  if (!field) throw fieldMissing(SIGNATURE_FIELD_NAME);
  keepFieldInPlace(document, field);
  showSignature(document, field, [`Signert digitalt av`, identity.name, filled.date]);
  const { bytes } = await document.sign({
    signer: signerOf(identity),
    fieldName: SIGNATURE_FIELD_NAME,
    subFilter: 'ETSI.CAdES.detached',
    level: 'B-B',
    digestAlgorithm: 'SHA-256',
    signingTime: signedAt,
    estimatedSize: SIGNATURE_ROOM,
  });
  return bytes;
}

/**
 * The library moves a field it signs to an empty rectangle on the first page, which no certification permits
 * (ISO 32000-2, 12.8.2.2). The field is put back just before the library writes.
 */
function keepFieldInPlace(document: PDF, field: SignatureField): void {
  const widget = field.getDict();
  const kept = ['Rect', 'P', 'F'].flatMap((key): [string, PdfObject][] => {
    const value = widget.get(key);
    return value ? [[key, value]] : [];
  });
  const save = document.save.bind(document);
  document.save = (options) => {
    for (const [key, value] of kept) widget.set(key, value);
    return save(options);
  };
}

function showSignature(document: PDF, field: SignatureField, lines: readonly string[]): void {
  const [left, bottom, right, top] = field.getWidgets()[0]?.rect ?? [0, 0, 0, 0];
  const form = document.getForm()?.acroForm();
  const fonts = form?.getDict().getDict('DR', document.context.resolve.bind(document.context))?.get('Font');
  const fontName = /\/(\S+)/.exec(form?.defaultAppearance ?? '')?.[1];
  if (!fonts || !fontName) return;
  const appearance = signatureAppearance({ width: right - left, height: top - bottom }, fontName, fonts, lines);
  field.getWidgets()[0]?.setNormalAppearance(appearance);
}

function signerOf(identity: SigningIdentity): Signer {
  return {
    certificate: identity.certificate,
    certificateChain: [...identity.chain],
    keyType: 'EC',
    signatureAlgorithm: 'ECDSA',
    sign: async (data, algorithm) => {
      if (algorithm !== 'SHA-256') {
        throw new ServiceError('SCENARIO_DIGEST_UNSUITABLE', `Scenario keys sign with SHA-256, not ${algorithm}.`, {
          category: 'internal',
        });
      }
      return identity.sign(data);
    },
  };
}
