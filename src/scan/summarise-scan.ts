import type { FoundForm, ReadCode, ScanFinding, ScannedPage, ScanReason } from './scan-report.js';

/** Which pages of which forms were found, in the order in which the forms first occur. */
export function foundForms(codes: readonly ReadCode[]): FoundForm[] {
  const byForm = new Map<string, ReadCode[]>();
  for (const code of codes) {
    const key = `${code.campaign}/${code.reference}`;
    byForm.set(key, [...(byForm.get(key) ?? []), code]);
  }
  return [...byForm.values()].map((found) => {
    const [first] = found as [ReadCode, ...ReadCode[]];
    const pages = Math.max(...found.map((code) => code.pages));
    const numbers = found.map((code) => code.page);
    const present = [...new Set(numbers)].sort((one, other) => one - other);
    return {
      campaign: first.campaign,
      reference: first.reference,
      pages,
      present,
      missing: Array.from({ length: pages }, (_, index) => index + 1).filter((page) => !present.includes(page)),
      duplicate: present.filter((page) => numbers.indexOf(page) !== numbers.lastIndexOf(page)),
      inOrder: numbers.every((page, index) => index === 0 || page >= (numbers[index - 1] ?? 0)),
    };
  });
}

/** How surely a page is the one that its code names, unchanged outside its fields. */
export function pageConfidence(page: Pick<ScannedPage, 'code' | 'comparison'>): number {
  if (page.code === null) return 0;
  if (page.comparison === null) return 0.3;
  const { alignment, differences } = page.comparison;
  const ours = differences.filter((difference) => difference.besideField === null).length;
  const sharp = Math.max(0, 1 - alignment.deviation);
  return Number((alignment.found * alignment.seen * sharp * (ours === 0 ? 1 : 0.5)).toFixed(3));
}

/** Why a person has to look, the plainest first. A scan always waits for one. */
export function scanReasons(
  pages: readonly ScannedPage[],
  forms: readonly FoundForm[],
  limited: boolean,
): ScanReason[] {
  const comparisons = pages.flatMap((page) => (page.comparison === null ? [] : [page.comparison]));
  const byText = pages.flatMap(({ text }) => (text.identified === null ? [] : [text.identified]));
  const references = new Set([...forms.map((form) => form.reference), ...byText]);
  const signatures = comparisons.flatMap(({ fields }) => fields.filter((field) => field.kind === 'PEN_SIGNATURE'));
  const holds: readonly (readonly [ScanReason, boolean])[] = [
    ['SCAN', true],
    ['NO_CODE_READ', pages.every((page) => page.code === null && page.otherCodes.length === 0)],
    ['SEVERAL_REFERENCES', forms.length > 1 || references.size > 1],
    ['PAGES_MISSING', forms.some((form) => form.missing.length > 0)],
    ['PAGES_DUPLICATE', forms.some((form) => form.duplicate.length > 0)],
    ['PAGES_SHUFFLED', forms.some((form) => !form.inOrder)],
    [
      'FOREIGN_PAGES',
      forms.length > 0 && pages.some((page) => page.notCompared === 'NO_CODE' && page.text.identified === null),
    ],
    [
      'FORM_NOT_GIVEN',
      pages.some((page) => page.notCompared === 'FORM_NOT_GIVEN' || page.notCompared === 'PAGE_NOT_OF_FORM'),
    ],
    ['NOT_ALIGNED', pages.some((page) => page.notCompared === 'NOT_ALIGNED' || page.notCompared === 'SEVERAL_CODES')],
    ['DIFFERENCES', comparisons.some(({ differences }) => differences.length > 0)],
    ['NOT_WHOLLY_SEEN', comparisons.some(({ alignment }) => alignment.seen < 0.97)],
    ['NO_PEN_SIGNATURE', signatures.length > 0 && !signatures.some((field) => field.state === 'INK')],
    ['PAGES_UNREADABLE', pages.some((page) => page.notCompared === 'UNREADABLE')],
    ['LIMIT_REACHED', limited],
  ];
  return holds.filter(([, holdsHere]) => holdsHere).map(([reason]) => reason);
}

/** What an operator reads: one sentence for each question that a scan answers. */
export function scanFindings(pages: readonly ScannedPage[], forms: readonly FoundForm[]): ScanFinding[] {
  return [
    codeFinding(pages, forms),
    ...forms.map(completeFinding),
    ...pages.flatMap(textFinding),
    ...pages.flatMap(pageFindings),
  ];
}

function codeFinding(pages: readonly ScannedPage[], forms: readonly FoundForm[]): ScanFinding {
  const read = pages.filter((page) => page.code !== null || page.otherCodes.length > 0).length;
  const evidence = `${read} of ${pages.length} pages bear a code that could be read`;
  if (read === 0) {
    const sentence = 'No page code could be read: whose form it is has to be seen by a person.';
    return { check: 'PAGE_CODES', result: 'INDETERMINATE', evidence, sentence };
  }
  const names = forms.map((form) => form.reference).join(' and ');
  if (forms.length > 1) {
    const sentence = `The file holds pages of ${forms.length} forms: ${names}.`;
    return { check: 'PAGE_CODES', result: 'INDETERMINATE', evidence, sentence };
  }
  const whole = read === pages.length;
  return {
    check: 'PAGE_CODES',
    result: whole ? 'PASSED' : 'INDETERMINATE',
    evidence,
    sentence: whole ? `Every page bears the code of ${names}.` : `Some pages bear the code of ${names}, others none.`,
  };
}

function completeFinding(form: FoundForm): ScanFinding {
  const faults = [
    form.missing.length === 0 ? '' : `page ${form.missing.join(', ')} is missing`,
    form.duplicate.length === 0 ? '' : `page ${form.duplicate.join(', ')} is there more than once`,
    form.inOrder ? '' : 'the pages are not in their order',
  ].filter((fault) => fault !== '');
  return {
    check: 'PAGES_COMPLETE',
    result: faults.length === 0 ? 'PASSED' : form.missing.length > 0 ? 'FAILED' : 'INDETERMINATE',
    evidence: `${form.reference}: pages ${form.present.join(', ')} of ${form.pages}`,
    sentence:
      faults.length === 0
        ? `All ${form.pages} pages are there, in order.`
        : `Of ${form.reference} ${faults.join('; ')}.`,
  };
}

/** A page whose code could not be read, by its print. */
function textFinding({ number, text }: ScannedPage): ScanFinding[] {
  if (text.state !== 'READ') return [];
  const read = text.candidates.map(
    (candidate) => `"${candidate.read}" for ${candidate.reference} (${candidate.likeness})`,
  );
  const names = text.candidates.map((candidate) => candidate.reference).join(' or ');
  const sentence =
    text.identified !== null
      ? `Page ${number} has no code that could be read; its text is that of ${text.identified}.`
      : names !== ''
        ? `Page ${number} has no code that could be read; its text may be that of ${names}: look which.`
        : `Page ${number} has no code that could be read, and its text names no declaration.`;
  const evidence = `page ${number}: ${read.length === 0 ? 'nothing alike was read' : `read ${read.join(', ')}`}`;
  return [{ check: 'PAGE_TEXT', result: 'INDETERMINATE', evidence, sentence }];
}

function pageFindings(page: ScannedPage): ScanFinding[] {
  if (page.comparison === null) return [];
  const { alignment, differences, fields, more } = page.comparison;
  const outside = differences.filter((difference) => difference.besideField === null);
  const evidence =
    `page ${page.number}: ${Math.round(100 * alignment.found)} % found again, off by ${alignment.deviation} pt, ` +
    `${alignment.dotsPerInch} dpi, turned ${alignment.turn}°`;
  const findings: ScanFinding[] = [
    {
      check: 'SAME_AS_ISSUED',
      result: outside.length === 0 ? 'PASSED' : 'INDETERMINATE',
      evidence: `${evidence}; ${outside.length}${more ? ' or more' : ''} differences outside the fields`,
      sentence:
        outside.length === 0
          ? `Page ${page.number} shows outside its fields what was issued, as far as this scan can tell.`
          : `Page ${page.number} differs from what was issued in ${outside.length} places: look at the marked picture.`,
    },
  ];
  const signature = fields.find((field) => field.kind === 'PEN_SIGNATURE');
  if (signature !== undefined) {
    const written = signature.state === 'INK';
    findings.push({
      check: 'PEN_SIGNATURE',
      result: signature.state === 'EMPTY' ? 'FAILED' : 'INDETERMINATE',
      evidence: `page ${page.number}: ${signature.ink} mm² of ink in "${signature.name}"`,
      sentence: written
        ? 'There is ink where the signature belongs; whose it is a machine cannot tell.'
        : signature.state === 'EMPTY'
          ? 'There is no ink where the signature belongs.'
          : 'Whether there is a signature cannot be told from this scan.',
    });
  }
  return findings;
}
