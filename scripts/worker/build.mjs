import { copyFileSync, chmodSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../lib/run.mjs';
import { Stop } from '../lib/say.mjs';
import { writeFixedSources } from './fixes.mjs';
import { writeNinjaFile } from './ninja-file.mjs';

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
    const patched = writeFixedSources({ worker, build });
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
