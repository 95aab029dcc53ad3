export { createExchangeHandlers } from './exchange.handlers.js';
export { ExchangeService } from './exchange.service.js';
export { exchangeMarks, exchangeMessages } from './exchange.stores.js';
