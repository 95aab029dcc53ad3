import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import qrcode from 'qrcode';
import { CertificateError, lanAddresses, openCertificates, type Certificates } from '@haigang/certs';
import { AppError } from '@haigang/shared/kernel/errors';
import { createApp, type App } from './app.js';
import { loadConfig, type Config } from './config/config.js';
import { mediaAddresses, ownAddresses } from './config/media-addresses.js';
import { DEMO_PASSWORD, DEMO_USERNAMES, seedDemoAccounts } from './demo/demo-accounts.js';
import { SetupCode } from './features/identity/index.js';
import { lockDataDir } from './platform/data-lock.js';
import { createLogger } from './platform/logger.js';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const logger = createLogger(config.logLevel);
  const release = lockDataDir(config.dataDir);
  process.once('exit', release);
  if (config.demo) markAsDemo(config);
  const addresses = lanAddresses();
  const certificates = await openCertificates({
    dir: join(config.dataDir, 'tls'),
    organisation: config.organisation.en,
    hostname: config.hostname,
    addresses,
    domains: config.domains,
    now: Date.now(),
    own: config.certificate,
  });
  const setupCode = new SetupCode(Date.now());
  const phoneHost = addresses.find((address) => !address.includes(':')) ?? 'localhost';
  const app = await createApp(config, {
    logger,
    certificate: certificates,
    mediaAddresses: mediaAddresses(ownAddresses(), config.announcedIps),
    setupCode,
    ...(certificates.ca ? { caPage: { ca: certificates.ca, host: phoneHost } } : {}),
    ui: { commandDir: join(ROOT, 'command-ui/dist/site'), fieldDir: join(ROOT, 'field-client/dist/site') },
  });
  stopOnSignals(app, logger);
  if (config.demo) await seedDemoAccounts({ identity: app.identity, unitOfWork: app.unitOfWork, orgId: config.orgId });
  await welcome(config, app, certificates, phoneHost, setupCode);
}

function markAsDemo(config: Config): void {
  const marker = join(dirname(config.dataDir), 'demo', 'DEMO');
  if (existsSync(marker)) return;
  mkdirSync(dirname(marker), { recursive: true, mode: 0o700 });
  writeFileSync(marker, 'simulated data\n');
}

function stopOnSignals(app: App, logger: ReturnType<typeof createLogger>): void {
  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) process.exit(130);
    stopping = true;
    logger.info({ signal }, 'server stops');
    app.scope.close().then(
      () => process.exit(0),
      (failure: unknown) => {
        logger.error({ err: failure }, 'the stop was not clean');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

async function welcome(
  config: Config,
  app: App,
  certificates: Certificates,
  phoneHost: string,
  setupCode: SetupCode,
): Promise<void> {
  const local = config.publicUrl ?? `https://localhost:${app.port}`;
  const phone = config.publicUrl ?? `https://${phoneHost}:${app.port}`;
  for (const problem of certificates.problems) say(`! ${problem}`);
  if (config.demo) say('\n*** 模拟数据 SIMULATED — 演示模式 demo mode ***');
  say(`\n指挥大屏 Big screen     ${local}/`);
  say(`墙屏     Wall display   ${local}/wall/main`);
  say(`一线     Field phones   ${phone}/field/`);
  if (certificates.ca) {
    say(`手机证书 Phone CA       ${phone}/ca`);
    say(`         SHA-256        ${certificates.ca.sha256}`);
    if (app.httpPort !== null) say(`         HTTP           http://${phoneHost}:${app.httpPort}/ca`);
  }
  say(
    `\n${await qrcode.toString(`${phone}${certificates.ca ? '/ca' : '/field/'}`, { type: 'terminal', small: true })}`,
  );
  if (config.demo) {
    say(`演示账户 Demo accounts   ${DEMO_USERNAMES.join(' ')}\n密码 Password           ${DEMO_PASSWORD}`);
  } else if (!(await app.identity.hasAnyAdministrator())) {
    say(`首次使用：在 ${local}/ 输入设置码创建管理员（30 分钟内有效）`);
    say(`First use: open ${local}/ and enter this set-up code to make the administrator (30 min)`);
    say(`\n    ${setupCode.text}\n`);
    say('或用 npm start -- --demo 打开带模拟数据的演示 / or npm start -- --demo for a demo with simulated data');
  }
  say(`READY ${local}`);
}

main().catch((failure: unknown) => {
  const known = failure instanceof AppError || failure instanceof CertificateError;
  const text = known
    ? failure.message
    : failure instanceof Error
      ? (failure.stack ?? failure.message)
      : String(failure);
  process.stderr.write(`${text}\n`);
  process.exit(known ? 2 : 1);
});
