import type { decisionZh } from './decision.zh.js';
import type { Texts } from './texts.js';

export const decisionEn: Texts<typeof decisionZh> = { texts: {}, log: {}, error: {} };
