import { Module } from '@nestjs/common';
import { DeclarationsModule } from '../declarations/index.js';
import { LettersModule } from '../letters/index.js';
import { RemindersModule } from '../reminders/index.js';
import { ExtensionCandidates } from './extension-candidates.js';
import { GrantExtension } from './grant-extension.js';
import { MoveDeadline } from './move-deadline.js';
import { PreviewExtension } from './preview-extension.js';
import { PreviewUndo } from './preview-undo.js';
import { UndoExtension } from './undo-extension.js';

@Module({
  imports: [DeclarationsModule, LettersModule, RemindersModule],
  providers: [ExtensionCandidates, GrantExtension, MoveDeadline, PreviewExtension, PreviewUndo, UndoExtension],
  exports: [GrantExtension, PreviewExtension, PreviewUndo, UndoExtension],
})
export class ExtensionsModule {}
