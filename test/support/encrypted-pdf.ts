import { PDF } from '@libpdf/core';
import PDFDocument from 'pdfkit';

export type Protection = 'RC4-40' | 'RC4-128' | 'AES-128' | 'AES-256-R5' | 'AES-256-R6';

export const encryptedTitle = 'Declaration (endorsed)';
export const encryptedText = 'We support the declaration.';

const versions = { 'RC4-40': '1.3', 'RC4-128': '1.4', 'AES-128': '1.7', 'AES-256-R5': '1.7ext3' } as const;

/** A page of text and a title behind a standard security handler, made by two libraries that know nothing of ours. */
export async function encryptedPdf(
  protection: Protection,
  userPassword: string,
  ownerPassword: string,
): Promise<Uint8Array> {
  if (protection === 'AES-256-R6') {
    const document = await PDF.load(await plainText());
    document.setProtection({ userPassword, ownerPassword, algorithm: 'AES-256' });
    return await document.save();
  }
  return await plainText({ userPassword, ownerPassword, pdfVersion: versions[protection] });
}

async function plainText(options: PDFKit.PDFDocumentOptions = {}): Promise<Uint8Array> {
  const document = new PDFDocument({ compress: false, info: { Title: encryptedTitle }, ...options });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise((resolve) => document.on('end', resolve));
  document.text(encryptedText);
  document.end();
  await ended;
  return Buffer.concat(parts);
}
