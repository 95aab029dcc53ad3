import type { annotationZh } from './annotation.zh.js';
import type { Texts } from './texts.js';

export const annotationEn: Texts<typeof annotationZh> = { texts: {}, log: {}, error: {} };
