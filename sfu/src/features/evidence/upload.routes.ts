import { randomUUID } from 'node:crypto';
import type { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import express, { type Request, type Response, type Router } from 'express';
import { AppError, ERROR_CODES } from '@haigang/shared/kernel/errors';
import { UPLOADS_PATH } from '@haigang/shared/features/evidence/evidence.protocol';
import type { Logger } from '../../platform/logger.js';
import type { CallContext } from '../../platform/signaling/call-context.js';
import { surfaceOf } from './evidence.routes.js';
import type { Uploads } from './uploads.js';

export interface UploadRoutesDeps {
  readonly uploads: Uploads;
  readonly store: FileStore;
  readonly authenticate: (request: Request, surface: string) => Promise<CallContext>;
  readonly logger: Logger;
  /** Hears why an upload was refused, for the metric. */
  readonly onRefused: (reason: string) => void;
}

type TusRequest = Parameters<NonNullable<Server['options']['onIncomingRequest']>>[0];

const UPLOAD_ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u;

/**
 * [EVD2] Uploads by tus 1.0 at `/api/uploads`: the id of an upload becomes the id of its evidence. [EVD4] Session and
 * rights are looked at in every request.
 */
export function uploadRoutes({ uploads, store, authenticate, logger, onRefused }: UploadRoutesDeps): Router {
  const contextOf = (request: TusRequest): Promise<CallContext> => {
    const incoming = request.runtime?.node?.req;
    if (!incoming) throw new Error('no Node request behind the upload');
    const asked = incoming as Request;
    return authenticate(asked, surfaceOf(asked));
  };
  const tus = new Server({
    path: UPLOADS_PATH,
    datastore: store,
    relativeLocation: true,
    allowedOrigins: [],
    namingFunction: () => randomUUID(),
    getFileIdFromRequest: (_request, last) => (last !== undefined && UPLOAD_ID.test(last) ? last : undefined),
    // A finished upload is evidence; what ends here is one that was given up.
    onIncomingRequest: async (request, id) => {
      if (request.method !== 'POST') await uploads.requireOwn(id, await contextOf(request));
    },
    onUploadCreate: async (request, upload) => ({ metadata: await uploads.create(upload, await contextOf(request)) }),
    onUploadFinish: async (request, upload) => {
      const file = await uploads.finish(upload, await contextOf(request));
      return { status_code: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(file) };
    },
    onResponseError: (_request, failure) => {
      const { status_code, error } = answerOf(failure, logger);
      if (status_code < 500) onRefused(error.reason);
      return { status_code, body: JSON.stringify({ error }) };
    },
  });
  tus.on('POST_TERMINATE', (_request, _response, id) => uploads.forget(id));
  const router = express.Router();
  router.head(`${UPLOADS_PATH}/:id`, async (request: Request<{ id: string }>, response: Response, next) => {
    const asked = request as Request;
    const bytes = await uploads.finishedBytes(request.params.id, await authenticate(asked, surfaceOf(asked)));
    if (bytes === null) next();
    else {
      response.set({ 'Tus-Resumable': '1.0.0', 'Cache-Control': 'no-store' });
      response.set({ 'Upload-Offset': String(bytes), 'Upload-Length': String(bytes) });
      response.status(200).end();
    }
  });
  const handle = (request: Request, response: Response): Promise<void> => tus.handle(request, response);
  router.post(UPLOADS_PATH, handle);
  router.head(`${UPLOADS_PATH}/:id`, handle);
  router.patch(`${UPLOADS_PATH}/:id`, handle);
  router.delete(`${UPLOADS_PATH}/:id`, handle);
  return router;
}

type Failure = Error | { status_code: number; body: string };

interface Answer {
  readonly status_code: number;
  readonly error: { readonly code: string; readonly reason: string; readonly message: string };
}

/** Our refusals as everywhere; those of the protocol keep their status, which clients act on. */
function answerOf(failure: Failure, logger: Logger): Answer {
  if (failure instanceof AppError) {
    const { code, reason, message } = failure;
    return { status_code: ERROR_CODES[code].http, error: { code, reason, message } };
  }
  if ('status_code' in failure && failure.status_code < 500) {
    const { status_code } = failure;
    const gone = status_code === 404 || status_code === 410;
    const error = gone
      ? { code: 'not_found', reason: 'evidence.upload-gone', message: 'no such upload' }
      : { code: 'invalid_input', reason: 'evidence.bad-upload', message: failure.body.trim() };
    return { status_code, error };
  }
  logger.error({ err: failure }, 'an upload failed unexpectedly');
  return { status_code: 500, error: { code: 'internal', reason: 'internal', message: 'internal error' } };
}
