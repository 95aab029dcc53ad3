import express, { type Request, type Response, type Router } from 'express';
import type { Kysely } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import { SURFACE_HEADER } from '@haigang/shared/features/evidence/evidence.protocol';
import type { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { Database } from '../../platform/storage/schema.js';
import { basename, dirname } from 'node:path';
import type { WatchLog } from '../camera/index.js';
import { readableFile, type ShownOnWalls, wallPicture } from './evidence.access.js';
import type { FileVault } from './file-vault.js';
import type { PreviewMaker } from './preview-maker.js';

export interface EvidenceRoutesDeps {
  readonly reader: Kysely<Database>;
  readonly vault: FileVault;
  /** Who asks, from the page he names; throws `unauthenticated`. */
  readonly authenticate: (request: Request, surface: string) => Promise<CallContext>;
  readonly readLog: WatchLog;
  readonly previews: Pick<PreviewMaker, 'settled'>;
  readonly shownOnWalls: ShownOnWalls;
  /** Writes down who saw what; a file is not shown when that fails. */
  readonly auditRead: (context: CallContext, file: EvidenceFile, action: 'viewed' | 'downloaded') => Promise<void>;
}

/** How long a request for a preview waits for one that is being made, ms. */
const PREVIEW_PATIENCE_MS = 5000;

/** The page a request comes from, as it says itself: it only chooses which of the browser's cookies counts. */
export function surfaceOf(request: Request): string {
  const named = request.get(SURFACE_HEADER) ?? request.query['surface'];
  return named === 'expert' || named === 'kiosk' || named === 'wall' ? named : 'desk';
}

/** [EVD4] [EVD5] `GET /api/evidence/:id` gives the original to be saved, `/preview` the JPEG to be looked at. */
export function evidenceRoutes(deps: EvidenceRoutesDeps): Router {
  const router = express.Router();
  const open = async (request: Request<{ id: string }>, action: 'viewed' | 'downloaded'): Promise<EvidenceFile> => {
    const asked = request as Request;
    const context = await deps.authenticate(asked, surfaceOf(asked));
    const { reader, shownOnWalls } = deps;
    const onWall = action === 'viewed' && hasRole(context.principal, 'display');
    const file = onWall
      ? await wallPicture(reader, request.params.id, context.principal, shownOnWalls)
      : await readableFile(reader, request.params.id, context.principal);
    await deps.readLog.once(context.sessionId, `${file.id} ${action}`, () => deps.auditRead(context, file, action));
    return file;
  };
  router.use('/api/evidence', (_request, response, next) => {
    response.setHeader('Cache-Control', 'private, no-store');
    // Whatever the bytes are: no script, no form, no request comes out of them.
    response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
    next();
  });
  router.get('/api/evidence/:id', async (request: Request<{ id: string }>, response: Response) => {
    const file = await open(request, 'downloaded');
    response.attachment(file.name || file.sha256.slice(0, 12));
    await send(response, deps.vault.pathOf(file.sha256), file.type);
  });
  router.get('/api/evidence/:id/preview', async (request: Request<{ id: string }>, response: Response) => {
    let file = await open(request, 'viewed');
    if (file.previewDue) {
      // A picture that was just frozen is looked at before its preview can be there.
      await deps.previews.settled(file.id, PREVIEW_PATIENCE_MS);
      file = await open(request, 'viewed');
    }
    if (file.previewSha256 === null) throw new AppError('not_found', 'evidence.no-preview', 'there is no preview');
    response.setHeader('Content-Disposition', 'inline');
    await send(response, deps.vault.pathOf(file.previewSha256), 'image/jpeg');
  });
  return router;
}

function send(response: Response, path: string, type: string): Promise<void> {
  const options = {
    root: dirname(path),
    headers: { 'Content-Type': type === 'text/plain' ? 'text/plain; charset=utf-8' : type },
    ...{ cacheControl: false, etag: false, lastModified: false },
  };
  return new Promise((resolve, reject) => {
    response.sendFile(basename(path), options, (failure?: Error) => {
      // Who goes away in the middle is no failure of ours.
      if (!failure || response.headersSent) resolve();
      else reject(new AppError('unavailable', 'evidence.bytes-missing', 'the bytes are missing', { cause: failure }));
    });
  });
}
