import { probesAtOnce, probeSeconds, surveySeconds } from '@haigang/shared/features/conference/media.settings';
import { seatGraceSeconds } from '@haigang/shared/features/conference/conference.settings';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Scope } from '@haigang/shared/kernel/scope';
import { settingMs } from '@haigang/shared/kernel/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import { openMedia } from './app-media.js';
import type { Config } from './config/config.js';
import {
  CallService,
  ConferenceRooms,
  ConferenceService,
  DutyPhone,
  ExpertLinks,
  LineSurvey,
  MuteService,
  openCallExpiry,
  openEscalation,
  openSeatExpiry,
  Probes,
  RequestService,
  RoomService,
  turnCredentials,
  type DutyPhoneRetry,
  type MediaAddress,
  type SeatNotice,
  type SeenPlace,
} from './features/conference/index.js';
import type { Sessions } from './features/identity/index.js';
import type { IncidentService } from './features/incident/index.js';
import type { Logger } from './platform/logger.js';
import type { Settings } from './platform/settings/settings.js';
import type { HaigangDatabase } from './platform/storage/database.js';
import type { UnitOfWork } from './platform/storage/unit-of-work.js';

/** What the conference is put together from. */
export interface ConferenceParts {
  readonly config: Config;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly settings: Settings;
  readonly sessions: Sessions;
  readonly incidents: IncidentService;
  readonly mediaAddresses: readonly MediaAddress[];
  /** Instead of the setting, in tests. */
  readonly seatGraceMs: number | undefined;
  readonly dutyPhoneRetry: DutyPhoneRetry | undefined;
  readonly onSessionEnded: (session: { id: string }, reason: string) => void;
}

/** Requests, calls, rooms and their people as durable facts, and the live media beside them; all of it ends with `scope`. */
export async function openConference(parts: ConferenceParts) {
  const { config, scope, clock, logger, database, unitOfWork, settings, incidents } = parts;
  const conferences = new ConferenceService(incidents);
  const room = new RoomService(incidents);
  const mutes = new MuteService({ room, incidents });
  const requests = new RequestService({ incidents, conferences, settings });
  incidents.beforeOver((unit, incidentId) => conferences.refuseWhileLive(unit, incidentId));
  incidents.whenOver((unit, incidentId, reason) => requests.endWithIncident(unit, incidentId, reason));
  const calls = new CallService({ incidents, conferences });
  const timed = { database, unitOfWork, settings, clock, orgId: config.orgId, scope, logger };
  openCallExpiry({ ...timed, calls });
  openEscalation({
    ...{ ...timed, incidents },
    dutyPhone: config.dutyPhone
      ? new DutyPhone({ target: config.dutyPhone, retry: parts.dutyPhoneRetry, scope, clock })
      : null,
  });
  const links = new ExpertLinks({
    ...{ conference: conferences, room, incident: incidents, settings, sessions: parts.sessions },
    onEnded: parts.onSessionEnded,
  });
  const media = await openRooms(parts, recordSeats(parts, conferences));
  const { rooms } = media;
  openSeatExpiry({ ...timed, service: conferences, rooms, graceMs: () => seatGrace(parts) });
  return { conferences, room, mutes, requests, calls, links, ...media };
}

export type Conference = Awaited<ReturnType<typeof openConference>>;

function seatGrace({ seatGraceMs, settings }: ConferenceParts): number {
  return seatGraceMs ?? settingMs(settings, seatGraceSeconds);
}

async function openRooms(parts: ConferenceParts, onSeat: SeatNotice) {
  const { config, clock, logger, settings, mediaAddresses, unitOfWork } = parts;
  const scope = parts.scope.child('media');
  const { pool, admission } = await openMedia({ ...{ config, settings, logger, scope }, addresses: mediaAddresses });
  const iceServers = turnCredentials(config.turn, clock);
  const rooms = new ConferenceRooms({
    ...{ pool, scope, logger, iceServers, onSeat },
    seatGraceMs: () => seatGrace(parts),
    inOrder: (task) => unitOfWork.exclusive(task),
  });
  const probes = new Probes({
    ...{ pool, scope, logger, iceServers },
    most: () => settings.get(probesAtOnce),
    lastsMs: () => settingMs(settings, probeSeconds),
  });
  const heard: { metrics: ((seen: readonly SeenPlace[]) => void) | null } = { metrics: null };
  new LineSurvey({
    scope,
    places: () => rooms.live.places(),
    intervalMs: () => settingMs(settings, surveySeconds),
    onRound: (seen) => {
      rooms.live.showSeen(seen);
      heard.metrics?.(seen);
    },
  });
  const onSeen = (metrics: (seen: readonly SeenPlace[]) => void): void => void (heard.metrics = metrics);
  return { pool, admission, rooms, probes, onSeen };
}

/** Writes where a participant stands; a failure is logged, the seat itself stands. */
function recordSeats({ scope, unitOfWork, logger }: ConferenceParts, conferences: ConferenceService): SeatNotice {
  return (conferenceId, principal, state, isStill = () => true) => {
    // [WATCH1] A wall is on no list, so nothing of it is written.
    if (scope.closed || hasRole(principal, 'display')) return;
    unitOfWork
      .run(principal, { call: 'conference:seat', requestId: undefined, body: null, client: null }, async (unit) => {
        if (isStill()) await conferences.setParticipant(unit, conferenceId, principal, state);
      })
      .catch((failure: unknown) => logger.error({ conferenceId, err: failure }, 'a seat could not be recorded'));
  };
}
