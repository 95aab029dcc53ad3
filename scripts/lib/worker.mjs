import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { arch, homedir, platform, release, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildWorker } from '../worker/build.mjs';
import { FIXES_KEY } from '../worker/fixes.mjs';
import { ensurePackages } from './packages.mjs';
import { outputOf, ROOT, run } from './run.mjs';
import { say, Stop } from './say.mjs';

const DOWNLOAD_TIMEOUT_MS = 20_000;

function mediasoupPackage() {
  const folder = join(ROOT, 'node_modules/mediasoup');
  return { folder, ...JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) };
}

/** Outside the checkout, so that a second checkout does not build again. `kind` tells a local build from a release. */
function cachedWorker(version, kind) {
  const base =
    process.env.HAIGANG_CACHE_DIR ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'haigang');
  return join(base, 'mediasoup-worker', `${version}-${platform()}-${arch()}-${kind}`, 'mediasoup-worker');
}

/** A build is kept by its compiler and by what it changed in the sources. */
function builtKind() {
  return `gcc${outputOf('g++', ['-dumpfullversion']) || 'none'}-${FIXES_KEY}`;
}

/**
 * Path of a working mediasoup worker: `MEDIASOUP_WORKER_BIN`, else one built here before, else the project's release (not
 * with `MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD`, mediasoup's own variable), else a local build. Every one is started once
 * and must answer with the right version before anything else runs.
 */
export async function ensureWorker({
  baseUrl = process.env.MEDIASOUP_WORKER_PREBUILT_DOWNLOAD_BASE_URL,
  mayBeRelease = !process.env.MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD,
} = {}) {
  const { folder, version, repository } = mediasoupPackage();
  const given = process.env.MEDIASOUP_WORKER_BIN;
  if (given) {
    if (await answers(given, version)) return given;
    throw new Stop(`MEDIASOUP_WORKER_BIN 不能运行 / does not run as mediasoup ${version}: ${given}`);
  }
  const cached = async (binary) => existsSync(binary) && (await answers(binary, version));
  const built = cachedWorker(version, builtKind());
  if (await cached(built)) return built;
  if (mayBeRelease) {
    const released = cachedWorker(version, 'release');
    if (await cached(released)) return unfixed(released);
    mkdirSync(dirname(released), { recursive: true });
    const base = baseUrl ?? `${repository.url.replace(/^git\+/, '').replace(/\.git$/, '')}/releases/download`;
    say('  查找预编译的媒体服务 looking for a prebuilt media worker');
    if (await download({ base, version, binary: released, pins: readPins() })) return unfixed(released);
  }
  say('  在本机编译媒体服务（约 5–10 分钟，仅一次） building the media worker here (5–10 minutes, once)');
  await ensurePackages(['worker']);
  // The compiler may have come with the packages.
  const binary = cachedWorker(version, builtKind());
  mkdirSync(dirname(binary), { recursive: true });
  await buildWorker({ packageFolder: folder, binary, onProgress: (text) => say(`    ${text}`) });
  if (!(await answers(binary, version)))
    throw new Stop('编译出的媒体服务不能运行 / the worker that was built does not run');
  return binary;
}

/** A release lacks the fixes of a local build (`scripts/worker/fixes.mjs`); whoever starts it is told. */
function unfixed(binary) {
  say('  预编译版本：弱网恢复后画面可能回不来；本机编译版已修正 a release: after a bad line pictures may stay away');
  say('  改用 to build instead: MEDIASOUP_SKIP_WORKER_PREBUILT_DOWNLOAD=true npm start');
  return binary;
}

function readPins() {
  return JSON.parse(readFileSync(join(dirname(import.meta.filename), '../worker/pins.json'), 'utf8'));
}

export function archiveName(version) {
  const kernel = platform() === 'linux' ? `-kernel${release().split('.')[0]}` : '';
  return `mediasoup-worker-${version}-${platform()}-${arch()}${kernel}.tgz`;
}

/** True when an archive was there, is the pinned one where a pin exists, and its worker answers. Never throws for a network's sake. */
export async function download({ base, version, binary, pins }) {
  const name = archiveName(version);
  let bytes;
  try {
    const reply = await fetch(`${base}/${version}/${name}`, { signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT_MS) });
    if (!reply.ok) return false;
    bytes = Buffer.from(await reply.arrayBuffer());
  } catch {
    // No network, or a closed one: the local build follows.
    return false;
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (pins[name] !== undefined && pins[name] !== sha256) {
    throw new Stop(
      `下载的媒体服务与登记的 SHA-256 不符 / the download is not the pinned one: ${name}\n  expected ${pins[name]}\n  got      ${sha256}`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'haigang-worker-'));
  try {
    writeFileSync(join(folder, name), bytes);
    const { code } = await run('tar', ['-xzf', name], { cwd: folder, quiet: true });
    const found = join(folder, 'mediasoup-worker');
    if (code !== 0 || !existsSync(found)) return false;
    chmodSync(found, 0o755);
    if (!(await answers(found, version))) return false;
    writeFileSync(`${binary}.new`, readFileSync(found), { mode: 0o755 });
    renameSync(`${binary}.new`, binary);
    return true;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts the worker as mediasoup does and waits for its first word: the notification that it runs. */
export function answers(binary, version) {
  return new Promise((done) => {
    let child;
    try {
      child = spawn(binary, [], {
        env: { ...process.env, MEDIASOUP_VERSION: version },
        stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
      });
    } catch {
      done(false);
      return;
    }
    const finish = (alive) => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      done(alive);
    };
    const timer = setTimeout(() => finish(false), 10_000);
    child.on('error', () => finish(false));
    child.on('exit', () => finish(false));
    child.stdio[4].once('data', () => finish(true));
  });
}
