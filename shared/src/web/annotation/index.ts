export { AnnotationLayer } from './annotation-layer.js';
export { fileOpenBoard } from './compose.js';
export { FollowedBoard } from './followed-board.js';
