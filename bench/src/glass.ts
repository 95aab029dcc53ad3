import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser, type TestBrowser } from '@haigang/e2e/testing/browser';
import { BUILT_PAGES } from '@haigang/e2e/testing/centre';
import { signInOn } from '@haigang/e2e/testing/sign-in';
import { startApp, type TestServer } from '@haigang/sfu/testing/start-app';
import { delays, makeClockCamera, watchClock, type FrameTime } from './camera-clock.js';
import { directCall } from './direct-call.js';
import { progress, report, summary } from './measure.js';

/**
 * `glass`: a frame is taken by the officer's camera → it is on the big screen, milliseconds; 1280×720 at 30 frames a
 * second, three simulcast layers sent, the top one received; goal p95 ≤ 200 and ≤ 1.25 × a direct call between two pages
 * of the same browser with one 2,048 kbit/s stream, measured in turn with it. The number of each frame stands in the
 * picture; it is read from one's own preview with the capture time, and from the received picture with its display time.
 * Loopback, simulators off.
 */
const ROUNDS = 3;
const FRAMES_PER_ROUND = 300;
/** Frames before the count: encoder and jitter buffer settle. */
const SETTLE_MS = 5000;

const folder = mkdtempSync(join(tmpdir(), 'haigang-bench-glass-'));
const camera = join(folder, 'camera.mjpeg');
progress('making a camera with a clock');
await makeClockCamera(camera);
const server = await startApp({ deps: { ui: BUILT_PAGES } });
const browser = await launchBrowser(server.caPem, [
  '--autoplay-policy=no-user-gesture-required',
  `--use-file-for-fake-video-capture=${camera}`,
]);
try {
  const ours: number[] = [];
  const direct: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    ours.push(...(await throughTheCentre(browser, server)));
    direct.push(...(await directly(browser, server)));
    progress(`round ${round} of ${ROUNDS}: ${ours.length} frames through the centre, ${direct.length} directly`);
  }
  const through = summary(ours);
  const beside = summary(direct);
  report('glass', {
    ...through,
    directN: beside.n,
    directP50Ms: beside.p50Ms,
    directP95Ms: beside.p95Ms,
    ratioToDirectP95: Math.round((through.p95Ms / beside.p95Ms) * 100) / 100,
  });
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

async function throughTheCentre(chromium: TestBrowser, haigang: TestServer): Promise<number[]> {
  const officer = await chromium.open({ phone: true });
  const desk = await chromium.open();
  await signInOn(officer, haigang, '/field/', 'officer1');
  await signInOn(desk, haigang, '/', 'dispatcher');
  await desk.page.waitForSelector('.overview');
  await officer.page.fill('input[name=reason]', 'glass');
  await officer.page.click('form.request button[type=submit]');
  await desk.page.click('.accept');
  // One sender: the desk shows its picture to nobody.
  await desk.page.getByRole('button', { name: '关摄像头' }).click();
  const received = '.stage .main [data-participant] video';
  await waitForTopLayer(desk.page, received);
  const found = await measure(
    { page: officer.page, selector: '.call .self video' },
    { page: desk.page, selector: received },
  );
  await desk.page.getByRole('button', { name: '结束会议' }).click();
  await desk.page.click('dialog[open] button[type=submit]');
  await officer.context.close();
  await desk.context.close();
  return found;
}

async function directly(chromium: TestBrowser, haigang: TestServer): Promise<number[]> {
  const sender = await chromium.open({ phone: true });
  const receiver = await chromium.open();
  // A page of the same origin that shows nothing of its own.
  for (const { page } of [sender, receiver]) await page.goto(`${haigang.url}/ca`);
  await directCall(sender.page, receiver.page);
  await waitForTopLayer(receiver.page, 'video');
  const found = await measure({ page: sender.page, selector: 'video' }, { page: receiver.page, selector: 'video' });
  await sender.context.close();
  await receiver.context.close();
  return found;
}

async function waitForTopLayer(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.querySelector<HTMLVideoElement>(wanted)?.videoWidth === 1280,
    selector,
  );
}

interface Clock {
  readonly page: Page;
  readonly selector: string;
}

async function measure(camera: Clock, screen: Clock): Promise<number[]> {
  await screen.page.waitForTimeout(SETTLE_MS);
  await camera.page.evaluate(watchClock, { selector: camera.selector, time: 'captured' as const });
  await screen.page.evaluate(watchClock, { selector: screen.selector, time: 'displayed' as const });
  await screen.page.waitForFunction(
    (count) => (window as unknown as { haigangFrames: unknown[] }).haigangFrames.length >= count,
    FRAMES_PER_ROUND,
    { timeout: 120_000 },
  );
  const frames = (page: Page): Promise<FrameTime[]> =>
    page.evaluate(() => (window as unknown as { haigangFrames: FrameTime[] }).haigangFrames);
  return delays(await frames(camera.page), await frames(screen.page));
}
