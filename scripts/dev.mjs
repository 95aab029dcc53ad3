import { rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { prepare } from './lib/prepare.mjs';
import { ROOT } from './lib/run.mjs';
import { Running } from './lib/running.mjs';
import { runMain, say } from './lib/say.mjs';

const bin = (name) => join(ROOT, 'node_modules/.bin', name);
const COMMAND_PORT = Number(process.env.HAIGANG_DEV_PORT ?? 5173);
const FIELD_PORT = COMMAND_PORT + 1;

/**
 * `npm run dev`: the demo on its own data; the server starts anew when what it is compiled from changes, the pages change
 * in place. One address for everything, as in production: the pages come from their Vite servers, the rest is passed on.
 */
await runMain(async () => {
  const worker = await prepare(['run'], { pages: false });
  // From here on the compiler keeps the output current by itself, so the next start must look again.
  rmSync(join(ROOT, 'sfu/dist/.haigang-built'), { force: true });
  const port = Number(process.env.HAIGANG_PORT ?? 8443);
  const base = process.env.HAIGANG_DATA_DIR ?? defaultDataDir();
  const env = {
    ...process.env,
    MEDIASOUP_WORKER_BIN: worker,
    HAIGANG_DEMO: 'true',
    HAIGANG_PORT: String(port),
    HAIGANG_DATA_DIR: base,
    HAIGANG_DEV_SERVER: `https://localhost:${port}`,
    HAIGANG_DEV_FIELD: `https://localhost:${FIELD_PORT}`,
    HAIGANG_DEV_FIELD_PORT: String(FIELD_PORT),
    HAIGANG_DEV_TLS: join(base, 'demo/tls'),
  };
  const running = new Running(env);
  const compiled = ['-b', 'shared', 'certs', 'sfu', '--watch', '--preserveWatchOutput'];
  running.start('tsc', bin('tsc'), compiled);
  await running.startAndWait(
    'server',
    [process.execPath, ['--watch', '--watch-preserve-output', 'sfu/dist/main.js']],
    /^READY /mu,
  );
  for (const [name, at] of [
    ['command-ui', COMMAND_PORT],
    ['field-client', FIELD_PORT],
  ]) {
    const args = ['--port', String(at), '--strictPort', '--clearScreen', 'false'];
    await running.startAndWait(name, [bin('vite'), args, join(ROOT, name)], /ready in/u);
  }
  say(`\n大屏 Big screen     https://localhost:${COMMAND_PORT}/`);
  say(`一线 Field phones   https://localhost:${COMMAND_PORT}/field/`);
  say(`证书 CA             https://localhost:${port}/ca`);
  say('按 Ctrl-C 全部停止 / Ctrl-C stops everything\n');
  process.exitCode = await running.ended;
});

function defaultDataDir() {
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local/share'), 'haigang-dev');
}
