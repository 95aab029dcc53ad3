import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT, run } from './run.mjs';
import { Stop, step } from './say.mjs';

const SKIPPED = new Set(['node_modules', 'dist', '.git']);

function hashFiles(folders) {
  const hash = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json')));
  const visit = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = join(path, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name)) visit(full);
      else if (entry.isFile()) hash.update(full.slice(ROOT.length)).update(readFileSync(full));
    }
  };
  for (const folder of folders) visit(join(ROOT, folder));
  return hash.digest('hex');
}

/** Runs a build only when what it reads has changed. */
async function buildOnce(name, folders, stampFolder, task) {
  const stamp = join(ROOT, stampFolder, '.haigang-built');
  const current = hashFiles(folders);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return;
  await step(name, async () => {
    const { code, output } = await task();
    if (code !== 0) throw new Stop(`${name}:\n${output}`);
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, current);
  });
}

const bin = (name) => join(ROOT, 'node_modules/.bin', name);

export function buildServer() {
  return buildOnce('编译服务器 compiling the server', ['shared', 'certs', 'sfu'], 'sfu/dist', () =>
    run(bin('tsc'), ['-b', 'shared', 'certs', 'sfu'], { quiet: true }),
  );
}

/** The server and the two UIs; seconds when nothing changed. */
export async function buildAll({ pages }) {
  await buildServer();
  for (const ui of pages ? ['command-ui', 'field-client'] : []) {
    await buildOnce(`构建页面 building ${ui}`, ['shared', ui], `${ui}/dist`, () =>
      run(bin('vite'), ['build', '--logLevel', 'warn'], { cwd: join(ROOT, ui), quiet: true }),
    );
  }
}
