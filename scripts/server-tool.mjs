import { spawn } from 'node:child_process';
import { buildServer } from './lib/build.mjs';
import { installModules } from './lib/install.mjs';
import { ROOT } from './lib/run.mjs';
import { runMain } from './lib/say.mjs';

/** `npm run verify-audit | backup | restore | admin`: the server's console; needs no media worker and no pages. */
await runMain(async () => {
  await installModules();
  await buildServer();
  const tool = spawn(process.execPath, ['sfu/dist/tools/server-tool.js', ...process.argv.slice(2)], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  process.exitCode = await new Promise((resolve) => tool.on('close', (code) => resolve(code ?? 2)));
});
