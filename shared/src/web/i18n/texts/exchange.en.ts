import type { exchangeZh } from './exchange.zh.js';
import type { Texts } from './texts.js';

export const exchangeEn: Texts<typeof exchangeZh> = { texts: {}, log: {}, error: {} };
