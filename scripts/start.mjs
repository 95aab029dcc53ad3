import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { prepare } from './lib/prepare.mjs';
import { ROOT } from './lib/run.mjs';
import { runMain, Stop } from './lib/say.mjs';

/** `npm start [-- --demo]`: prepares what is missing, then runs the server until it is stopped. */
await runMain(async () => {
  const worker = await prepare(['run']);
  const { demo } = options();
  const server = spawn(process.execPath, ['sfu/dist/main.js'], {
    cwd: ROOT,
    env: { ...process.env, MEDIASOUP_WORKER_BIN: worker, ...(demo ? { HAIGANG_DEMO: 'true' } : {}) },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
  await new Promise((resolve) => {
    server.on('close', (code) => {
      process.exitCode = code ?? 1;
      resolve();
    });
  });
});

function options() {
  try {
    return parseArgs({ options: { demo: { type: 'boolean', default: false } } }).values;
  } catch (failure) {
    throw new Stop(`${failure.message}\n用法 usage: npm start [-- --demo]`);
  }
}
