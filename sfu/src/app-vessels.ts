import type { Scope } from '@haigang/shared/kernel/scope';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import { forgetMinutes } from '@haigang/shared/features/vessel/vessel.settings';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Config } from './config/config.js';
import { startVesselSimulator, VesselFeed } from './features/vessel/index.js';
import type { Logger } from './platform/logger.js';
import type { Connection } from './platform/signaling/connection.js';

/**
 * The site's AIS sources, and in a demo without any a simulated fleet on the same TCP and UDP ways. Without either
 * there is no source and screens say 未接入.
 */
export async function openVessels(deps: {
  config: Config;
  scope: Scope;
  clock: Clock;
  logger: Logger;
  connections: Iterable<Connection>;
  settings: SettingsReader;
}): Promise<VesselFeed> {
  const { config, clock, logger, connections } = deps;
  const scope = deps.scope.child('vessel');
  const simulated = config.demo && config.demoFeeds && config.aisSources.length === 0;
  const addresses = simulated ? ['tcp-listen://127.0.0.1:0', 'udp://127.0.0.1:0'] : config.aisSources;
  const feed = await VesselFeed.open({
    sources: addresses.map((address) => ({ address, simulated })),
    ...{ connections, scope, clock, logger },
    forgetAfterMs: () => settingMs(deps.settings, forgetMinutes),
  });
  const [tcpPort, udpPort] = feed.ports;
  if (simulated && tcpPort !== undefined && udpPort !== undefined) {
    startVesselSimulator({ tcpPort, udpPort, scope: scope.child('simulator'), clock });
  }
  return feed;
}
