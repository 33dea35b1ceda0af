import { Module } from '@nestjs/common';
import { DeclarationsModule } from '../declarations/index.js';
import { CaptureMessage } from './capture-message.js';
import { LetterComposer } from './letter-composer.js';
import { LetterContextReader } from './letter-context.js';
import { LetterReadModel } from './letter.read-model.js';
import { PlanLetters } from './plan-letters.js';
import { RecordBounce } from './record-bounce.js';
import { SendAgain } from './send-again.js';
import { SendLetter } from './send-letter.js';
import { StoppedAddresses } from './stopped-addresses.js';

@Module({
  imports: [DeclarationsModule],
  providers: [
    CaptureMessage,
    LetterComposer,
    LetterContextReader,
    LetterReadModel,
    PlanLetters,
    RecordBounce,
    SendAgain,
    SendLetter,
    StoppedAddresses,
  ],
  exports: [CaptureMessage, LetterReadModel, PlanLetters, RecordBounce, SendAgain, StoppedAddresses],
})
export class LettersModule {}
