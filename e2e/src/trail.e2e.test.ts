import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { destination, type LatLon } from '@haigang/shared/kernel/geodesy';
import { encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import type { TrackPoint } from '@haigang/shared/features/vessel/track.model';
import { stationOf } from '@haigang/sfu/features/vessel/tracks/fix-batch';
import { HOUR_MS, mergedBlock } from '@haigang/sfu/features/vessel/tracks/track-block';
import { TrackFile } from '@haigang/sfu/features/vessel/tracks/track-file';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { artifact, launchBrowser, type TestBrowser, type TestPage } from './testing/browser.js';
import { startServerProcess, type ServerProcess } from './testing/server-process.js';
import { ANCHORAGE_AN1, findOnChart } from './testing/find-on-chart.js';
import { signInOn } from './testing/sign-in.js';

const MMSI = 563_999_001;
const ANCHORED: LatLon = { lat: 29.985, lon: 121.77 };
const MINUTE_MS = 60_000;

let server: ServerProcess;
let browser: TestBrowser;
let tcp: Socket;
let aisPort: number;
beforeAll(async () => {
  ({ first: aisPort } = await freePorts(1));
  server = await startServerProcess((folder) => {
    sailedInto(join(folder, 'data', 'demo'));
    return { HAIGANG_AIS_SOURCES: `tcp-listen://127.0.0.1:${aisPort}`, HAIGANG_MEDIA_WORKERS: '1' };
  });
  tcp = connect({ host: '127.0.0.1', port: aisPort });
  browser = await launchBrowser(server.caPem);
});
afterAll(async () => {
  tcp.destroy();
  await browser.close();
  await server.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('trail')).join('\n')}\n`);
});

/** A ship that came in from the north over the last three hours, and was not heard for twenty minutes of them. */
function sailedInto(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  const now = Date.now();
  const points: TrackPoint[] = [];
  for (let minutesAgo = 180; minutesAgo >= 2; minutesAgo -= 2) {
    if (minutesAgo > 30 && minutesAgo < 50) continue;
    const place = destination(ANCHORED, 20 - minutesAgo / 6, minutesAgo * 100);
    points.push({
      ...{ at: now - minutesAgo * MINUTE_MS, ...place, speedKnots: 4.5, courseDeg: 150, headingDeg: 150 },
      ...{ navigationStatus: 'under-way-engine', break: minutesAgo === 30 ? 'gap' : null },
    });
  }
  const file = new TrackFile(join(dataDir, 'tracks.db'));
  for (const hour of new Set(points.map(({ at }) => Math.floor(at / HOUR_MS)))) {
    const some = points.filter(({ at }) => Math.floor(at / HOUR_MS) === hour);
    file.seal([{ station: stationOf(MMSI, false), block: mergedBlock(hour, some, []) }]);
  }
  file.close();
}

function report(place: LatLon): void {
  const said = { mmsi: MMSI, navigationStatusCode: 0, speedKnots: 4.4, courseDeg: 150, headingDeg: 151, ...place };
  tcp.write(
    encodePositionReport(said, 1)
      .map((line) => `${line}\r\n`)
      .join(''),
  );
}

async function choose({ page }: TestPage): Promise<void> {
  await page.waitForSelector('.chart .canvas[data-vessels="1"]');
  await findOnChart(page, String(MMSI), ANCHORAGE_AN1);
}

test('[AIS38] the chart shows where the chosen vessel sailed, with its gap, for the time that is chosen, and goes on with it', async () => {
  const said = { mmsi: MMSI, name: 'SYNTH AURORA', imo: 9_990_014, callSign: 'SYN001', shipTypeCode: 71 };
  const size = { lengthMetres: 200, beamMetres: 32, draughtMetres: 11.2, destination: 'CNNBO' };
  tcp.write(
    encodeStaticData({ ...said, ...size }, 1)
      .map((line) => `${line}\r\n`)
      .join(''),
  );
  report(ANCHORED);
  const desk = await browser.open();
  const { page } = desk;
  await signInOn(desk, server, '/', 'dispatcher');
  await choose(desk);
  const card = page.locator('.map .card .vessel-trail');
  // An hour, with the twenty minutes of silence in it.
  await expect.poll(() => card.textContent()).toContain('点线：无报告，1 处');
  await expect.poll(() => page.getAttribute('.chart', 'data-trail')).toBe('2');
  await page.screenshot({ path: artifact('60-trail-hour.png') });
  await card.getByRole('button', { name: '10 分钟' }).click();
  await expect.poll(() => page.getAttribute('.chart', 'data-trail')).toBe('1');
  expect(await card.textContent()).not.toContain('点线');
  await card.getByRole('button', { name: '6 小时' }).click();
  await expect.poll(() => card.textContent()).toContain('点线：无报告，1 处');
  report(destination(ANCHORED, 150, 300));
  await page.screenshot({ path: artifact('61-trail-six-hours.png') });
  await card.getByRole('button', { name: '关' }).click();
  await expect.poll(() => page.getAttribute('.chart', 'data-trail')).toBeNull();
  await desk.context.close();
});

test('[AIS109] what all vessels sailed is drawn, and comes back with their marks after the graphics were lost (bug: the chart stayed without them)', async () => {
  const desk = await browser.open({ width: 1440, height: 900 });
  const { page, context, problems } = desk;
  await page.addInitScript(() => {
    const drawn = { points: 0, lines: 0, engine: 0 };
    const contexts = new Set<WebGL2RenderingContext>();
    const own = Object.getOwnPropertyDescriptors(WebGL2RenderingContext.prototype);
    const drawArrays = own.drawArrays.value!;
    const drawArraysInstanced = own.drawArraysInstanced.value!;
    WebGL2RenderingContext.prototype.drawArrays = function (this: WebGL2RenderingContext, ...call) {
      contexts.add(this);
      drawn.points += 1;
      drawArrays.apply(this, call);
    };
    WebGL2RenderingContext.prototype.drawArraysInstanced = function (this: WebGL2RenderingContext, ...call) {
      if (call[3] > 1) drawn.lines += 1;
      drawArraysInstanced.apply(this, call);
    };
    // The engine's own.
    const drawElements = own.drawElements.value!;
    WebGL2RenderingContext.prototype.drawElements = function (this: WebGL2RenderingContext, ...call) {
      contexts.add(this);
      drawn.engine += 1;
      drawElements.apply(this, call);
    };
    Object.assign(window, { haigangDrawn: drawn, haigangContexts: contexts });
  });
  const drawn = () =>
    page.evaluate(() => ({
      ...(window as unknown as { haigangDrawn: { points: number; lines: number; engine: number } }).haigangDrawn,
    }));
  report(ANCHORED);
  await signInOn(desk, server, '/', 'dispatcher');
  await page.waitForSelector('.chart .canvas[data-vessels="1"]');
  await page.keyboard.press('t');
  await page.getByLabel('全部航迹').selectOption('60');
  await page.waitForSelector('[data-trails="1"]');
  await expect.poll(async () => (await drawn()).lines).toBeGreaterThan(1);
  await page.screenshot({ path: artifact('60-trails-of-all.png') });
  const lost = await page.evaluate(async () => {
    const { haigangContexts } = window as unknown as { haigangContexts: Set<WebGL2RenderingContext> };
    for (const gl of haigangContexts) {
      const lose = gl.getExtension('WEBGL_lose_context')!;
      const gone = new Promise((done) => gl.canvas.addEventListener('webglcontextlost', done, { once: true }));
      lose.loseContext();
      await gone;
      // The browser takes no restoration within the event itself.
      await new Promise((done) => setTimeout(done));
      lose.restoreContext();
    }
    return haigangContexts.size;
  });
  expect(lost).toBe(2);
  const before = await drawn();
  await expect.poll(async () => (await drawn()).points).toBeGreaterThan(before.points + 1);
  await expect.poll(async () => (await drawn()).lines).toBeGreaterThan(before.lines + 1);
  await expect.poll(async () => (await drawn()).engine).toBeGreaterThan(before.engine + 1);
  expect(problems).toEqual([]);
  await context.close();
});

test('[AIS104] the chart plays the past again, hour by hour, says of when, and comes back to now', async () => {
  const desk = await browser.open({ width: 1440, height: 900 });
  await signInOn(desk, server, '/', 'dispatcher');
  const { page, context, problems } = desk;
  const chart = page.locator('.chart .canvas');
  await page.waitForSelector('.chart[data-engine=maplibre]');
  await page.locator('.tool-bar button:has-text("回放")').click();
  const bar = page.locator('.replay-bar');
  await bar.locator('button:has-text("暂停")').click();
  await expect.poll(() => chart.getAttribute('data-vessels')).toBe('1');
  const time = async (): Promise<number> =>
    Date.parse(`${(await bar.locator('.time').innerText()).replace(' ', 'T')}+08:00`);
  const before = await time();
  expect(Date.now() - before).toBeGreaterThan(50 * MINUTE_MS);
  await page.screenshot({ path: artifact('replay.png') });
  await bar.locator('button:has-text("−1 h")').click();
  await expect.poll(time).toBe(before - HOUR_MS);
  await expect.poll(() => chart.getAttribute('data-vessels')).toBe('1');
  for (let hour = 0; hour < 3; hour += 1) await bar.locator('button:has-text("−1 h")').click();
  await expect.poll(() => chart.getAttribute('data-vessels')).toBe('0');
  await bar.locator('text=此时此处没有记录').waitFor();
  await bar.locator('button:has-text("播放")').click();
  const stopped = await time();
  await expect.poll(time).toBeGreaterThan(stopped + 10_000);
  await page.keyboard.press('p');
  await bar.waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
  await context.close();
});

test('[AIS38] a track that cannot be read says so and can be asked for again; one without reports says that', async () => {
  const files = ['tracks.db', 'tracks.db-wal', 'tracks.db-shm'].map((name) => join(server.folder, 'data/demo', name));
  await server.kill();
  for (const file of files) rmSync(file, { force: true });
  writeFileSync(files[0]!, 'this is no database, and nobody can read a track in it'.repeat(100));
  await server.start();
  tcp.destroy();
  tcp = connect({ host: '127.0.0.1', port: aisPort });
  await once(tcp, 'connect');
  report(ANCHORED);
  const desk = await browser.open();
  const { page } = desk;
  await signInOn(desk, server, '/', 'dispatcher');
  await choose(desk);
  const card = page.locator('.map .card .vessel-trail');
  await expect.poll(() => card.textContent()).toContain('暂时不能读取航迹，请稍后再试');
  await page.screenshot({ path: artifact('62-trail-unreadable.png') });
  for (const file of files) rmSync(file, { force: true });
  // What waited is written now: the reports of this minute are all there is.
  await expect
    .poll(async () => {
      const again = card.getByRole('button', { name: '重试' });
      if (await again.isVisible()) await again.click();
      return card.textContent();
    })
    .toMatch(/起|此时段没有报告/u);
  await page.screenshot({ path: artifact('63-trail-again.png') });
  await desk.context.close();
});
