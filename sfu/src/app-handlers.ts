import type { AppCalls } from '@haigang/shared/protocol';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Conference } from './app-conference.js';
import type { Vessels } from './app-vessels.js';
import { AnnotationService, createAnnotationHandlers, StrokeRelay } from './features/annotation/index.js';
import { AuditReader, createAuditHandlers } from './features/audit/index.js';
import { createCameraHandlers, type CameraService } from './features/camera/index.js';
import { createConferenceHandlers } from './features/conference/index.js';
import { createDecisionHandlers, DecisionService, OrderService } from './features/decision/index.js';
import { createDispatchHandlers, DispatchService } from './features/dispatch/index.js';
import { createEvidenceHandlers } from './features/evidence/index.js';
import { createExchangeHandlers, ExchangeService } from './features/exchange/index.js';
import { createExpertHandlers, ExpertService } from './features/expert/index.js';
import {
  createIdentityHandlers,
  type IdentityHandlerDeps,
  type IdentityService,
  type PresenceBoard,
} from './features/identity/index.js';
import { createIncidentHandlers, type IncidentService } from './features/incident/index.js';
import { createSettingsHandlers, type SettingsService } from './features/settings/index.js';
import { createVesselHandlers } from './features/vessel/index.js';
import type { Settings } from './platform/settings/settings.js';
import type { Handlers } from './platform/signaling/call-context.js';
import type { Connections } from './platform/signaling/connections.js';
import type { HaigangDatabase } from './platform/storage/database.js';
import type { UnitOfWork } from './platform/storage/unit-of-work.js';
import type { SyncHub } from './platform/sync/sync-hub.js';
import { createSyncHandlers } from './platform/sync/sync.handlers.js';

/** What answers the calls; `app.ts` made all of it. */
export interface HandlerParts {
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Milliseconds that never stand still; for limits of rates alone. */
  readonly pace: Clock;
  readonly connections: Connections;
  readonly hub: SyncHub;
  readonly identity: IdentityService;
  readonly presence: PresenceBoard;
  readonly describe: () => Omit<Me, 'principal'>;
  readonly incidents: IncidentService;
  readonly conference: Conference;
  readonly cameras: CameraService;
  readonly vessels: Vessels;
  readonly settingsService: SettingsService;
  readonly onLinkRefused: (reason: string) => void;
  readonly onPageFault: IdentityHandlerDeps['onPageFault'];
}

/** One handler for every call of the protocol: a missing one is a type error. */
export function createHandlers(parts: HandlerParts): Handlers<AppCalls> {
  const { database, unitOfWork, settings, clock, connections, incidents, conference } = parts;
  const { reader } = database;
  const decisions = new DecisionService(incidents);
  const annotations = new AnnotationService(incidents);
  return {
    ...createSyncHandlers(() => parts.hub),
    ...createIdentityHandlers({ ...parts, service: parts.identity }),
    ...createIncidentHandlers({ service: incidents, reader }),
    ...createDispatchHandlers({ service: new DispatchService(incidents), reader }),
    ...createConferenceHandlers({
      ...{ ...conference, service: conference.conferences },
      ...{ database, unitOfWork, settings, clock, onLinkRefused: parts.onLinkRefused },
      beforeEnd: (unit, conferenceId) => annotations.endWithConference(unit, conferenceId),
      onPutOut: (unit, { incidentId }, person) => decisions.withdraw(unit, incidentId, person),
    }),
    ...createAnnotationHandlers({
      ...{ service: annotations, relay: new StrokeRelay({ reader, connections, clock: parts.pace }), reader },
    }),
    ...createDecisionHandlers({
      ...{ decisions, orders: new OrderService(incidents), reader },
    }),
    ...createEvidenceHandlers({ reader }),
    ...createExpertHandlers({ service: new ExpertService({ room: conference.room, incidents }), reader }),
    ...createExchangeHandlers({ service: new ExchangeService({ incidents, settings, clock: parts.pace }), reader }),
    ...createCameraHandlers({ service: parts.cameras }),
    ...createVesselHandlers({ ...parts.vessels, unitOfWork, settings, clock }),
    ...createAuditHandlers(new AuditReader({ database, unitOfWork })),
    ...createSettingsHandlers({ service: parts.settingsService, reader }),
  };
}
