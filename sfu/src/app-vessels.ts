import type { Scope } from '@haigang/shared/kernel/scope';
import { join } from 'node:path';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import { trackLimits } from '@haigang/shared/features/vessel/track.rules';
import { trackKeepDays, trackLeastFree } from '@haigang/shared/features/vessel/track.settings';
import { forgetMinutes, staticKeepDays } from '@haigang/shared/features/vessel/vessel.settings';
import {
  duplicateSeconds,
  recordingKeepDays,
  recordingLeastFreeMegabytes,
  recordingMostMegabytes,
} from '@haigang/shared/features/vessel/source.settings';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Config } from './config/config.js';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';
import { SAMPLE_GATES, SAMPLE_PORT, SAMPLE_ZONES } from '@haigang/shared/features/vessel/sample-port';
import {
  BaseMaps,
  distributionRates,
  DistressWatch,
  Forwarder,
  PortCallReader,
  PortCallWatch,
  PortSites,
  RawRecorder,
  startVesselSimulator,
  TrackRecorder,
  VesselFeed,
  VesselMemory,
  VesselRuleWatch,
} from './features/vessel/index.js';
import type { Logger } from './platform/logger.js';
import type { HaigangDatabase } from './platform/storage/database.js';
import type { UnitOfWork } from './platform/storage/unit-of-work.js';

/** The traffic as it is now, and what is remembered of who is in it. */
export interface Vessels {
  readonly feed: VesselFeed;
  readonly memory: VesselMemory;
  readonly distress: DistressWatch;
  readonly tracks: TrackRecorder;
  readonly portCalls: PortCallWatch;
  readonly portCallReader: PortCallReader;
  readonly portSites: PortSites;
  readonly rules: VesselRuleWatch;
  readonly baseMaps: BaseMaps;
}

/**
 * The site's AIS sources, and in a demo without any a simulated fleet on the same TCP and UDP ways. Without either
 * there is no source and screens say 未接入.
 */
export async function openVessels(deps: {
  config: Config;
  scope: Scope;
  clock: Clock;
  logger: Logger;
  settings: SettingsReader;
  database: HaigangDatabase;
  unitOfWork: UnitOfWork;
}): Promise<Vessels> {
  const { config, clock, logger, database, unitOfWork } = deps;
  const scope = deps.scope.child('vessel');
  const simulated = config.demo && config.demoFeeds && config.aisSources.length === 0;
  const addresses = simulated ? ['tcp-listen://127.0.0.1:0', 'udp://127.0.0.1:0'] : config.aisSources;
  let rules: VesselRuleWatch | null = null;
  const memory = await VesselMemory.open({
    ...{ database, unitOfWork, scope, clock, logger },
    onChange: (change, vessel) => rules?.hearIdentity(change, vessel),
    keepMs: () => settingMs(deps.settings, staticKeepDays),
  });
  const tracks = TrackRecorder.open({
    ...{ path: join(config.dataDir, 'tracks.db'), scope: scope.child('tracks'), clock, logger },
    limits: () => trackLimits(deps.settings),
    keepMs: () => settingMs(deps.settings, trackKeepDays),
    leastFreeBytes: () => deps.settings.get(trackLeastFree) * 1_000_000,
  });
  const recorder = config.aisRecording ? openRecorder({ ...deps, scope }) : null;
  const forwarder = await Forwarder.open({
    ...{ forwards: config.aisForwards, sources: config.aisSources, scope: scope.child('forward'), clock, logger },
  });
  const feed = await VesselFeed.open({
    onRaw: (source, text) => {
      recorder?.hear(source, text);
      forwarder.hear(source, text);
    },
    ...(recorder ? { recording: () => recorder.health } : {}),
    ...(config.aisForwards.length > 0 ? { forwards: () => forwarder.health } : {}),
    sources: addresses.map((address) => ({ address, simulated })),
    ...{ scope, clock, logger, memory },
    rates: () => distributionRates(deps.settings),
    onPosition: (vessel) => tracks.hear(vessel),
    forgetAfterMs: () => settingMs(deps.settings, forgetMinutes),
    registryOptions: {
      duplicateWindowMs: () => settingMs(deps.settings, duplicateSeconds),
      onSafetyText: (said, station) => rules?.hearText(said, station),
    },
  });
  const distress = await DistressWatch.open({
    ...{ database, unitOfWork, settings: deps.settings, orgId: config.orgId, scope, clock, logger },
    beacons: () => feed.beacons,
  });
  const demo: PortSite = { ...SAMPLE_PORT, zones: SAMPLE_ZONES, radiationGates: SAMPLE_GATES };
  const sample: PortSite = config.demo ? demo : SAMPLE_PORT;
  const portSites = await PortSites.open(database, sample);
  const site = (): PortSite => portSites.current;
  const portCalls = await PortCallWatch.open({
    ...{ database, unitOfWork, settings: deps.settings, orgId: config.orgId, scope, clock, logger },
    vessels: () => feed.picture.vessels,
    site,
  });
  rules = await VesselRuleWatch.open({
    ...{ database, unitOfWork, settings: deps.settings, orgId: config.orgId, scope, clock, logger },
    ...{ vessels: () => feed.picture.vessels, site, stayOf: (vessel) => portCalls.stayOf(vessel) },
  });
  const baseMaps = await BaseMaps.open({
    folder: config.basemapDir ?? join(config.dataDir, 'basemap'),
    ...{ isNamed: config.basemapDir !== undefined, scope: scope.child('base-map'), logger },
  });
  const [tcpPort, udpPort] = feed.ports;
  if (simulated && tcpPort !== undefined && udpPort !== undefined) {
    startVesselSimulator({ tcpPort, udpPort, scope: scope.child('simulator'), clock });
  }
  return {
    ...{ feed, memory, distress, tracks, portCalls, portSites, rules, baseMaps },
    portCallReader: new PortCallReader({ database, unitOfWork, site }),
  };
}

/** [AIS48] Opened before the sources and closed after them, so that nothing they hear is missing. */
function openRecorder(deps: {
  config: Config;
  scope: Scope;
  clock: Clock;
  logger: Logger;
  settings: SettingsReader;
}): RawRecorder {
  const { config, scope, clock, logger, settings } = deps;
  const bytes = (setting: typeof recordingMostMegabytes): number => settings.get(setting) * 1_000_000;
  return new RawRecorder({
    ...{ folder: join(config.dataDir, 'ais-recording'), scope: scope.child('recording'), clock, logger },
    limits: () => ({
      keepMs: settingMs(settings, recordingKeepDays),
      mostBytes: bytes(recordingMostMegabytes),
      leastFreeBytes: bytes(recordingLeastFreeMegabytes),
    }),
  });
}
