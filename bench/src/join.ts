import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser, type TestBrowser, type TestPage } from '@haigang/e2e/testing/browser';
import { DEMO_PASSWORD } from '@haigang/sfu/demo/demo-accounts';
import { startApp, type TestServer } from '@haigang/sfu/testing/start-app';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { makeCameraFile } from './camera-file.js';
import { progress, report, summary } from './measure.js';

/**
 * `join`: click on accept at the big screen → the first frame of the officer's picture is presented there
 * (`requestVideoFrameCallback`), milliseconds; goal p95 ≤ 1,000. Cold each time: fresh browser profiles, fresh sign-in,
 * a room nobody has produced into. Loopback, simulators off, camera 640×360 at 30 frames a second.
 */
const JOINS = 30;
const WARM_UP = 2;

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
  const joins: Join[] = [];
  for (let at = 1 - WARM_UP; at <= JOINS; at += 1) {
    const measured = await joinOnce(browser, server, centre);
    progress(`join ${at > 0 ? `${at} of ${JOINS}` : 'to warm up'}: ${Math.round(measured.frameMs)} ms`);
    if (at > 0) joins.push(measured);
  }
  report('join', {
    ...summary(joins.map((one) => one.frameMs)),
    stageP50Ms: summary(joins.map((one) => one.stageMs)).p50Ms,
    trackP50Ms: summary(joins.map((one) => one.trackMs)).p50Ms,
  });
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

async function joinOnce(chromium: TestBrowser, haigang: TestServer, client: TestClient): Promise<Join> {
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
  const join = (await measured.jsonValue()) as Join;
  await client.call('conference:end', { conferenceId: id });
  await officer.context.close();
  await desk.context.close();
  return join;
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
