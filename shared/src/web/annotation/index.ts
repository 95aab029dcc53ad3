export { AnnotationLayer } from './annotation-layer.js';
export { fileOpenBoard } from './compose.js';
