export { PortalModule } from './portal.module.js';
export { PortalSession } from './portal-session.entity.js';
