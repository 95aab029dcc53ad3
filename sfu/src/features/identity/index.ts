export { accounts } from './account.store.js';
export { displays, presentDisplay } from './display.store.js';
export { createIdentityHandlers } from './identity.handlers.js';
export { IdentityService, requireRole, type NewAccount } from './identity.service.js';
export { SetupCode } from './setup-code.js';
export { PresenceBoard } from './presence.js';
export { accountPrincipal, resolvePrincipal, systemPrincipal, type FindGuest } from './principals.js';
export { hashSecret, newSecret, Sessions, type Session } from './sessions.js';
export { identityRoutes } from './identity.routes.js';
