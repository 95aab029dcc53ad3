import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ensurePackages } from './packages.mjs';
import { ROOT, run } from './run.mjs';
import { Stop } from './say.mjs';

const STAMP = join(ROOT, 'node_modules', '.haigang-installed');

function wanted() {
  const hash = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .update(readFileSync(join(ROOT, 'package.json')));
  return `${hash.digest('hex')} ${process.version} ${process.arch}`;
}

export function isInstalled() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted();
}

/** `npm ci` of exactly the locked versions; mediasoup's own install step is held back, `worker.mjs` sees to its worker. */
export async function installModules() {
  if (isInstalled()) return;
  await ensurePackages(['compile']);
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund'], { env: installEnv(), quiet: true });
  if (code !== 0) throw new Stop(`npm ci 失败 / failed:\n${output.slice(-4000)}`);
  writeFileSync(STAMP, wanted());
}

/** Native modules compile against the headers beside the running Node, since a closed network cannot fetch them. */
function installEnv() {
  const prefix = resolve(dirname(process.execPath), '..');
  const headers = existsSync(join(prefix, 'include/node/node.h'));
  return { ...process.env, MEDIASOUP_WORKER_BIN: '/bin/true', ...(headers ? { npm_config_nodedir: prefix } : {}) };
}
