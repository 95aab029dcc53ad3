import type { exchangeZh } from './exchange.zh.js';
import type { Texts } from './texts.js';

export const exchangeEn: Texts<typeof exchangeZh> = {
  texts: {},
  log: {
    message: 'Conference message',
    'message-files': 'Conference message with {{count}} files · SHA-256 {{sha256}}',
  },
  error: {
    'exchange.not-allowed': 'You may only read in this conference',
    'exchange.too-fast': 'Too many messages; wait a moment',
    'exchange.id-taken': 'This message was sent already',
  },
};
