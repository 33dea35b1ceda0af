import { createHash } from 'node:crypto';

import { PDFDict, PDFHexString, PDFName, PDFRef, type PDFDocument } from 'pdf-lib';

import type { DocumentWriterOptions } from './document-writer.js';
import { languageTags } from './language-form.js';

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** The XMP packet of a PDF/A document (ISO 19005-2 and -3, 6.6), in agreement with its information dictionary. */
function xmpPacket(options: DocumentWriterOptions): string {
  const at = `${options.authoredAt.toISOString().slice(0, 19)}Z`;
  const language = languageTags[options.language];
  const alternative = (name: string, text: string): string =>
    `<dc:${name}><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt></dc:${name}>`;
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
${alternative('title', options.title)}${alternative('description', options.subject)}
<dc:creator><rdf:Seq><rdf:li>${escapeXml(options.owner)}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>${language}</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreateDate>${at}</xmp:CreateDate><xmp:ModifyDate>${at}</xmp:ModifyDate>
<xmp:CreatorTool>Tilslutning</xmp:CreatorTool>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>Tilslutning</pdf:Producer></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"><pdfaid:part>${options.archivalPart ?? 2}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>`;
}

/**
 * Mends a document written by pdfkit: an XMP packet (pdfkit's own does not escape what it is given), a parent tree as
 * the standard has it, and an /ID made from the document's bytes.
 */
export function setDocumentMetadata(pdf: PDFDocument, written: Uint8Array, options: DocumentWriterOptions): void {
  const packet = pdf.context.stream(Buffer.from(xmpPacket(options), 'utf8'), { Type: 'Metadata', Subtype: 'XML' });
  const reference = pdf.catalog.get(PDFName.of('Metadata'));
  pdf.catalog.set(PDFName.of('Metadata'), pdf.context.register(packet));
  if (reference instanceof PDFRef) pdf.context.delete(reference);
  // pdfkit gives the root of the parent tree limits, which only the nodes below a root have (ISO 32000-1, table 37).
  const structure = pdf.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
  structure.lookup(PDFName.of('ParentTree'), PDFDict).delete(PDFName.of('Limits'));
  const id = PDFHexString.of(createHash('sha256').update(written).digest('hex').slice(0, 32));
  pdf.context.trailerInfo.ID = pdf.context.obj([id, id]);
}
