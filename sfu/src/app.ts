import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import type { Request } from 'express';
import { Scope } from '@haigang/shared/kernel/scope';
import { calls, PROTOCOL_VERSION, type AppCalls, type EntityName } from '@haigang/shared/protocol';
import { settingDefinitions } from '@haigang/shared/settings';
import { viewBoard } from '@haigang/shared/features/annotation/annotation.rules';
import { viewDecision } from '@haigang/shared/features/decision/decision.access';
import { mediaCalls } from '@haigang/shared/features/conference/media.protocol';
import { probeCalls } from '@haigang/shared/features/conference/probe.protocol';
import { qualityCalls } from '@haigang/shared/features/conference/quality.protocol';
import { callsBurst, callsPerSecond } from '@haigang/shared/features/settings/edge.settings';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { openCameras } from './app-cameras.js';
import { openControl } from './app-control.js';
import { openConference } from './app-conference.js';
import { openVessels } from './app-vessels.js';
import { certificatePage, createWeb } from './app-web.js';
import { AuditReader, createAuditHandlers } from './features/audit/index.js';
import { createCameraHandlers } from './features/camera/index.js';
import { createVesselHandlers } from './features/vessel/index.js';
import type { Config } from './config/config.js';
import { openCheckpoints } from './platform/audit/checkpoints.js';
import { createClock } from './platform/clock.js';
import type { Logger } from './platform/logger.js';
import { createMetrics } from './platform/metrics.js';
import { cookieForSurface, readCookie } from './platform/http/cookies.js';
import { listen } from './platform/http/listen.js';
import { openPlainListener } from './platform/http/plain-listener.js';
import { createOriginCheck, secureEveryAnswer } from './platform/http/security.js';
import type { CallContext, Handlers } from './platform/signaling/call-context.js';
import type { CaPageOptions } from './platform/tls/ca-page.js';
import { Connections } from './platform/signaling/connections.js';
import { Dispatcher } from './platform/signaling/dispatcher.js';
import { createSocketServer } from './platform/signaling/socket-server.js';
import { Settings } from './platform/settings/settings.js';
import { openDatabase, type HaigangDatabase } from './platform/storage/database.js';
import { openRetention } from './platform/storage/retention.js';
import { UnitOfWork, type StoredChange } from './platform/storage/unit-of-work.js';
import { documentEntity, liveEntity } from './platform/sync/document-entity.js';
import { SyncHub, type SyncedEntity } from './platform/sync/sync-hub.js';
import { createSyncHandlers } from './platform/sync/sync.handlers.js';
import { openEpoch } from './platform/storage/epoch.js';
import {
  accounts,
  createIdentityHandlers,
  devices,
  displays,
  endExpiredSessions,
  IdentityService,
  PresenceBoard,
  presentDisplay,
  resolvePrincipal,
  Sessions,
  type SetupCode,
} from './features/identity/index.js';
import { createEvidenceHandlers, evidenceFiles, openEvidence } from './features/evidence/index.js';
import { createExchangeHandlers, exchangeMarks, exchangeMessages, ExchangeService } from './features/exchange/index.js';
import {
  createIncidentHandlers,
  incidents,
  IncidentService,
  logSnapshot,
  presentIncident,
  presentLogEntry,
} from './features/incident/index.js';
import { createExpertHandlers, experts, ExpertService } from './features/expert/index.js';
import { createSettingsHandlers, SettingsService } from './features/settings/index.js';
import {
  AnnotationService,
  boards,
  createAnnotationHandlers,
  StrokeRelay,
  strokeEntity,
} from './features/annotation/index.js';
import { createDecisionHandlers, decisions, DecisionService, OrderService } from './features/decision/index.js';
import { createDispatchHandlers, dispatches, DispatchService } from './features/dispatch/index.js';
import type { ConferenceRooms } from './features/conference/index.js';
import {
  conferenceRequests,
  conferences,
  createConferenceHandlers,
  expertLinks,
  presentConference,
  presentRequest,
  type DutyPhoneRetry,
  type MediaAddress,
} from './features/conference/index.js';

/** What the composition root is given from outside; tests give their own. */
export interface AppDeps {
  readonly logger: Logger;
  readonly certificate: { readonly key: string; readonly cert: string };
  readonly mediaAddresses: readonly MediaAddress[];
  readonly clock?: Clock;
  /** Folders of the built UIs; absent in tests that open no page. */
  readonly ui?: { readonly commandDir: string; readonly fieldDir: string };
  readonly seatGraceMs?: number;
  readonly dutyPhoneRetry?: DutyPhoneRetry;
  /** Makes the first administrator; absent where accounts are seeded. */
  readonly setupCode?: SetupCode;
  readonly caPage?: { readonly ca: CaPageOptions['ca']; readonly host: string };
}

/** A running server. Everything it opened ends with `scope`. */
export interface App {
  readonly scope: Scope;
  readonly url: string;
  readonly port: number;
  /** Port of the plain listener that only redirects; null when it is off. */
  readonly httpPort: number | null;
  readonly identity: IdentityService;
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly workerPids: () => readonly number[];
  readonly workerPidOf: (conferenceId: string) => number | undefined;
}

/**
 * The composition root: opens storage, media and features in order and listens. Throws with a plain reason when the
 * port is taken, the database is newer, or the configuration cannot be served; what was opened is closed again.
 */
export async function createApp(config: Config, deps: AppDeps): Promise<App> {
  const scope = new Scope('app');
  try {
    return await compose(config, deps, scope);
  } catch (failure) {
    await scope.close().catch(() => undefined);
    throw failure;
  }
}

async function compose(config: Config, deps: AppDeps, scope: Scope): Promise<App> {
  const { logger } = deps;
  const serverInstance = randomUUID();
  const systemClock = createClock(logger);
  const clock = deps.clock ?? systemClock.now;
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const database = await openDatabase(join(config.dataDir, 'haigang.db'));
  scope.defer(() => database.close());
  const epoch = await openEpoch(database);
  const announced: { hub: SyncHub | null } = { hub: null };
  const unitOfWork = new UnitOfWork({
    database,
    clock,
    onCommitted: (changes: readonly StoredChange[]) => announced.hub?.announce(changes),
  });
  await unitOfWork.open();
  openCheckpoints({ dataDir: config.dataDir, database, unitOfWork, scope, clock, logger });
  openRetention({ database, unitOfWork, scope, clock, logger });

  const connections = new Connections();
  const settings = new Settings(settingDefinitions, logger);
  await settings.load(database.reader);
  const sessions = new Sessions(clock);
  await sessions.load(database.reader);
  const live: { rooms: ConferenceRooms | null } = { rooms: null };
  const endSession = (session: { id: string }, reason: string): void => {
    void live.rooms?.endSession(session.id).catch((failure: unknown) => {
      logger.error({ err: failure }, 'a seat of an ended session could not be closed');
    });
    for (const connection of connections.ofSession(session.id)) connection.disconnect(reason);
  };
  const identity = new IdentityService({
    database,
    unitOfWork,
    sessions,
    clock,
    settings,
    orgId: config.orgId,
    simulated: config.demo,
    onSessionEnded: endSession,
    onDisplayPaired: (displayId) => {
      for (const connection of connections.ofPrincipal(displayId)) connection.restart();
    },
    onDeviceChanged: (deviceId) => {
      for (const connection of connections.ofPrincipal(deviceId)) connection.restart();
    },
  });
  const control = { unitOfWork, sessions, orgId: config.orgId, onSessionEnded: endSession };
  await openControl({ dataDir: config.dataDir, scope, logger }, control);
  const presence = new PresenceBoard(clock, connections);
  const incidentService = new IncidentService({ simulated: config.demo, settings });
  const dispatchService = new DispatchService(incidentService);
  const conference = await openConference({
    ...{ config, scope, clock, logger, database, unitOfWork, settings, sessions },
    incidents: incidentService,
    mediaAddresses: deps.mediaAddresses,
    seatGraceMs: deps.seatGraceMs,
    dutyPhoneRetry: deps.dutyPhoneRetry,
    onSessionEnded: endSession,
  });
  const { links, rooms, pool, admission } = conference;
  live.rooms = rooms;
  endExpiredSessions({ connections, sessions, scope, end: (id) => endSession({ id }, 'session.ended') });

  const vessels = await openVessels({ config, scope, clock, logger, connections, settings });
  const cameras = await openCameras({ config, scope, clock, logger, settings });
  const { dataDir, ffmpegPath } = config;
  const storage = { database, unitOfWork, settings, incidents: incidentService, cameras };
  const evidence = await openEvidence({ dataDir, ffmpegPath, scope, clock, logger, ...storage });

  const settingsService = new SettingsService({
    settings,
    orgId: config.orgId,
    isAdministrator: (db, principalId) => identity.isAdministrator(db, principalId),
  });
  const entities: Record<EntityName, SyncedEntity> = {
    account: documentEntity(accounts),
    display: documentEntity(displays, presentDisplay),
    device: documentEntity(devices),
    incident: documentEntity(incidents, presentIncident),
    'incident-log': {
      present: (value, principal) => presentLogEntry(value as never, principal),
      snapshot: logSnapshot,
    },
    dispatch: documentEntity(dispatches),
    'conference-request': documentEntity(conferenceRequests, presentRequest),
    conference: documentEntity(conferences, presentConference),
    'expert-link': documentEntity(expertLinks),
    expert: documentEntity(experts),
    decision: documentEntity(decisions, viewDecision),
    'annotation-board': documentEntity(boards, viewBoard),
    'annotation-stroke': strokeEntity,
    'evidence-file': documentEntity(evidenceFiles),
    'exchange-message': liveEntity(exchangeMessages),
    'exchange-mark': liveEntity(exchangeMarks),
    setting: settingsService.entity,
  };
  const hub = new SyncHub({ database, unitOfWork, epoch, entities });
  announced.hub = hub;

  const describe = (): Omit<Me, 'principal'> => ({
    site: {
      name: config.siteName,
      organisation: config.organisation,
      eraProfile: config.eraProfile,
      demo: config.demo,
      mapboxToken: config.mapboxToken ?? null,
      publicUrl: config.publicUrl === undefined ? null : new URL(config.publicUrl).origin,
    },
    protocolVersion: PROTOCOL_VERSION,
    serverInstance,
  });
  const handlers: Handlers<AppCalls> = {
    ...createSyncHandlers(() => hub),
    ...createIdentityHandlers({ service: identity, presence, describe }),
    ...createIncidentHandlers({ service: incidentService, reader: database.reader }),
    ...createDispatchHandlers({ service: dispatchService, reader: database.reader }),
    ...createConferenceHandlers({
      ...{ ...conference, service: conference.conferences },
      ...{ database, unitOfWork, settings, clock },
      onLinkRefused: (reason) => metrics.expertLinkRefused(reason),
    }),
    ...createAnnotationHandlers({
      service: new AnnotationService(incidentService),
      relay: new StrokeRelay({ reader: database.reader, connections, clock }),
      reader: database.reader,
    }),
    ...createDecisionHandlers({
      decisions: new DecisionService(incidentService),
      orders: new OrderService(incidentService),
      reader: database.reader,
    }),
    ...createEvidenceHandlers({ reader: database.reader }),
    ...createExpertHandlers({
      service: new ExpertService({ room: conference.room, incidents: incidentService }),
      reader: database.reader,
    }),
    ...createExchangeHandlers({
      service: new ExchangeService({ incidents: incidentService, settings, clock }),
      reader: database.reader,
    }),
    ...createCameraHandlers({ service: cameras }),
    ...createVesselHandlers({ feed: vessels }),
    ...createAuditHandlers(new AuditReader({ database, unitOfWork })),
    ...createSettingsHandlers({ service: settingsService, reader: database.reader }),
  };
  const metrics = createMetrics(
    {
      connections: () => connections.size,
      rooms: () => rooms.size,
      seats: () => rooms.seatCount,
      mediaWorkers: () => pool.alive,
      writerBacklog: () => unitOfWork.backlog,
      clockJumps: systemClock.jumps,
      vessels: () => vessels.size,
      unfinishedUploads: evidence.unfinished,
      mediaWorkerCpuPercent: () => admission.worst.workerCpuPercent,
      mediaVideoConsumers: () => admission.worst.videoConsumers,
      mediaSeatsGood: () => rooms.linesBy('good'),
      mediaSeatsFair: () => rooms.linesBy('fair'),
      mediaSeatsPoor: () => rooms.linesBy('poor'),
    },
    new Set(Object.keys({ ...mediaCalls, ...qualityCalls, ...probeCalls })),
  );
  const dispatcher = new Dispatcher<AppCalls>({
    calls,
    handlers,
    unitOfWork,
    clock,
    logger,
    onOutcome: metrics.callFinished,
  });

  const sessionPrincipal = async (cookieHeader: string | undefined, surface: string, sent?: string) => {
    // Only an enrolled unit sends its token itself; a person's page never holds one that a script could read.
    const token = (surface === 'kiosk' ? sent : undefined) ?? readCookie(cookieHeader, cookieForSurface(surface));
    const session = token ? sessions.find(token) : undefined;
    if (!session || (surface === 'kiosk') !== (session.kind === 'device')) return null;
    const principal = await resolvePrincipal(database.reader, session, (db, linkId) => links.findGuest(db, linkId));
    return principal ? { sessionId: session.id, principal } : null;
  };
  const contextOf = async (request: Request, surface: string): Promise<CallContext | null> => {
    const found = await sessionPrincipal(request.headers.cookie, surface);
    return found && { ...found, client: request.ip ?? null, connection: null };
  };
  const allowOrigin = createOriginCheck(config.publicUrl);

  const web = createWeb({
    config,
    logger,
    clock,
    settings,
    dispatcher,
    metrics,
    pool,
    identity,
    cameras,
    evidence,
    expertLinks: {
      ...{ links, sessions, database, unitOfWork, clock, orgId: config.orgId },
      onRefused: metrics.expertLinkRefused,
    },
    setupCode: deps.setupCode ?? null,
    caPage: deps.caPage ?? null,
    ui: deps.ui ?? null,
    allowOrigin,
    contextOf,
    auditWatch: ({ principal, client }, cameraId) =>
      unitOfWork.run(principal, { call: 'camera:watch', requestId: undefined, body: { cameraId }, client }, (unit) => {
        unit.audit('camera:watched', 'camera', cameraId);
        return Promise.resolve();
      }),
  });

  const http = createServer({ key: deps.certificate.key, cert: deps.certificate.cert, minVersion: 'TLSv1.2' }, web);
  const socketScope = scope.child('sockets');
  createSocketServer<AppCalls>({
    http: http,
    dispatcher,
    logger,
    clock,
    scope: socketScope,
    authenticate: sessionPrincipal,
    isAlive: (sessionId) => sessions.isAlive(sessionId),
    allowOrigin,
    onConnected: (connection) => connections.add(connection),
    onRefused: metrics.socketRefused,
    callRate: () => ({ burst: settings.get(callsBurst), perSecond: settings.get(callsPerSecond) }),
  });
  secureEveryAnswer(http, { mapbox: config.mapboxToken !== undefined });
  const port = await listen(http, config.port, scope, { upgraded: socketScope });
  const httpPort =
    config.httpPort === undefined
      ? null
      : await openPlainListener({
          port: config.httpPort,
          httpsPort: port,
          publicUrl: config.publicUrl,
          caPage: certificatePage(config, deps.caPage),
          scope,
          logger,
        });
  await conference.conferences.dropEverybody(unitOfWork, config.orgId);
  logger.info({ port, dataDir: config.dataDir, demo: config.demo }, 'server ready');
  return {
    scope,
    port,
    httpPort,
    url: config.publicUrl ?? `https://localhost:${port}`,
    identity,
    database,
    unitOfWork,
    workerPids: () => pool.pids,
    workerPidOf: (conferenceId) => rooms.workerPid(conferenceId),
  };
}
