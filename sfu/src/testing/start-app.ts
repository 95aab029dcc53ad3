import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCertificates } from '@haigang/certs';
import { createApp, type App, type AppDeps } from '../app.js';
import { loadConfig, type Config } from '../config/config.js';
import { DEMO_PASSWORD, seedDemoAccounts } from '../demo/demo-accounts.js';
import { silentLogger } from '../platform/logger.js';
import { freePorts } from './free-ports.js';

export interface TestServer {
  app: App;
  readonly url: string;
  readonly port: number;
  /** The first port media is received on. */
  readonly rtcPort: number;
  readonly dataDir: string;
  readonly caPem: string;
  /** Closes the server and starts it anew on the same data and port. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A whole server on a free port with its own data folder, and the sample accounts unless `seed` is false. */
export async function startApp(
  settings: { config?: Partial<Config>; deps?: Partial<AppDeps>; env?: Record<string, string>; seed?: boolean } = {},
): Promise<TestServer> {
  const base = mkdtempSync(join(tmpdir(), 'haigang-test-'));
  const { first: port, last: rtcPort } = await freePorts(2);
  const config: Config = {
    ...loadConfig({
      HAIGANG_DATA_DIR: base,
      HAIGANG_DEMO: 'true',
      HAIGANG_DEMO_FEEDS: 'false',
      HAIGANG_PORT: String(port),
      HAIGANG_RTC_PORTS: `${rtcPort}-${rtcPort}`,
      ...settings.env,
    }),
    ...settings.config,
  };
  const certificates = await openCertificates({
    dir: join(base, 'tls'),
    organisation: 'Haigang test',
    hostname: 'localhost',
    addresses: [],
    domains: [],
    now: Date.now(),
  });
  const deps: AppDeps = {
    logger: silentLogger,
    certificate: certificates,
    mediaAddresses: [{ ip: '127.0.0.1' }],
    ...(certificates.ca ? { caPage: { ca: certificates.ca, host: 'localhost' } } : {}),
    ...settings.deps,
  };
  let app = await createApp(config, deps);
  if (settings.seed !== false) {
    await seedDemoAccounts({ identity: app.identity, unitOfWork: app.unitOfWork, orgId: config.orgId });
  }
  const server: TestServer = {
    app,
    url: `https://localhost:${app.port}`,
    port: app.port,
    rtcPort: config.rtcPorts.first,
    dataDir: config.dataDir,
    caPem: certificates.ca?.pem ?? '',
    restart: async () => {
      await app.scope.close();
      app = await createApp({ ...config, port: server.port }, deps);
      server.app = app;
    },
    close: async () => {
      await app.scope.close();
      rmSync(base, { recursive: true, force: true });
    },
  };
  return server;
}

/** Signs in over HTTPS as a sample account; returns the Cookie header value. Throws when refused. */
export async function signIn(
  server: Pick<TestServer, 'url' | 'caPem'>,
  username: string,
  password = DEMO_PASSWORD,
): Promise<string> {
  const { request } = await import('node:https');
  return new Promise((resolve, reject) => {
    const call = request(
      `${server.url}/api/session`,
      { method: 'POST', ca: server.caPem, headers: { 'Content-Type': 'application/json' } },
      (response) => {
        const cookie = response.headers['set-cookie']?.[0]?.split(';')[0];
        response.resume();
        if (response.statusCode === 201 && cookie) resolve(cookie);
        else reject(new Error(`sign-in of ${username} answered ${response.statusCode ?? 0}`));
      },
    );
    call.on('error', reject);
    call.end(JSON.stringify({ username, password }));
  });
}
