import type { Request, Router } from 'express';
import express from 'express';
import type { Scope } from '@haigang/shared/kernel/scope';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import { readLogMinutes } from '@haigang/shared/features/evidence/evidence.settings';
import type { Logger } from '../../platform/logger.js';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { WatchLog, type CameraService } from '../camera/index.js';
import type { IncidentService } from '../incident/index.js';
import { cameraSnapshotRoutes } from './camera-snapshot.routes.js';
import { openEvidenceRetention } from './evidence-retention.js';
import type { ShownOnWalls } from './evidence.access.js';
import { evidenceRoutes } from './evidence.routes.js';
import { EvidenceService } from './evidence.service.js';
import { FileVault } from './file-vault.js';
import { PreviewMaker } from './preview-maker.js';
import { uploadRoutes } from './upload.routes.js';
import { UploadStore } from './upload-store.js';
import { UnloggedFiles } from './unlogged-files.js';
import { Uploads } from './uploads.js';

export interface EvidenceOptions {
  readonly dataDir: string;
  readonly ffmpegPath: string;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: SettingsReader;
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly incidents: IncidentService;
  readonly cameras: CameraService;
  readonly shownOnWalls: ShownOnWalls;
}

export interface Evidence {
  readonly service: EvidenceService;
  /** Unfinished uploads, for the metrics. */
  readonly unfinished: () => number;
  /** The routes of the feature; `authenticate` throws `unauthenticated`. */
  readonly routes: (
    authenticate: (request: Request, surface: string) => Promise<CallContext>,
    onRefused: (reason: string) => void,
  ) => Router;
  readonly tidy: () => Promise<{ uploads: number; orphans: number }>;
  /** One look at the files that no message took; for tests. */
  readonly logUnsent: () => Promise<number>;
}

/** Opens the feature on a data folder; everything it started ends with the scope. */
export async function openEvidence(options: EvidenceOptions): Promise<Evidence> {
  const { database, unitOfWork, settings, clock, logger } = options;
  const scope = options.scope.child('evidence');
  const vault = new FileVault(options.dataDir);
  const { reader } = database;
  const previews = new PreviewMaker({ vault, ffmpegPath: options.ffmpegPath, reader, unitOfWork, scope, logger });
  await vault.clearTemporary();
  await previews.resume();
  const { incidents } = options;
  const unlogged = new UnloggedFiles({ reader, unitOfWork, incidents, settings, clock, scope, logger });
  await unlogged.resume();
  const service = new EvidenceService({ vault, settings, incidents, previews, unlogged });
  const store = new UploadStore({ directory: vault.workFolder });
  const uploads = new Uploads({ service, store, database, unitOfWork, settings, clock });
  // [EVD6] Its place was taken when it was admitted.
  store.onNotCreated = (id) => uploads.forget(id);
  await uploads.open();
  const retention = openEvidenceRetention({ vault, uploads, reader, scope, clock, logger });
  return {
    service,
    unfinished: () => uploads.unfinished,
    tidy: retention.run,
    logUnsent: () => unlogged.run(),
    routes: (authenticate, onRefused) => {
      const readLog = new WatchLog(clock, () => settingMs(settings, readLogMinutes));
      return express
        .Router()
        .use(uploadRoutes({ uploads, store, authenticate, logger, onRefused }))
        .use(
          cameraSnapshotRoutes({
            ...{ cameras: options.cameras, vault, service, reader, unitOfWork },
            authenticate: (request) => authenticate(request, 'desk'),
          }),
        )
        .use(
          evidenceRoutes({
            reader,
            vault,
            previews,
            authenticate,
            readLog,
            shownOnWalls: options.shownOnWalls,
            auditRead: ({ principal, client }, file, action) =>
              unitOfWork.run(
                principal,
                { call: 'evidence:read', requestId: undefined, body: { id: file.id }, client },
                (unit) => {
                  unit.audit(`evidence:${action}`, 'evidence-file', file.id, { sha256: file.sha256 });
                  return Promise.resolve();
                },
              ),
          }),
        );
    },
  };
}
