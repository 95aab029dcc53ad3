import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { launchBrowser, type TestBrowser, type TestPage } from '@haigang/e2e/testing/browser';
import { DEMO_PASSWORD } from '@haigang/sfu/demo/demo-accounts';
import { startApp, type TestServer } from '@haigang/sfu/testing/start-app';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { makeCameraFile } from './camera-file.js';
import { progress, report, summary } from './measure.js';

/**
 * `join`: a click → the first frame of the officer's picture is presented (`requestVideoFrameCallback`), milliseconds;
 * goal p95 ≤ 1,000 in each row. Loopback, simulators off, camera 640×360 at 30 frames a second.
 * - cold: accept at the big screen; fresh profiles, fresh sign-in, a room nobody has produced into.
 * - running: a second desk, signed in, enters the conference that is running.
 * - preConnected: both are in the room and connected; the officer, whose camera was off, switches it on.
 */
const JOINS = 20;
const WARM_UP = 2;
const SETTLE_MS = 500;

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const folder = mkdtempSync(join(tmpdir(), 'haigang-bench-join-'));
const server = await startApp({
  deps: { ui: { commandDir: join(ROOT, 'command-ui/dist/site'), fieldDir: join(ROOT, 'field-client/dist/site') } },
});
const browser = await launchBrowser(server.caPem, [
  '--autoplay-policy=no-user-gesture-required',
  `--use-file-for-fake-video-capture=${makeCameraFile(folder)}`,
]);
try {
  const centre = await connectClient(server, 'commander');
  await centre.resume();
  const joins: Joins[] = [];
  for (let at = 1 - WARM_UP; at <= JOINS; at += 1) {
    const measured = await joinOnce(browser, server, centre);
    const took = [measured.cold.frameMs, measured.runningMs, measured.preConnectedMs].map(Math.round).join(', ');
    progress(`join ${at > 0 ? `${at} of ${JOINS}` : 'to warm up'}: cold, running, pre-connected ${took} ms`);
    if (at > 0) joins.push(measured);
  }
  report('join', {
    n: JOINS,
    ...row('cold', (one) => one.cold.frameMs),
    coldStageP50Ms: summary(joins.map((one) => one.cold.stageMs)).p50Ms,
    coldTrackP50Ms: summary(joins.map((one) => one.cold.trackMs)).p50Ms,
    ...row('running', (one) => one.runningMs),
    ...row('preConnected', (one) => one.preConnectedMs),
  });
  function row(name: string, ofOne: (one: Joins) => number): Record<string, number> {
    const { p50Ms, p95Ms, maxMs } = summary(joins.map(ofOne));
    return { [`${name}P50Ms`]: p50Ms, [`${name}P95Ms`]: p95Ms, [`${name}MaxMs`]: maxMs };
  }
  centre.close();
} finally {
  await browser.close();
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

interface Join {
  /** From the click to: the conference stage stands, the officer's video element is there, its first frame is presented. */
  readonly stageMs: number;
  readonly trackMs: number;
  readonly frameMs: number;
}

interface Joins {
  readonly cold: Join;
  readonly runningMs: number;
  readonly preConnectedMs: number;
}

async function joinOnce(chromium: TestBrowser, haigang: TestServer, client: TestClient): Promise<Joins> {
  const officer = await chromium.open({ phone: true });
  const desk = await chromium.open();
  await desk.context.addInitScript(watchJoin);
  await signIn(haigang, officer, '/field/', 'officer1');
  await signIn(haigang, desk, '/', 'dispatcher');
  // A big screen in service: its chart has been drawn long before anybody calls.
  await desk.page.waitForSelector('.overview .chart[data-engine] [data-vessels]');
  await officer.page.fill('input[name=reason]', 'bench');
  await officer.page.click('form.request button[type=submit]');
  await officer.page.waitForSelector('.ringing');
  const opened = client.next('sync:changed', (batch) => conferenceIn(batch) !== undefined);
  await desk.page.click('.accept');
  const { id } = conferenceIn(await opened) ?? { id: '' };
  const measured = await desk.page.waitForFunction(() => {
    const { haigangJoin: marks } = window as unknown as { haigangJoin?: Marks };
    if (marks?.frameAt === undefined || marks.trackAt === undefined || marks.stageAt === undefined) return null;
    const { clickedAt, stageAt, trackAt, frameAt } = marks;
    return { stageMs: stageAt - clickedAt, trackMs: trackAt - clickedAt, frameMs: frameAt - clickedAt };
  });
  const cold = (await measured.jsonValue()) as Join;
  const runningMs = await enterRunning(chromium, haigang);
  const preConnectedMs = await switchCameraOn(officer, desk);
  await client.call('conference:end', { conferenceId: id });
  await officer.context.close();
  await desk.context.close();
  return { cold, runningMs, preConnectedMs };
}

/** A second desk enters; from its click to the officer's picture. */
async function enterRunning(chromium: TestBrowser, haigang: TestServer): Promise<number> {
  const second = await chromium.open();
  await signIn(haigang, second, '/', 'commander');
  await second.page.waitForSelector('.overview .chart[data-engine] [data-vessels]');
  const enter = second.page.locator('button:has-text("进入会议")').first();
  await enter.waitFor();
  await watchClick(second);
  await watchFirstFrame(second, '.stage [data-participant]:not(.self):has(video)');
  await enter.click();
  const ms = (await firstFrameAt(second)) - (await clickedAt(second));
  await second.context.close();
  return ms;
}

/** From the officer's press on his camera button to his picture at the desk; both pages read this machine's clock. */
async function switchCameraOn(officer: TestPage, desk: TestPage): Promise<number> {
  await officer.page.getByRole('button', { name: '关摄像头' }).click();
  await desk.page.waitForSelector('[data-participant]:has(video) .nopicture');
  // What was still under way has been shown.
  await wait(SETTLE_MS);
  await watchFirstFrame(desk, '[data-participant]:has(video):has(.nopicture)');
  await watchClick(officer);
  await officer.page.getByRole('button', { name: '开摄像头' }).click();
  return (await firstFrameAt(desk)) - (await clickedAt(officer));
}

/** Notes the next click in the page, unix time in ms. */
async function watchClick({ page }: TestPage): Promise<void> {
  await page.evaluate(() => {
    const note = ({ timeStamp }: Event): void => {
      Object.assign(window, { haigangClickedAt: performance.timeOrigin + timeStamp });
    };
    document.addEventListener('click', note, { capture: true, once: true });
  });
}

/** Notes when the next frame of the first matching tile is presented, unix time in ms. */
async function watchFirstFrame({ page }: TestPage, tile: string): Promise<void> {
  await page.evaluate((wanted) => {
    const find = (): boolean => {
      const video = document.querySelector(wanted)?.querySelector('video');
      const note: VideoFrameRequestCallback = (now) => {
        Object.assign(window, { haigangFrameAt: performance.timeOrigin + now });
      };
      video?.requestVideoFrameCallback(note);
      return video != null;
    };
    if (find()) return;
    new MutationObserver((_records, observer) => {
      if (find()) observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  }, tile);
}

function clickedAt({ page }: TestPage): Promise<number> {
  return page.evaluate(() => (window as unknown as { haigangClickedAt: number }).haigangClickedAt);
}

async function firstFrameAt({ page }: TestPage): Promise<number> {
  const found = await page.waitForFunction(() => (window as unknown as { haigangFrameAt?: number }).haigangFrameAt);
  return (await found.jsonValue()) ?? Number.NaN;
}

interface Marks {
  clickedAt: number;
  stageAt?: number;
  trackAt?: number;
  frameAt?: number;
}

/** Runs in the big screen's page before it: notes the click on accept and what follows it, milliseconds of its clock. */
function watchJoin(): void {
  document.addEventListener(
    'click',
    (event) => {
      if (!(event.target instanceof Element) || event.target.closest('.accept') === null) return;
      const marks: Marks = { clickedAt: event.timeStamp };
      Object.assign(window, { haigangJoin: marks });
      new MutationObserver((_records, observer) => {
        if (document.querySelector('.stage [class~="self"]') !== null) marks.stageAt ??= performance.now();
        const video = document.querySelector<HTMLVideoElement>('[data-participant] video');
        if (!video) return;
        observer.disconnect();
        marks.trackAt = performance.now();
        video.requestVideoFrameCallback((now) => (marks.frameAt = now));
      }).observe(document, { childList: true, subtree: true });
    },
    true,
  );
}

async function signIn(haigang: TestServer, { page }: TestPage, path: string, username: string): Promise<void> {
  await page.goto(`${haigang.url}${path}`);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', DEMO_PASSWORD);
  await page.click('button[type=submit]');
}

function conferenceIn(batch: unknown): { id: string } | undefined {
  return (batch as { entity: string; id: string }[]).find((change) => change.entity === 'conference');
}
