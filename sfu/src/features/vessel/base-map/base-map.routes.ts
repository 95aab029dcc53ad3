import express, { type Request, type Response, type Router } from 'express';
import { AppError } from '@haigang/shared/kernel/errors';
import type { CallContext } from '../../../platform/signaling/call-context.js';
import { requireTraffic } from '../require-traffic.js';
import type { BaseMaps, ServedFile } from './base-maps.js';

/** [AIS113] The `.pmtiles` files of the base map, in parts by Range; `authenticate` is asked for every part. */
export function baseMapRoutes(maps: BaseMaps, authenticate: (request: Request) => Promise<CallContext>): Router {
  const router = express.Router();
  router.get('/api/basemap/files/:file', async (request: Request<{ file: string }>, response: Response) => {
    const { principal } = await authenticate(request as Request);
    requireTraffic(principal);
    const file = maps.file(request.params.file);
    if (!file) throw new AppError('not_found', 'vessel.no-such-base-map', 'no such file');
    await sendPart(response, file);
  });
  return router;
}

function sendPart(response: Response, { folder, name, etag }: ServedFile): Promise<void> {
  // A browser may keep a part but asks each time, so that who may not see it any more does not.
  const headers = { 'Content-Type': 'application/octet-stream', 'Cache-Control': 'private, no-cache', ETag: etag };
  const options = { root: folder, headers, cacheControl: false, lastModified: false, dotfiles: 'deny' as const };
  return new Promise((resolve, reject) => {
    response.sendFile(name, options, (failure?: Error) => {
      if (!failure || response.headersSent) resolve();
      else if (isBeyond(failure)) {
        response.status(416).set('Content-Range', failure.headers['Content-Range']).end();
        resolve();
      } else {
        reject(new AppError('not_found', 'vessel.no-such-base-map', 'no such file', { cause: failure }));
      }
    });
  });
}

/** What was asked for lies beyond the file's end; the answer says how long it is (RFC 9110, 15.5.17). */
function isBeyond(failure: Error): failure is Error & { headers: Record<'Content-Range', string> } {
  return 'status' in failure && failure.status === 416 && 'headers' in failure;
}
