import { Module } from '@nestjs/common';
import { AccessibilityController } from './accessibility.controller.js';
import { PageAssetsController } from './page-assets.controller.js';

/** What every page needs: its style sheet, scripts and fonts, and the accessibility statement. */
@Module({ controllers: [PageAssetsController, AccessibilityController] })
export class PagesModule {}
