export { goOnWithKept } from './conversation.js';
export { ExchangeDrawer } from './exchange-drawer.js';
export { ExchangePanel } from './exchange-panel.js';
export { keptMessages } from './kept-queue.js';
export { SignOutButton } from './sign-out-button.js';
export { useUnitExchange } from './use-unit-exchange.js';
export { keepSwept } from './sweep.js';
export { UnsentGone } from './unsent-gone.js';
