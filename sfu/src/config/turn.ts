import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** coturn takes any text; below this length it can be guessed. */
const LEAST_SECRET = 16;

/**
 * The site's TURN servers: addresses for browsers and the secret shared with them, itself or as a file that the service
 * manager provides. Read once, at the start.
 */
export const TurnConfig = z
  .strictObject({
    urls: z
      .array(
        z
          .string()
          .regex(/^turns?:[^\s?]+(\?transport=(udp|tcp))?$/u, 'turn:host:port or turns:host:port?transport=tcp'),
      )
      .min(1)
      .max(8),
    secret: z.string().optional(),
    secretFile: z.string().optional(),
    ttlMinutes: z.coerce.number().int().min(5).max(1440).default(60),
  })
  .transform(({ urls, secret, secretFile, ttlMinutes }, context) => {
    const problem = (message: string): never => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    if ((secret === undefined) === (secretFile === undefined)) return problem('give either secret or secretFile');
    const text = secret ?? readSecret(secretFile ?? '');
    if (text === null) return problem(`secretFile ${secretFile ?? ''} cannot be read`);
    if (text.length < LEAST_SECRET) return problem(`the secret needs ${LEAST_SECRET} characters`);
    return { urls, secret: text, ttlMinutes };
  });

function readSecret(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
