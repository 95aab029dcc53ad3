import { rm } from 'node:fs/promises';
import express, { type Request, type Response, type Router } from 'express';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import { toInstant } from '@haigang/shared/kernel/time';
import type { EvidenceFile, EvidenceSubject } from '@haigang/shared/features/evidence/evidence.model';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { Database } from '../../platform/storage/schema.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import type { CameraService } from '../camera/index.js';
import { requireTarget } from './evidence.access.js';
import type { EvidenceService } from './evidence.service.js';
import type { FileVault } from './file-vault.js';

/** Which incident or conference the picture is for. */
export const SnapshotRequest = z
  .object({ incidentId: z.uuid().optional(), conferenceId: z.uuid().optional() })
  .refine(({ incidentId, conferenceId }) => incidentId !== undefined || conferenceId !== undefined);

export interface CameraSnapshotDeps {
  readonly cameras: CameraService;
  readonly vault: FileVault;
  readonly service: EvidenceService;
  readonly reader: Kysely<Database>;
  readonly unitOfWork: UnitOfWork;
  readonly authenticate: (request: Request) => Promise<CallContext>;
}

/** [EVD11] `POST /api/cameras/:id/snapshot`: what a camera shows becomes evidence of an incident. */
export function cameraSnapshotRoutes(deps: CameraSnapshotDeps): Router {
  const router = express.Router();
  router.post('/api/cameras/:id/snapshot', async (request: Request<{ id: string }>, response: Response) => {
    const asked = request as Request;
    const context = await deps.authenticate(asked);
    const target = SnapshotRequest.safeParse(request.body ?? {});
    if (!target.success) {
      throw new AppError('invalid_input', 'evidence.incident-needed', 'say for which incident the picture is');
    }
    const key = z.uuid().safeParse(request.get('Idempotency-Key')).data;
    const file = await take(deps, context, { cameraId: request.params.id, ...target.data, key });
    response.setHeader('Cache-Control', 'no-store');
    response.status(201).json(file);
  });
  return router;
}

interface Asked {
  readonly cameraId: string;
  readonly incidentId?: string | undefined;
  readonly conferenceId?: string | undefined;
  readonly key: string | undefined;
}

async function take(
  { cameras, vault, service, unitOfWork, reader }: CameraSnapshotDeps,
  { principal, client }: CallContext,
  { cameraId, key, ...claim }: Asked,
): Promise<EvidenceFile> {
  // Before the camera is asked for anything; and again in the transaction, where it counts.
  await requireTarget(reader, claim, principal);
  const picture = vault.temporary();
  try {
    const { camera, at } = await cameras.frame(principal, cameraId, picture);
    const prepared = await service.prepare(picture, 'snapshot');
    const mediaAt = toInstant(at);
    const subject: EvidenceSubject = { cameraId, name: camera.name, mediaAt };
    const name = `${cameraId}-${mediaAt.replaceAll(/[:.]/gu, '-')}.png`;
    const request = { call: 'camera:snapshot', requestId: key, body: { cameraId, ...claim }, client };
    return await unitOfWork.run(principal, request, async (unit) => {
      const target = await requireTarget(unit.tx, claim, principal);
      return service.record(unit, prepared, { ...target, kind: 'snapshot', name, takenAt: mediaAt, subject });
    });
  } finally {
    await rm(picture, { force: true });
  }
}
