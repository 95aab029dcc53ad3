import type { NextFunction, Request, Response } from 'express';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Clock } from '@haigang/shared/kernel/time';
import { TokenBucket, type CallRate } from '../signaling/token-bucket.js';

/** Rested addresses are forgotten when so many are known. */
const FORGET_FROM = 1000;
const UNCOUNTED = /^\/api\/(?:cameras\/[^/?]+\/hls|basemap\/files)\//u;

/**
 * [EDGE12] Lets each address ask so often and refuses the rest with `over_capacity http.too-many-requests`, before anything
 * of the request is read. `rate` is asked at every request, so that a changed setting holds at once.
 *
 * Playing a camera is not counted: four tiles of a wall ask twice a second each, by a session that is checked for every
 * segment, and a hall full of screens behind one address must not keep anybody from signing in. Nor is reading the base map,
 * dozens of parts for each look at another place, each by a session too.
 */
export function limitRequests(rate: () => CallRate, clock: Clock) {
  const buckets = new Map<string, TokenBucket>();
  return (request: Request, response: Response, next: NextFunction): void => {
    if (UNCOUNTED.test(request.originalUrl)) {
      next();
      return;
    }
    const address = request.ip ?? '';
    let bucket = buckets.get(address);
    if (!bucket) {
      if (buckets.size >= FORGET_FROM) {
        for (const [known, one] of buckets) if (one.isFull) buckets.delete(known);
      }
      bucket = new TokenBucket(rate, clock);
      buckets.set(address, bucket);
    }
    if (bucket.take()) {
      next();
      return;
    }
    response.setHeader('Retry-After', '1');
    next(new AppError('over_capacity', 'http.too-many-requests', 'too many requests in a short time'));
  };
}
