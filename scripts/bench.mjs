import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { ROOT, run } from './lib/run.mjs';
import { runMain, Stop } from './lib/say.mjs';

/** Files of `bench/src` that are no benchmark themselves. */
const HELPERS = new Set(['camera-clock', 'camera-file', 'direct-call', 'measure', 'media-back', 'process-tree']);

/** `npm run bench -- NAME [--json]`: one benchmark; with `--json` the last line is its result. */
await runMain(async () => {
  const [name, ...rest] = process.argv.slice(2);
  const names = readdirSync(join(ROOT, 'bench/src'))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -3))
    .filter((file) => !HELPERS.has(file));
  if (!name || !names.includes(name)) throw new Stop(`用法 usage: npm run bench -- ${names.join('|')} [--json]`);
  const worker = await prepare(['run', 'test'], { mayBeRelease: false });
  const built = await run(join(ROOT, 'node_modules/.bin/tsc'), ['-b', 'bench'], { quiet: true });
  if (built.code !== 0) throw new Stop(built.output);
  const file = join(ROOT, 'bench/dist', `${name}.js`);
  if (!existsSync(file)) throw new Stop(`${file} was not built`);
  const { code } = await run(process.execPath, [file, ...rest], {
    env: { ...process.env, MEDIASOUP_WORKER_BIN: worker },
  });
  process.exitCode = code;
});
