import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchBrowser, type TestBrowser, type TestPage } from '@haigang/e2e/testing/browser';
import { BUILT_PAGES } from '@haigang/e2e/testing/centre';
import { convene, joinAsOfficer } from '@haigang/e2e/testing/call';
import { signInOn } from '@haigang/e2e/testing/sign-in';
import { startApp, type TestServer } from '@haigang/sfu/testing/start-app';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { delays, makeClockCamera, watchClock, type FrameTime } from './camera-clock.js';
import { directCall } from './direct-call.js';
import { progress, report, summary } from './measure.js';

type Page = TestPage['page'];

/**
 * `glass`: a frame is taken by the officer's camera → it is on the expert's screen, milliseconds; 1280×720 at 30 frames a
 * second, three simulcast layers sent, the top one received; goal p95 ≤ 200 and ≤ 1.25 × a direct call between two pages
 * of the same browser with one 2,048 kbit/s stream, measured in turn with it. The number of each frame stands in the
 * picture; it is read from one's own preview with the capture time, and from the received picture with its display time.
 * Both pictures stand on the screen in the same size: the processor that scales them here takes longer for a larger one.
 * Loopback, simulators off. The expert's page shows the picture without a chart: composing a WebGL chart in software
 * beside it would measure the chart.
 */
/** Camera and display beat in a phase that stays for as long as both run: each round is one draw of it. */
const ROUNDS = 16;
const FRAMES_PER_ROUND = 90;
/** Of the top layer, pixels. */
const WIDTH = 1280;
/** Before the count encoder and jitter buffer settle. */
const SETTLE_MS = 5000;
/** Wide enough that the picture asks for its top layer. */
const SCREEN = { width: 1600, height: 900 };

const folder = mkdtempSync(join(tmpdir(), 'haigang-bench-glass-'));
const camera = join(folder, 'camera.mjpeg');
progress('making a camera with a clock');
await makeClockCamera(camera);
const server = await startApp({ deps: { ui: BUILT_PAGES } });
const browser = await launchBrowser(server.caPem, [
  '--autoplay-policy=no-user-gesture-required',
  `--use-file-for-fake-video-capture=${camera}`,
  // Composed by the processor itself: an emulated graphics card shows four frames a second of thirty.
  '--disable-gpu',
]);
try {
  const ours: number[] = [];
  const direct: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const { found, box } = await throughTheCentre(browser, server);
    ours.push(...found);
    const beside = await directly(browser, server, box);
    direct.push(...beside);
    progress(`round ${round} of ${ROUNDS}: ${said(found)} through the centre, ${said(beside)} directly`);
  }
  const through = summary(ours);
  const without = summary(direct);
  report('glass', {
    ...through,
    directN: without.n,
    directP50Ms: without.p50Ms,
    directP95Ms: without.p95Ms,
    ratioToDirectP95: Math.round((through.p95Ms / without.p95Ms) * 100) / 100,
  });
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

function said(frames: readonly number[]): string {
  const { p50Ms, p95Ms } = summary(frames);
  return `p50 ${p50Ms}, p95 ${p95Ms} ms`;
}

/** Of a picture on the screen, CSS pixels. */
interface Box {
  readonly width: number;
  readonly height: number;
}

async function throughTheCentre(
  chromium: TestBrowser,
  haigang: TestServer,
): Promise<{ readonly found: number[]; readonly box: Box }> {
  const commander = await connectClient(haigang, 'commander');
  const { conferenceId, incidentId } = await convene(haigang);
  const officer = await joinAsOfficer({ server: haigang, browser: chromium });
  const expert = await chromium.open(SCREEN);
  await signInOn(expert, haigang, '/field/', 'expert');
  const { people } = await commander.call('conference:callable', { incidentId });
  const principalIds = people.filter(({ role }) => role === 'internal-expert').map(({ principalId }) => principalId);
  await commander.call('conference:call', { incidentId, who: { kind: 'chosen', principalIds } });
  await expert.page.click('main.incoming button.pri');
  // One sender: the expert shows his picture to nobody.
  await expert.page.getByRole('button', { name: '关摄像头' }).click();
  const received = '.stage [data-participant]:not(.self) video';
  await waitForTopLayer(expert.page, received);
  const found = await measure(
    { page: officer.page, selector: '.call .self video' },
    { page: expert.page, selector: received },
  );
  const box = await expert.page.locator(received).boundingBox();
  if (!box) throw new Error('the picture is not on the screen');
  await commander.call('conference:end', { conferenceId });
  commander.close();
  for (const { context } of [officer, expert]) await context.close();
  return { found, box };
}

async function directly(chromium: TestBrowser, haigang: TestServer, box: Box): Promise<number[]> {
  const sender = await chromium.open({ phone: true });
  const receiver = await chromium.open(SCREEN);
  // A page of the same origin that shows nothing of its own.
  for (const { page } of [sender, receiver]) await page.goto(`${haigang.url}/ca`);
  await directCall(sender.page, receiver.page);
  await receiver.page.locator('video').evaluate((video, { width, height }) => {
    Object.assign(video.style, { width: `${width}px`, height: `${height}px`, objectFit: 'contain' });
  }, box);
  await waitForTopLayer(receiver.page, 'video');
  const found = await measure({ page: sender.page, selector: 'video' }, { page: receiver.page, selector: 'video' });
  await sender.context.close();
  await receiver.context.close();
  return found;
}

async function waitForTopLayer(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    ([wanted = '', width]) => document.querySelector<HTMLVideoElement>(wanted)?.videoWidth === Number(width),
    [selector, String(WIDTH)],
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
  const width = await screen.page.evaluate(
    (wanted) => document.querySelector<HTMLVideoElement>(wanted)?.videoWidth,
    screen.selector,
  );
  if (width !== WIDTH) throw new Error(`the picture fell to ${String(width)} pixels`);
  const frames = (page: Page): Promise<FrameTime[]> =>
    page.evaluate(() => (window as unknown as { haigangFrames: FrameTime[] }).haigangFrames);
  return delays(await frames(camera.page), await frames(screen.page));
}
