import { SetMetadata, type CustomDecorator } from '@nestjs/common';

export const FORM_WITH_FILES = 'tilslutning:form-with-files';

/**
 * This route takes a form with files, whose token can be read only with its body. Where the request comes from is looked
 * at before; the route itself has to ask `FormGuard.assertOwnForm` once it has read the form, before it does anything.
 */
export function FormWithFiles(): CustomDecorator {
  return SetMetadata(FORM_WITH_FILES, true);
}
