import {
  copyFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../lib/run.mjs';
import { Stop } from '../lib/say.mjs';
import { writeNinjaFile } from './ninja-file.mjs';

const DTLS = 'src/RTC/DtlsTransport.cpp';
/**
 * The worker's BIO callback must test the return bit: Debian's OpenSSL has kernel TLS, asks a control whose return arrives
 * as CTRL|RETURN, is told yes, and the first DTLS handshake then crashes.
 */
const WRONG = 'operationType == BIO_CB_RETURN';
const RIGHT = '(operationType & BIO_CB_RETURN) != 0';

/** Compiles mediasoup's worker from the sources in its npm package against Debian's libraries. Throws `Stop` with the compiler's words. */
export async function buildWorker({ packageFolder, binary, onProgress }) {
  const worker = join(packageFolder, 'worker');
  const build = mkdtempSync(join(tmpdir(), 'haigang-worker-build-'));
  try {
    const schemas = readdirSync(join(worker, 'fbs'))
      .filter((name) => name.endsWith('.fbs'))
      .map((name) => join(worker, 'fbs', name));
    const generated = join(build, 'gen/FBS');
    mkdirSync(generated, { recursive: true });
    await must('flatc', [
      '--cpp',
      '--cpp-field-case-style',
      'lower',
      '--reflect-names',
      '--scoped-enums',
      '--filename-suffix',
      '',
      '-o',
      generated,
      ...schemas,
    ]);
    const patched = new Map([[DTLS, patchDtls(worker, build)]]);
    const count = writeNinjaFile({ worker, build, compat: join(dirname(import.meta.filename), 'compat'), patched });
    onProgress(`${count} 个源文件 sources`);
    await compile(build, onProgress);
    copyFileSync(join(build, 'mediasoup-worker'), `${binary}.new`);
    chmodSync(`${binary}.new`, 0o755);
    renameSync(`${binary}.new`, binary);
  } finally {
    rmSync(build, { recursive: true, force: true });
  }
}

function patchDtls(worker, build) {
  const source = readFileSync(join(worker, DTLS), 'utf8');
  if (!source.includes(WRONG)) throw new Stop(`${DTLS} 已改变 / has changed: the BIO callback fix no longer applies`);
  const copy = join(build, 'DtlsTransport.cpp');
  writeFileSync(copy, source.replace(WRONG, RIGHT));
  return copy;
}

async function compile(build, onProgress) {
  let shown = -1;
  const onLine = (line) => {
    const [, done, all] = line.match(/^\[(\d+)\/(\d+)\]/) ?? [];
    const percent = done ? Math.floor((Number(done) / Number(all)) * 10) * 10 : -1;
    if (percent > shown) {
      shown = percent;
      onProgress(`${percent} %`);
    }
  };
  const jobs = String(Math.max(1, availableParallelism()));
  const { code, output } = await run('ninja', ['-C', build, '-j', jobs, 'mediasoup-worker'], { onLine });
  if (code !== 0) throw new Stop(`媒体服务编译失败 / the worker does not compile:\n${output.slice(-4000)}`);
}

async function must(command, args) {
  const { code, output } = await run(command, args, { quiet: true });
  if (code !== 0) throw new Stop(`${command}:\n${output}`);
}
