import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Scope } from '@haigang/shared/kernel/scope';
import { calls, PROTOCOL_VERSION, type AppCalls } from '@haigang/shared/protocol';
import { settingDefinitions } from '@haigang/shared/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { createAccess } from './app-access.js';
import { openCameras } from './app-cameras.js';
import { openControl } from './app-control.js';
import { openConference } from './app-conference.js';
import { syncedEntities } from './app-entities.js';
import { createHandlers } from './app-handlers.js';
import { openListeners } from './app-listeners.js';
import { openMetrics } from './app-metrics.js';
import { openVessels } from './app-vessels.js';
import { createWeb } from './app-web.js';
import { routesOf } from './platform/http/routes.js';
import type { Config } from './config/config.js';
import { openCheckpoints } from './platform/audit/checkpoints.js';
import { createClock } from './platform/clock.js';
import type { Logger } from './platform/logger.js';
import { createOriginCheck } from './platform/http/security.js';
import type { CaPageOptions } from './platform/tls/ca-page.js';
import { Connections } from './platform/signaling/connections.js';
import { Dispatcher } from './platform/signaling/dispatcher.js';
import { Settings } from './platform/settings/settings.js';
import { openDatabase, type HaigangDatabase } from './platform/storage/database.js';
import { openRetention } from './platform/storage/retention.js';
import { UnitOfWork, type StoredChange } from './platform/storage/unit-of-work.js';
import { SyncHub } from './platform/sync/sync-hub.js';
import { openEpoch } from './platform/storage/epoch.js';
import {
  relayHosts,
  type ConferenceRooms,
  type DutyPhoneRetry,
  type MediaAddress,
} from './features/conference/index.js';
import { isOpenStill } from './features/annotation/index.js';
import { openEvidence } from './features/evidence/index.js';
import {
  endExpiredSessions,
  IdentityService,
  PresenceBoard,
  Sessions,
  type SetupCode,
} from './features/identity/index.js';
import { IncidentService } from './features/incident/index.js';
import { createSourceMetrics } from './features/vessel/index.js';
import { SettingsService } from './features/settings/index.js';

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
  /** Every HTTP route it answers, as `get /api/me`. */
  readonly routes: () => readonly string[];
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
  // The server's clock stands while the system's is set back; what limits a rate must not stand with it.
  const pace = deps.clock ?? (() => performance.now());
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
  const presence = new PresenceBoard({ clock, connections, scope });
  const incidentService = new IncidentService({ simulated: config.demo, settings });
  const conference = await openConference({
    ...{ config, scope, clock, logger, database, unitOfWork, settings, sessions },
    incidents: incidentService,
    mediaAddresses: deps.mediaAddresses,
    seatGraceMs: deps.seatGraceMs,
    dutyPhoneRetry: deps.dutyPhoneRetry,
    onSessionEnded: endSession,
  });
  const { links, rooms, pool } = conference;
  live.rooms = rooms;
  endExpiredSessions({ connections, sessions, scope, end: (id) => endSession({ id }, 'session.ended') });

  const vessels = await openVessels({ config, scope, clock, logger, settings, database, unitOfWork });
  const cameras = await openCameras({ config, scope, clock, logger, settings });
  const { dataDir, ffmpegPath } = config;
  const shownOnWalls = (fileId: string): Promise<boolean> => isOpenStill(database.reader, fileId);
  const storage = { database, unitOfWork, settings, incidents: incidentService, cameras, shownOnWalls };
  const evidence = await openEvidence({ dataDir, ffmpegPath, scope, clock, logger, ...storage });

  const settingsService = new SettingsService({
    settings,
    orgId: config.orgId,
    isAdministrator: (db, principalId) => identity.isAdministrator(db, principalId),
  });
  const hub = new SyncHub({ database, unitOfWork, epoch, entities: syncedEntities(settingsService) });
  announced.hub = hub;

  const describe = (): Omit<Me, 'principal'> => ({
    site: {
      name: config.siteName,
      organisation: config.organisation,
      eraProfile: config.eraProfile,
      demo: config.demo,
      mapboxToken: config.mapboxToken ?? null,
      relayHosts: relayHosts(config.turn),
      publicUrl: config.publicUrl === undefined ? null : new URL(config.publicUrl).origin,
    },
    protocolVersion: PROTOCOL_VERSION,
    serverInstance,
  });
  const metrics = openMetrics({
    ...{ connections, unitOfWork, conference, vessels, evidence, clockJumps: systemClock.jumps },
  });
  createSourceMetrics(metrics.registry, vessels.feed);
  const handlers = createHandlers({
    ...{ database, unitOfWork, settings, clock, pace, connections, hub, identity, presence, describe },
    ...{ incidents: incidentService, conference, cameras, vessels, settingsService },
    onLinkRefused: metrics.expertLinkRefused,
    onPageFault: (fault) => {
      metrics.pageFailed(fault.surface);
      logger.error(fault, 'part of a page failed');
    },
  });
  const dispatcher = new Dispatcher<AppCalls>({
    calls,
    handlers,
    unitOfWork,
    clock,
    logger,
    onOutcome: metrics.callFinished,
  });

  const access = createAccess({ sessions, database, links });
  const allowOrigin = createOriginCheck(config.publicUrl);

  const web = createWeb({
    config,
    logger,
    clock,
    pace,
    settings,
    dispatcher,
    metrics,
    pool,
    identity,
    cameras,
    evidence,
    baseMaps: vessels.baseMaps,
    expertLinks: {
      ...{ links, sessions, database, unitOfWork, clock, orgId: config.orgId },
      onRefused: metrics.expertLinkRefused,
    },
    setupCode: deps.setupCode ?? null,
    caPage: deps.caPage ?? null,
    ui: deps.ui ?? null,
    allowOrigin,
    contextOf: access.ofRequest,
    auditWatch: ({ principal, client }, cameraId) =>
      unitOfWork.run(principal, { call: 'camera:watch', requestId: undefined, body: { cameraId }, client }, (unit) => {
        unit.audit('camera:watched', 'camera', cameraId);
        return Promise.resolve();
      }),
  });

  // Before anybody can come back: who is JOINED now was so when the server before this one ended.
  await conference.conferences.dropEverybody(unitOfWork, config.orgId);
  const { port, httpPort } = await openListeners({
    ...{ config, scope, logger, settings, web, certificate: deps.certificate, caPage: deps.caPage },
    outsideHosts: () => vessels.baseMaps.current.outsideHosts,
    sockets: {
      ...{ dispatcher, clock, pace, allowOrigin, authenticate: access.ofSocket },
      isAlive: (sessionId) => sessions.isAlive(sessionId),
      onConnected: (connection) => connections.add(connection),
      onRefused: metrics.socketRefused,
      onMisuse: (reason) => metrics.peerWasRefused('socket', reason),
    },
  });
  logger.info({ port, dataDir: config.dataDir, demo: config.demo }, 'server ready');
  return {
    scope,
    port,
    httpPort,
    url: config.publicUrl ?? `https://localhost:${port}`,
    identity,
    database,
    unitOfWork,
    routes: () => routesOf(web),
    workerPids: () => pool.pids,
    workerPidOf: (conferenceId) => rooms.workerPid(conferenceId),
  };
}
