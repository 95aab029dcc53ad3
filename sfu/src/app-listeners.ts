import { createServer } from 'node:https';
import type { Express } from 'express';
import type { AppCalls } from '@haigang/shared/protocol';
import { callsBurst, callsPerSecond, socketsPerSession } from '@haigang/shared/features/settings/edge.settings';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { SettingsReader } from '@haigang/shared/kernel/settings';
import { certificatePage, type WebParts } from './app-web.js';
import type { Config } from './config/config.js';
import { listen } from './platform/http/listen.js';
import { openPlainListener } from './platform/http/plain-listener.js';
import { secureEveryAnswer } from './platform/http/security.js';
import type { Logger } from './platform/logger.js';
import { createSocketServer, type SocketServerOptions } from './platform/signaling/socket-server.js';

/**
 * Opens HTTPS with the sockets on it, and the plain listener that only redirects; all of them end with `scope`. Rejects
 * with a plain reason when a port is taken.
 */
export async function openListeners(parts: {
  readonly config: Config;
  readonly scope: Scope;
  readonly logger: Logger;
  readonly settings: SettingsReader;
  readonly certificate: { readonly key: string; readonly cert: string };
  readonly caPage: WebParts['caPage'] | undefined;
  readonly web: Express;
  /** Hosts beside this one that pages may ask for pictures of the chart. */
  readonly outsideHosts: () => readonly string[];
  readonly sockets: Omit<SocketServerOptions<AppCalls>, 'http' | 'scope' | 'logger' | 'callRate' | 'socketsPerSession'>;
}): Promise<{ port: number; httpPort: number | null }> {
  const { config, scope, logger, settings, web } = parts;
  const { key, cert } = parts.certificate;
  const http = createServer({ key, cert, minVersion: 'TLSv1.2' }, web);
  const socketScope = scope.child('sockets');
  createSocketServer<AppCalls>({
    ...{ ...parts.sockets, http, logger, scope: socketScope },
    callRate: () => ({ burst: settings.get(callsBurst), perSecond: settings.get(callsPerSecond) }),
    socketsPerSession: () => settings.get(socketsPerSession),
  });
  secureEveryAnswer(http, { mapbox: config.mapboxToken !== undefined, outsideHosts: parts.outsideHosts });
  const port = await listen(http, config.port, scope, { upgraded: socketScope });
  if (config.httpPort === undefined) return { port, httpPort: null };
  const httpPort = await openPlainListener({
    port: config.httpPort,
    httpsPort: port,
    publicUrl: config.publicUrl,
    caPage: certificatePage(config, parts.caPage),
    scope,
    logger,
  });
  return { port, httpPort };
}
