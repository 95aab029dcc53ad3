export { ExchangeDrawer } from './exchange-drawer.js';
export { ExchangePanel } from './exchange-panel.js';
