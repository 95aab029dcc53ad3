export { ExchangeDrawer } from './exchange-drawer.js';
export { ExchangePanel } from './exchange-panel.js';
export { keptMessages } from './kept-queue.js';
export { keepSwept } from './sweep.js';
