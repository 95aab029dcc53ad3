import express, { type Request, type Response, type Router } from 'express';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Clock } from '@haigang/shared/kernel/time';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { CameraService } from './camera.service.js';
import { WatchLog } from './watch-log.js';

export interface CameraRoutesDeps {
  readonly service: CameraService;
  /** Who asks, staff or a paired wall; throws `unauthenticated`. Called for every request, segments included. */
  readonly authenticate: (request: Request) => Promise<CallContext>;
  /** Writes down that somebody watches a camera: once per session and camera in ten minutes. */
  readonly audit: (context: CallContext, cameraId: string) => Promise<void>;
  readonly clock: Clock;
  /** Asked at each viewing; the default is the setting's. */
  readonly watchLogMs?: () => number;
}

const SEGMENT_TYPES = { mp4: 'video/mp4', m4s: 'video/iso.segment' } as const;

/** `GET /api/cameras` and the HLS files of each. [CAM6] No answer may be kept by a cache. */
export function cameraRoutes({ service, authenticate, audit, clock, watchLogMs }: CameraRoutesDeps): Router {
  const router = express.Router();
  const watchLog = new WatchLog(clock, watchLogMs);
  const watched = (context: CallContext, cameraId: string): Promise<void> =>
    watchLog.once(context.sessionId, cameraId, () => audit(context, cameraId));
  router.use('/api/cameras', (_request, response, next) => {
    response.setHeader('Cache-Control', 'no-store');
    next();
  });
  router.get('/api/cameras', async (request: Request, response: Response) => {
    const { principal } = await authenticate(request);
    response.json(service.list(principal));
  });
  router.get('/api/cameras/:id/hls/index.m3u8', async (request: Request<{ id: string }>, response: Response) => {
    const context = await authenticate(request as Request);
    const playlist = await service.playlist(context.principal, request.params.id);
    await watched(context, request.params.id);
    response.type('application/vnd.apple.mpegurl').send(playlist);
  });
  router.get(
    '/api/cameras/:id/hls/:file',
    async (request: Request<{ id: string; file: string }>, response: Response) => {
      const context = await authenticate(request as Request);
      const { id, file } = request.params;
      const segment = service.segment(context.principal, id, file);
      await watched(context, id);
      await sendSegment(response, segment);
    },
  );
  return router;
}

function sendSegment(response: Response, { root, name }: { root: string; name: string }): Promise<void> {
  const headers = { 'Content-Type': name.endsWith('.mp4') ? SEGMENT_TYPES.mp4 : SEGMENT_TYPES.m4s };
  const options = { root, headers, cacheControl: false, etag: false, lastModified: false };
  return new Promise((resolve, reject) => {
    response.sendFile(name, options, (failure?: Error) => {
      // A viewer who leaves in the middle is no failure; a segment that fell out of the list is simply not there.
      if (!failure || response.headersSent) resolve();
      else reject(new AppError('not_found', 'camera.no-such-file', 'no such file', { cause: failure }));
    });
  });
}
