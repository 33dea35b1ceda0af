export { MailGateway } from './mail-gateways/mail-gateway.entity.js';
export { SignedDelivery } from './mail-gateways/signed-delivery.entity.js';
export { wordsOfProblem } from './problem-words/words-of-problem.js';
export { IntegrationsModule } from './integrations.module.js';
