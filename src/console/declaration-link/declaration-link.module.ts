import { Module } from '@nestjs/common';
import { PortalLinksModule } from '../../portal-links/index.js';
import { DeclarationLinkController } from './declaration-link.controller.js';

@Module({ imports: [PortalLinksModule], controllers: [DeclarationLinkController] })
export class DeclarationLinkModule {}
