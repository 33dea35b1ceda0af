import { styleText } from 'node:util';
import type { BindingFinding } from '../form/binding/index.js';
import type { Finding, SignatureReport } from '../pades/index.js';
import { CHECK_ADVICE } from './check-advice.js';
import type { FileReport } from './file-report.js';

type Colour = 'green' | 'yellow' | 'red' | 'dim' | 'bold';
type Paint = (colour: Colour, text: string) => string;

const SIGNS = {
  PASSED: ['green', '✓'],
  FAILED: ['red', '✗'],
  INDETERMINATE: ['yellow', '?'],
  INFO: ['dim', '·'],
} as const satisfies Record<Finding['result'], readonly [Colour, string]>;

/** For a person: the verdict, each signature, one line a finding with why, and what to do about those that are open. */
export function reportAsText(report: FileReport, colours: boolean): string {
  const paint: Paint = (colour, text) => (colours ? styleText(colour, text) : text);
  const lines = [
    `${paint('bold', printable(report.file))}  ${verdict(report, paint)}`,
    paint('dim', `  ${facts(report)}`),
    ...report.signatures.flatMap((signature, index) => signatureLines(signature, index, paint)),
    ...(report.binding === null
      ? []
      : [
          `  Binding to the issued form: tier ${report.binding.tier}`,
          ...report.binding.findings.flatMap((finding) => bindingLines(finding, paint)),
        ]),
  ];
  if (report.findings.length > 0) {
    lines.push('  The file', ...report.findings.flatMap((finding) => findingLines(finding, paint)));
  }
  return `${lines.join('\n')}\n`;
}

function verdict({ summary }: FileReport, paint: Paint): string {
  const { indication, subIndication, accept } = summary;
  const text = indication ?? (summary.readable ? 'NOT SIGNED' : 'NOT READABLE');
  const colour = indication === 'TOTAL_PASSED' ? 'green' : indication === 'INDETERMINATE' ? 'yellow' : 'red';
  const detail = subIndication === null ? '' : ` (${subIndication})`;
  return `${paint(colour, `${text}${detail}`)} – ${accept ? 'can be accepted' : 'cannot be accepted as it is'}`;
}

function facts({ bytes, sha256, document, summary }: FileReport): string {
  const parts = [
    `${bytes} bytes`,
    ...(document.pages === null ? [] : [counted(document.pages, 'page')]),
    ...(document.revisions === 0 ? [] : [counted(document.revisions, 'version')]),
    counted(summary.signatures, 'signature'),
    `SHA-256 ${sha256}`,
  ];
  return parts.join(', ');
}

function signatureLines(signature: SignatureReport, index: number, paint: Paint): string[] {
  const { field, type, level, signer, indication, subIndication, bestSignatureTime } = signature;
  const colour = indication === 'TOTAL_PASSED' ? 'green' : indication === 'INDETERMINATE' ? 'yellow' : 'red';
  const name = signer?.commonName ?? signer?.organization ?? 'signer not known';
  const organization = signer?.organization === name ? null : (signer?.organization ?? null);
  const identifier = signer?.organizationIdentifier ?? null;
  const who = [name, organization, identifier].filter((part) => part !== null).map(printable);
  return [
    `  Signature ${index + 1}${field === null ? '' : ` in ${printable(field)}`} (${[type, level].filter(Boolean).join(', ')}): ${paint(colour, subIndication === null ? indication : `${indication}, ${subIndication}`)}`,
    `    ${who.join(', ')}; claimed time ${signature.signingTime ?? 'not given'}, judged at ${bestSignatureTime}`,
    `    covers ${signature.coverage}, later changes ${signature.changesAfter}, certificate path ${signature.chain}`,
    ...signature.findings.flatMap((finding) => findingLines(finding, paint)),
  ];
}

function findingLines({ check, result, evidence, sentence }: Finding, paint: Paint): string[] {
  const [colour, sign] = SIGNS[result];
  const line = `    ${paint(colour, sign)} ${sentence} ${paint('dim', `[${check}: ${printable(evidence)}]`)}`;
  return result === 'PASSED' || result === 'INFO' ? [line] : [line, `      → ${CHECK_ADVICE[check]}`];
}

function bindingLines({ check, result, page, box, evidence, sentence }: BindingFinding, paint: Paint): string[] {
  const [colour, sign] = SIGNS[result];
  const where = page === undefined ? '' : `Page ${page}${box === undefined ? '' : `, ${box.x} ${box.y}`}: `;
  return [`    ${paint(colour, sign)} ${where}${sentence} ${paint('dim', `[${check}: ${printable(evidence)}]`)}`];
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** A file must not steer the reader's terminal. */
function printable(text: string): string {
  return text.replaceAll(/\p{C}/gu, '�');
}
