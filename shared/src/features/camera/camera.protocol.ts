import { z } from 'zod';
import { query, type Call } from '../../kernel/contract.js';
import { Camera } from './camera.model.js';

export const cameraCalls = {
  /** [CAM2] The cameras the caller may watch, with their state now; asking starts nothing. */
  'camera:list': query(z.object({}), z.object({ cameras: z.array(Camera) })),
} as const satisfies Record<string, Call>;
