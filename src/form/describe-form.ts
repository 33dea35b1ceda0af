import { formatPageCode } from './page-code.js';
import { pageCodeRows } from './page-code-path.js';
import { codeSize, contentWidth, frames, page, quietModules } from './page-style.js';
import type { FieldPlace, FormLayout } from './form-layout.js';

/** Where what matters stands on an issued form. Boxes are points from the upper left corner of their page. */
export interface FormDescription {
  readonly reference: string;
  /** The code of each page (counted from 1), without its light margin. */
  readonly codes: readonly { readonly page: number; readonly box: FieldPlace['box'] }[];
  readonly fields: readonly FieldPlace[];
}

/** Describes the form with a reference that was issued from a template. Throws `FORM_PAGE_CODE_INVALID`. */
export function describeForm(
  layout: Pick<FormLayout, 'campaign' | 'footers' | 'fields'>,
  reference: string,
): FormDescription {
  const pages = layout.footers.length;
  const codes = layout.footers.map((_, index) => {
    const code = formatPageCode({ campaign: layout.campaign, reference, page: index + 1, pages });
    const quiet = (quietModules * codeSize) / pageCodeRows(code).length;
    const box = {
      x: page.marginSide + contentWidth - codeSize,
      y: frames.coded.footerTop + quiet,
      width: codeSize,
      height: codeSize,
    };
    return { page: index + 1, box };
  });
  return { reference, codes, fields: layout.fields };
}
