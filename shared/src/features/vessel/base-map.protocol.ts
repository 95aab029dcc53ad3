import { z } from 'zod';
import { query, type Call } from '../../kernel/contract.js';
import { BaseMap } from './base-map.model.js';

export const baseMapCalls = {
  /** What the site put under its chart; what is wrong with it is told to administrators alone. [AIS113] */
  'vessel:base-map': query(z.object({}), BaseMap),
} as const satisfies Record<string, Call>;
