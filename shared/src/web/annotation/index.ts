export { AnnotationLayer } from './annotation-layer.js';
export { fileOpenBoard } from './compose.js';
export { WallBoard } from './wall-board.js';
export { FollowedBoard } from './followed-board.js';
