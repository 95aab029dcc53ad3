import { AppError } from '@haigang/shared/kernel/errors';
import type { vesselCalls } from '@haigang/shared/features/vessel/vessel.protocol';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { Clock } from '@haigang/shared/kernel/time';
import type { SettingsReader } from '@haigang/shared/kernel/settings';
import type { BaseMaps } from './base-map/base-maps.js';
import type { DistressWatch } from './distress-watch.js';
import { requireTraffic } from './require-traffic.js';
import { readReplay } from './tracks/replay-query.js';
import { readTrack } from './tracks/track-query.js';
import type { TrackRecorder } from './tracks/track-recorder.js';
import type { PortCallReader } from './port-call-reader.js';
import type { PortCallWatch } from './port-call-watch.js';
import type { PortSites } from './port-sites.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import type { VesselFeed } from './vessel-feed.js';
import type { VesselMemory } from './vessel-memory.js';
import type { VesselRuleWatch } from './vessel-rule-watch.js';

export function createVesselHandlers(deps: {
  feed: VesselFeed;
  memory: VesselMemory;
  distress: DistressWatch;
  tracks: TrackRecorder;
  settings: SettingsReader;
  clock: Clock;
  portCalls: PortCallWatch;
  portCallReader: PortCallReader;
  portSites: PortSites;
  unitOfWork: UnitOfWork;
  rules: VesselRuleWatch;
  baseMaps: BaseMaps;
}): Handlers<typeof vesselCalls> {
  const { feed, memory, distress, portCalls, portCallReader, rules } = deps;
  return {
    'vessel:identity-history': async ({ principal }, { mmsi }) => {
      requireTraffic(principal);
      return { changes: await memory.changes(mmsi, feed.vessel(mmsi)?.simulated ?? false) };
    },
    'vessel:track': ({ principal }, asked) => {
      requireTraffic(principal);
      return readTrack(deps, asked, feed.vessel(asked.mmsi)?.simulated ?? null);
    },
    'vessel:replay': async (context, asked) => {
      requireTraffic(context.principal);
      return readReplay(deps, context, asked);
    },
    'vessel:note-distress': (unit, { id }) => distress.note(unit, id),
    'vessel:acknowledge-alert': (unit, { id }) => rules.acknowledge(unit, id),
    'vessel:port-calls': async (context, request) => {
      requireTraffic(context.principal);
      return portCallReader.list(context, request);
    },
    'vessel:save-port-site': (unit, request) => deps.portSites.save(unit, request),
    'vessel:correct-port-call': (unit, request) => portCalls.correct(unit, request),
    'vessel:look': ({ principal, connection }, { view }) => {
      requireTraffic(principal);
      if (!connection) throw new AppError('invalid_input', 'vessel.no-socket', 'frames need a socket');
      feed.look(connection, view);
      return Promise.resolve({});
    },
    'vessel:base-map': ({ principal }) => {
      requireTraffic(principal);
      const map = deps.baseMaps.current;
      return Promise.resolve(hasRole(principal, 'administrator') ? map : { ...map, faults: [] });
    },
    'vessel:list': ({ principal }) => {
      requireTraffic(principal);
      return Promise.resolve(feed.picture);
    },
  };
}
