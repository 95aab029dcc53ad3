import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { launchBrowser, type TestPage } from '@haigang/e2e/testing/browser';
import { waitForMedia } from '@haigang/e2e/testing/media-facts';
import { signInOn } from '@haigang/e2e/testing/sign-in';
import { openTcpLine } from '@haigang/e2e/testing/tcp-line';
import { openUdpRelay, sendMediaThrough } from '@haigang/e2e/testing/udp-relay';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { startApp } from '@haigang/sfu/testing/start-app';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { makeCameraFile } from './camera-file.js';
import { mediaBackAt } from './media-back.js';
import { progress, report, summary } from './measure.js';

/**
 * `rejoin`: an officer and the centre in a call; the officer's network or the room's media worker is taken away, and the
 * time runs until sound and picture arrive again in both directions, milliseconds. Goals p95: ≤ 2,000 after an address
 * change that the browser signals, ≤ 6,000 after the path died without a word, ≤ 3,000 after the worker died.
 * The officer's media runs through a UDP relay and its HTTPS and WebSocket through a TCP line on loopback; what they
 * carried is dead from one moment on and new ports get through, as when a phone changes its network.
 */
const ROUNDS = 12;
const WARM_UP = 1;
/** A page that loses its media more often within two minutes asks its person. */
const DEATHS_PER_CALL = 3;
/** The path must have been used steadily, as in a call, before it is taken away. ms */
const SETTLE_MS = 4000;

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const RELAY_ADDRESS = '127.0.0.2';

interface Call {
  readonly officer: TestPage;
  readonly desk: TestPage;
  readonly conferenceId: string;
  readonly end: () => Promise<void>;
}

const folder = mkdtempSync(join(tmpdir(), 'haigang-bench-rejoin-'));
const ports = await freePorts(2);
const server = await startApp({
  env: { HAIGANG_RTC_PORTS: `${ports.first}-${ports.last}`, HAIGANG_MEDIA_WORKERS: '2' },
  deps: { ui: { commandDir: join(ROOT, 'command-ui/dist/site'), fieldDir: join(ROOT, 'field-client/dist/site') } },
});
const browser = await launchBrowser(server.caPem, [
  '--autoplay-policy=no-user-gesture-required',
  `--use-file-for-fake-video-capture=${makeCameraFile(folder)}`,
]);
const relays = await Promise.all(
  [ports.first, ports.last].map((port) => openUdpRelay({ address: RELAY_ADDRESS, target: { ip: '127.0.0.1', port } })),
);
const line = await openTcpLine(server.port);

let killed = 0;
let call = await convene();
try {
  const signalled = await rounds('address change', async () => {
    for (const relay of relays) relay.strand();
    line.cut();
    await call.officer.page.evaluate(() => window.dispatchEvent(new Event('online')));
  });
  const silent = await rounds('silent loss', () => {
    for (const relay of relays) relay.strand();
    line.strand();
    return Promise.resolve();
  });
  const deaths = await rounds('worker death', killWorker, replaced);
  report('rejoin', {
    n: ROUNDS,
    ...row('addressChange', signalled),
    ...row('silentLoss', silent),
    ...row('workerDeath', deaths),
  });
} finally {
  await browser.close();
  await server.close();
  await line.close();
  for (const relay of relays) await relay.close();
  rmSync(folder, { recursive: true, force: true });
}

/** A new call in fresh profiles. */
async function convene(): Promise<Call> {
  const watcher = await connectClient(server, 'commander');
  await watcher.resume();
  const officer = await browser.open({ phone: true });
  const desk = await browser.open({ width: 1280, height: 720 });
  for (const relay of relays.slice(0, 1)) await sendMediaThrough(officer, relay);
  await signInOn(officer, { url: `https://localhost:${line.port}` }, '/field/', 'officer1');
  await signInOn(desk, server, '/', 'dispatcher');
  const opened = watcher.next('sync:changed', (batch) => conferenceIn(batch) !== undefined, 30_000);
  await officer.page.fill('input[name=reason]', 'bench');
  await officer.page.click('form.request button[type=submit]');
  await desk.page.click('.accept');
  const conferenceId = conferenceIn(await opened) ?? '';
  for (const { page } of [officer, desk]) await waitForMedia(page, 1);
  return {
    ...{ officer, desk, conferenceId },
    end: async () => {
      await watcher.call('conference:end', { conferenceId });
      watcher.close();
      for (const { context } of [officer, desk]) await context.close();
    },
  };
}

function conferenceIn(batch: unknown): string | undefined {
  return (batch as { entity: string; id: string }[]).find((change) => change.entity === 'conference')?.id;
}

async function rounds(
  name: string,
  takeAway: () => Promise<void>,
  prepare?: (round: number) => Promise<void>,
): Promise<number[]> {
  const took: number[] = [];
  for (let at = 1 - WARM_UP; at <= ROUNDS; at += 1) {
    await prepare?.(at);
    for (const { page } of [call.officer, call.desk]) await waitForMedia(page, 1);
    await wait(SETTLE_MS);
    const started = Date.now();
    const back = Promise.all([call.officer, call.desk].map(({ page }) => mediaBackAt(page, started)));
    await takeAway();
    const ms = Math.max(...(await back)) - started;
    progress(`${name} ${at > 0 ? `${at} of ${ROUNDS}` : 'to warm up'}: ${Math.round(ms)} ms`);
    if (at > 0) took.push(ms);
  }
  return took;
}

/** Waits until the worker killed before has been replaced; a call that has had its deaths is convened anew. */
async function replaced(round: number): Promise<void> {
  while (server.app.workerPids().includes(killed)) await wait(100);
  if (round % DEATHS_PER_CALL !== 0) return;
  await call.end();
  call = await convene();
}

/** Kills the worker under the room. */
function killWorker(): Promise<void> {
  const pid = server.app.workerPidOf(call.conferenceId);
  if (pid === undefined) throw new Error('no worker carries the room');
  process.kill(pid, 'SIGKILL');
  killed = pid;
  return Promise.resolve();
}

function row(name: string, samples: readonly number[]): Record<string, number> {
  const { p50Ms, p95Ms, maxMs } = summary(samples);
  return { [`${name}P50Ms`]: p50Ms, [`${name}P95Ms`]: p95Ms, [`${name}MaxMs`]: maxMs };
}
