import type { NextFunction, Request, Response } from 'express';
import { AppError, ERROR_CODES } from '@haigang/shared/kernel/errors';
import type { Logger } from '../logger.js';

function asAppError(failure: unknown): AppError | undefined {
  if (failure instanceof AppError) return failure;
  if (typeof failure !== 'object' || failure === null || !('status' in failure)) return undefined;
  // Errors of express and its body parser carry a status below 500 for a peer's mistake.
  const { status } = failure;
  if (status === 413) return new AppError('invalid_input', 'http.too-large', 'the request is too large');
  return typeof status === 'number' && status < 500
    ? new AppError('invalid_input', 'http.bad-request', 'the request is malformed')
    : undefined;
}

/**
 * The HTTP edge of failures: `{error:{code,reason,message}}`; what was not expected is logged and says nothing. What was
 * refused is told to `onRefused`.
 */
export function errorHandler(logger: Logger, onRefused: (reason: string) => void = () => undefined) {
  return (failure: unknown, request: Request, response: Response, next: NextFunction): void => {
    if (response.headersSent) {
      next(failure);
      return;
    }
    const known = asAppError(failure);
    if (!known) {
      logger.error(
        { method: request.method, path: withoutToken(request.path), err: failure },
        'request failed unexpectedly',
      );
    }
    if (known) onRefused(known.reason);
    const error = known ?? new AppError('internal', 'internal', 'internal error');
    response
      .status(ERROR_CODES[error.code].http)
      .json({ error: { code: error.code, reason: error.reason, message: error.message } });
  };
}

/** The path of an expert link holds its secret. */
function withoutToken(path: string): string {
  return path.replace(/^\/join\/.*/u, '/join/…');
}
