export { authorEnclosure, type EnclosureSpec } from './author-enclosure.js';
export { authorFormTemplate, type FormTemplateSpec } from './author-form-template.js';
export { authorReceipt, type ReceiptSpec } from './author-receipt.js';
export { describeForm, type FormDescription } from './describe-form.js';
export { buildDetachedCms, detachedCmsCapacity } from './detached-cms.js';
export { setDocumentMetadata } from './document-metadata.js';
export type { DocumentText } from './document-text.js';
export { DocumentWriter, type DocumentWriterOptions, textStyles, type TextStyle } from './document-writer.js';
export { drawableCharacters, latinFonts, latinText } from './form-fonts.js';
export { FormError, type FormErrorCode } from './form.errors.js';
export { fieldNames, type FieldName } from './form-labels.js';
export type { FormLayout, FormTemplate } from './form-layout.js';
export type { FormRecipient } from './form-recipient.js';
export {
  assembleForm,
  issueForm,
  prepareFormTemplate,
  type IssuedForm,
  type PreparedFormTemplate,
} from './issue-form.js';
export type { DocumentLanguage, LanguageForm } from './language-form.js';
export { colour, contentWidth, frames, page } from './page-style.js';
export { formatPageCode, parsePageCode, type PageCode } from './page-code.js';
export { prefixDigests, type PrefixDigest } from './binding/prefix-digests.js';
export { rsaKeyFromSeed, type LabelledBytes } from './rsa-key-from-seed.js';
export { createSealCertificate, type SealCertificateRequest } from './seal-certificate.js';
export { readSealP12, type SealP12 } from './seal-p12.js';
export { municipalitySignatureField, sealField } from './signature-fields.js';
export { createSealer, type Sealer, type SealSignatureAlgorithm } from './sealer.js';
