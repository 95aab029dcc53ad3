export { AnnotationLayer } from './annotation-layer.js';
