import { readFileSync } from 'node:fs';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { packageFile } from '../config/index.js';
import { Public } from '../http/index.js';

/** The one style sheet of all pages. */
@ApiExcludeController()
@Controller('assets')
export class StyleSheetController {
  readonly #css = readFileSync(packageFile('dist', 'platform', 'pages', 'views', 'tilslutning.css'), 'utf8');

  @Public()
  @Get('tilslutning.css')
  @Header('Content-Type', 'text/css; charset=utf-8')
  @Header('Cache-Control', 'public, max-age=3600')
  styleSheet(): string {
    return this.#css;
  }
}
