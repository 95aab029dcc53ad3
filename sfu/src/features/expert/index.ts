export { createExpertHandlers } from './expert.handlers.js';
export { ExpertService } from './expert.service.js';
export { experts } from './expert.store.js';
