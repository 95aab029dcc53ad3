export { createDispatchHandlers } from './dispatch.handlers.js';
export { DispatchService } from './dispatch.service.js';
export { dispatches } from './dispatch.store.js';
