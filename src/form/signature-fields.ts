/** The name of the municipality's own signature field; the text fields bear the names of `fieldNames`. */
export const municipalitySignatureField = 'signature';
export const sealField = 'seal';
/** The frame for a pen; it is no field of the PDF. */
export const penSignaturePlace = 'penSignature';
