import type { Bilingual } from './bilingual.js';

/** Every kind of failure that may cross the wire. `retry` tells a client whether trying again can help. */
export const ERROR_CODES = {
  invalid_input: { http: 400, retry: false },
  unauthenticated: { http: 401, retry: false },
  forbidden: { http: 403, retry: false },
  not_found: { http: 404, retry: false },
  conflict: { http: 409, retry: false },
  over_capacity: { http: 429, retry: true },
  unavailable: { http: 503, retry: true },
  timeout: { http: 504, retry: true },
  internal: { http: 500, retry: false },
} as const satisfies Record<string, { http: number; retry: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * An expected failure: a code for machines, a stable dotted reason for translation and tests, a message for logs.
 * Thrown anywhere, caught only at the two edges (socket and HTTP).
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  /** Stable reason within the code, for example `incident.stale`; the key of its translation. */
  readonly reason: string;
  /** Names the reason's text speaks of, by their place in it; only such as the caller may read. */
  readonly names: Readonly<Record<string, Bilingual>> | undefined;

  constructor(
    code: ErrorCode,
    reason: string,
    message: string,
    options: { cause?: unknown; names?: Readonly<Record<string, Bilingual>> | undefined } = {},
  ) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.reason = reason;
    this.names = options.names;
  }

  /** Whether sending the same request again can help. */
  get retry(): boolean {
    return ERROR_CODES[this.code].retry;
  }
}

/** Marks a branch that types say cannot be reached; reaching it is a bug, not an input error. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}
