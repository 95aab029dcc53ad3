import { pino } from 'pino';

/** What a component logs through: pino's shape, injected, so that tests can listen and nobody imports a global. */
export interface Logger {
  debug(context: object, message: string): void;
  info(context: object, message: string): void;
  warn(context: object, message: string): void;
  error(context: object, message: string): void;
}

/** Secrets that must never reach a log, wherever they stand in the context. */
const REDACTED = [
  'password',
  'token',
  'cookie',
  'authorization',
  '*.password',
  '*.token',
  '*.cookie',
  '*.authorization',
  'req.headers',
];

/** Structured log on standard error; rubric of style.md §3.10 (info = one line per life-cycle transition). */
export function createLogger(level: string): Logger {
  return pino(
    { level, base: null, redact: { paths: REDACTED, censor: '[redacted]' } },
    pino.destination({ dest: 2, sync: false }),
  );
}

/** For tests and tools that do not care. */
export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
