import { PDFDocument } from 'pdf-lib';

/** An XML signature with XAdES properties as signing services enclose them; its signature value proves nothing. */
export function enclosedXades(certificate: Uint8Array, description: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<asic:XAdESSignatures xmlns:asic="http://uri.etsi.org/2918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">
<ds:Signature Id="S0"><ds:SignatureValue>AA==</ds:SignatureValue><ds:KeyInfo><ds:X509Data>
<ds:X509Certificate>${Buffer.from(certificate).toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>
<ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#">${description}
</xades:QualifyingProperties></ds:Object></ds:Signature></asic:XAdESSignatures>`;
}

export async function withAttachment(bytes: Uint8Array, name: string, content: string): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  await pdf.attach(Buffer.from(content), name, { mimeType: 'application/xml' });
  return await pdf.save();
}
