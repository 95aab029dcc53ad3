export { ackOutboxOf } from './ack-outbox.js';
export { useAcknowledgement } from './use-acknowledgement.js';
export { FrozenText } from './frozen-text.js';
export { OpinionForm } from './opinion-form.js';
export { OpinionList } from './opinion-list.js';
export { OrderDue, OrderRows } from './order-rows.js';
export { firstWaiting, useDecisionNotices, waitingFor, whichOf } from './use-notices.js';
