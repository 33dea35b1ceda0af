import { Controller, Get, Header, Headers, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { z } from 'zod';
import { Public } from '../http/index.js';
import { accessibilityTexts } from './accessibility-texts.js';
import { languageOf, PAGE_LANGUAGES } from './page-language.js';
import { PageRenderer } from './page-renderer.js';

const querySchema = z.object({ language: z.enum(PAGE_LANGUAGES).optional() });

/** The accessibility statement that the foot of every page leads to. */
@ApiExcludeController()
@Controller('accessibility')
export class AccessibilityController {
  readonly #pages = new PageRenderer('platform/pages');

  @Public()
  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  statement(
    @Query({ schema: querySchema }) { language }: z.output<typeof querySchema>,
    @Headers('accept-language') acceptLanguage?: string,
  ): string {
    const shown = language ?? languageOf(acceptLanguage);
    const text = accessibilityTexts[shown];
    return this.#pages.render('accessibility', {
      title: text.heading,
      language: shown,
      languages: PAGE_LANGUAGES.map((other) => ({ language: other, href: `/accessibility?language=${other}` })),
      ...text,
    });
  }
}
