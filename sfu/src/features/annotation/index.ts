export { createAnnotationHandlers } from './annotation.handlers.js';
export { AnnotationService } from './annotation.service.js';
export { boards, isOpenStill, strokeEntity } from './annotation.stores.js';
export { StrokeRelay } from './stroke-relay.js';
