import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { DeclarationsModule } from '../declarations/index.js';
import { CaptureMessage } from './capture-message.js';
import { DeliveryCountsReadModel } from './delivery-counts.read-model.js';
import { LetterComposer } from './letter-composer.js';
import { LetterContextReader } from './letter-context.js';
import { LetterEnclosures } from './letter-enclosures.js';
import { LetterHistory } from './letter-history.js';
import { LetterReadModel } from './letter.read-model.js';
import { PlanLetters } from './plan-letters.js';
import { PreviewLetter } from './preview-letter.js';
import { ReadLetter } from './read-letter.js';
import { RecordBounce } from './record-bounce.js';
import { SendAgain } from './send-again.js';
import { SendLetter } from './send-letter.js';
import { SettleHeldLetters } from './settle-held-letters.js';
import { StoppedAddresses } from './stopped-addresses.js';

@Module({
  imports: [CampaignsModule, DeclarationsModule],
  providers: [
    CaptureMessage,
    DeliveryCountsReadModel,
    LetterComposer,
    LetterContextReader,
    LetterEnclosures,
    LetterHistory,
    LetterReadModel,
    PlanLetters,
    PreviewLetter,
    ReadLetter,
    RecordBounce,
    SendAgain,
    SendLetter,
    SettleHeldLetters,
    StoppedAddresses,
  ],
  exports: [
    CaptureMessage,
    DeliveryCountsReadModel,
    LetterHistory,
    LetterReadModel,
    PlanLetters,
    PreviewLetter,
    ReadLetter,
    RecordBounce,
    SendAgain,
    SettleHeldLetters,
    StoppedAddresses,
  ],
})
export class LettersModule {}
