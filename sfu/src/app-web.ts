import express, { type Express, type Request } from 'express';
import { AppError } from '@haigang/shared/kernel/errors';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import { requestsBurst, requestsPerSecond } from '@haigang/shared/features/settings/edge.settings';
import { cameraWatchLogMinutes } from '@haigang/shared/features/camera/camera.settings';
import type { Clock } from '@haigang/shared/kernel/time';
import { calls, PROTOCOL_VERSION, type AppCalls } from '@haigang/shared/protocol';
import { OTHER_ROUTES, REST_ROUTES } from './app-rest.js';
import { FURTHER_ROUTES } from './app-rest-further.js';
import type { Config } from './config/config.js';
import { DEMO_PASSWORD, DEMO_USERNAMES } from './demo/demo-accounts.js';
import { cameraRoutes, type CameraService } from './features/camera/index.js';
import type { Evidence } from './features/evidence/index.js';
import { expertLinkRoutes, type ExpertLinkRoutesDeps, type WorkerPool } from './features/conference/index.js';
import { baseMapRoutes, type BaseMaps } from './features/vessel/index.js';
import { identityRoutes, type IdentityService, type SetupCode } from './features/identity/index.js';
import { errorHandler } from './platform/http/errors.js';
import { describeApi } from './platform/http/openapi.js';
import { requireContext, restCall } from './platform/http/rest.js';
import { limitRequests } from './platform/http/request-limit.js';
import { refuseForeignOrigin } from './platform/http/security.js';
import { servePage, serveUi } from './platform/http/static-ui.js';
import type { Logger } from './platform/logger.js';
import type { Metrics } from './platform/metrics.js';
import type { CallContext } from './platform/signaling/call-context.js';
import type { Dispatcher } from './platform/signaling/dispatcher.js';
import type { CallRate } from './platform/signaling/token-bucket.js';
import { caPage, type CaPageOptions } from './platform/tls/ca-page.js';

/** What the HTTP side is put together from; `app.ts` made all of it. */
export interface WebParts {
  readonly config: Config;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Milliseconds that never stand still; for limits of rates alone. */
  readonly pace: Clock;
  readonly settings: SettingsReader;
  readonly dispatcher: Dispatcher<AppCalls>;
  readonly metrics: Metrics;
  readonly pool: WorkerPool;
  readonly identity: IdentityService;
  readonly cameras: CameraService;
  readonly evidence: Evidence;
  readonly baseMaps: BaseMaps;
  readonly expertLinks: ExpertLinkRoutesDeps;
  readonly setupCode: SetupCode | null;
  readonly caPage: { readonly ca: CaPageOptions['ca']; readonly host: string } | null;
  readonly ui: { readonly commandDir: string; readonly fieldDir: string } | null;
  readonly allowOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  readonly contextOf: (request: Request, surface: string) => Promise<CallContext | null>;
  readonly auditWatch: (context: CallContext, cameraId: string) => Promise<void>;
}

const JSON_LIMIT = '64kb';

/** Every HTTP route of the server, in the order requests pass them. */
export function createWeb(parts: WebParts): Express {
  const { config, logger, clock, contextOf } = parts;
  const authenticate = async (request: Request): Promise<CallContext> =>
    requireContext(await contextOf(request, 'desk'));
  const web = express();
  web.disable('x-powered-by');
  // One hop: the address the proxy itself saw; what a client claims before it is not believed.
  web.set('trust proxy', config.trustProxy ? 1 : false);
  const { settings } = parts;
  const rate = (): CallRate => ({ burst: settings.get(requestsBurst), perSecond: settings.get(requestsPerSecond) });
  web.use(['/api', '/join'], limitRequests(rate, parts.pace));
  web.use(refuseForeignOrigin(parts.allowOrigin));
  web.use('/api', express.json({ limit: JSON_LIMIT }));
  operatorRoutes(web, parts);
  web.use(
    identityRoutes({
      service: parts.identity,
      authenticate,
      authenticateWall: (request) => contextOf(request, 'wall'),
      setupCode: parts.setupCode,
      clock,
      demo: config.demo ? { usernames: DEMO_USERNAMES, password: DEMO_PASSWORD } : null,
    }),
  );
  web.use(expertLinkRoutes(parts.expertLinks));
  web.use(
    cameraRoutes({
      service: parts.cameras,
      clock,
      authenticate: async (request) =>
        requireContext((await contextOf(request, 'desk')) ?? (await contextOf(request, 'wall'))),
      audit: parts.auditWatch,
      watchLogMs: () => settingMs(parts.settings, cameraWatchLogMinutes),
    }),
  );
  web.use(
    baseMapRoutes(parts.baseMaps, async (request) =>
      requireContext(
        (await contextOf(request, 'desk')) ?? (await contextOf(request, 'wall')) ?? (await contextOf(request, 'kiosk')),
      ),
    ),
  );
  const refusedByHttp = (reason: string): void => parts.metrics.peerWasRefused('http', reason);
  const authenticateAs = async (request: Request, surface: string): Promise<CallContext> =>
    requireContext(await contextOf(request, surface));
  web.use(parts.evidence.routes(authenticateAs, refusedByHttp));
  web.use(contractRoutes(parts.dispatcher, authenticate));
  web.use('/api', (_request, _response, next) =>
    next(new AppError('not_found', 'http.unknown-route', 'no such address')),
  );
  pageRoutes(web, parts);
  web.use((_request, _response, next) => next(new AppError('not_found', 'http.unknown-route', 'no such address')));
  web.use(errorHandler(logger, refusedByHttp));
  return web;
}

/** `/healthz`, `/readyz` and `/metrics`. */
function operatorRoutes(web: Express, { config, pool, metrics }: WebParts): void {
  web.get('/healthz', (_request, response) => void response.json({ ok: true }));
  web.get('/readyz', (_request, response) => {
    const ready = pool.alive > 0;
    response.status(ready ? 200 : 503).json({ ok: ready, mediaWorkers: pool.alive });
  });
  web.get('/metrics', async (request, response) => {
    const bearer = request.get('Authorization');
    // Behind a proxy everybody comes from its address, so there only the token counts.
    const local =
      !config.trustProxy && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
    const allowed = config.metricsToken ? bearer === `Bearer ${config.metricsToken}` : local;
    if (!allowed) {
      throw new AppError('forbidden', 'metrics.not-allowed', 'metrics are for this machine or the configured token');
    }
    response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

/** The calls of `REST_ROUTES` and their description. */
function contractRoutes(
  dispatcher: Dispatcher<AppCalls>,
  authenticate: (request: Request) => Promise<CallContext>,
): express.Router {
  const api = express.Router();
  for (const route of REST_ROUTES) restCall(api, { calls, dispatcher, authenticate }, route);
  const description = describeApi(REST_ROUTES, calls, [...OTHER_ROUTES, ...FURTHER_ROUTES], String(PROTOCOL_VERSION));
  api.get('/api/openapi.json', (_request, response) => void response.json(description));
  return api;
}

/** `/ca` with its files, or null where the site has a certificate of its own. */
export function certificatePage(config: Config, authority: WebParts['caPage'] | undefined): express.Router | null {
  if (!authority) return null;
  const { ca, host } = authority;
  return caPage({ ca, phoneUrl: config.publicUrl ?? `https://${host}:${config.port}` });
}

function pageRoutes(web: Express, { config, caPage: authority, ui }: WebParts): void {
  const page = certificatePage(config, authority ?? undefined);
  if (page) web.use(page);
  if (!ui) return;
  web.use('/field', serveUi(ui.fieldDir, ['/', '/{*page}']));
  web.use('/', servePage(ui.fieldDir, ['/join/:token']));
  web.use('/', serveUi(ui.commandDir, ['/', '/wall/:name', '/admin', '/admin/settings', '/desk']));
}
