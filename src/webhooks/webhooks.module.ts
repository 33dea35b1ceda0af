import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/index.js';
import { ReportingModule } from '../reporting/index.js';
import { DeliverWebhook } from './deliver-webhook.js';
import { ManageEndpoints } from './manage-endpoints.js';
import { PurgeWebhookLog } from './purge-webhook-log.js';
import { ReplayDeliveries } from './replay-deliveries.js';
import { TellWebhooks } from './tell-webhooks.js';
import { WatchThreshold } from './watch-threshold.js';
import { WebhookReadModel } from './webhook.read-model.js';
import { WebhooksController } from './webhooks.controller.js';
import { WriteWebhookEvents } from './write-webhook-events.js';

@Module({
  imports: [CampaignsModule, ReportingModule],
  controllers: [WebhooksController],
  providers: [
    DeliverWebhook,
    ManageEndpoints,
    PurgeWebhookLog,
    ReplayDeliveries,
    TellWebhooks,
    WatchThreshold,
    WebhookReadModel,
    WriteWebhookEvents,
  ],
})
export class WebhooksModule {}
