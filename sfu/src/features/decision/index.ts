export { createDecisionHandlers } from './decision.handlers.js';
export { DecisionService } from './decision.service.js';
export { decisions } from './decision.store.js';
export { OrderService } from './order.service.js';
