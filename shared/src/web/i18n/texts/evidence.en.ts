import type { evidenceZh } from './evidence.zh.js';
import type { Texts } from './texts.js';

export const evidenceEn: Texts<typeof evidenceZh> = { texts: {}, log: {}, error: {} };
