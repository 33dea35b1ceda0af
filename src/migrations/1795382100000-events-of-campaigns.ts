import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which a campaign's list of events finds those whose subject does not tell the campaign: messages, documents, letters. */
export class EventsOfCampaigns1795382100000 implements MigrationInterface {
  readonly name = 'EventsOfCampaigns1795382100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "audit_event_by_campaign_id" ON "audit_event" ((data ->> 'campaignId'), "at", "id")
       WHERE data ? 'campaignId' AND subject !~ '^(declaration|campaign):'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX "audit_event_by_campaign_id"');
  }
}
