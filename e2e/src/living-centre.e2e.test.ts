import { writeFileSync } from 'node:fs';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Scope } from '@haigang/shared/kernel/scope';
import { encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import { openRtspCameraSimulator } from '@haigang/sfu/features/camera/index';
import { silentLogger } from '@haigang/sfu/platform/logger';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { artifact, launchBrowser, type TestBrowser, type TestPage } from './testing/browser.js';
import { ANCHORAGE_AN1, findOnChart } from './testing/find-on-chart.js';
import { waitForMedia } from './testing/media-facts.js';
import { startServerProcess, type ServerProcess } from './testing/server-process.js';
import { isSamePage, markPage, signInOn } from './testing/sign-in.js';

let scope: Scope;
let server: ServerProcess;
let browser: TestBrowser;
let tcpPort: number;
let udpPort: number;
beforeAll(async () => {
  scope = new Scope('living-centre');
  ({ first: tcpPort, last: udpPort } = await freePorts(2));
  let cameraPort = 0;
  const cameraFolder = (folder: string): string => join(folder, 'cameras.yaml');
  const simulator = await openRtspCameraSimulator({
    ...{ port: 0, dataDir: artifact('clips'), ffmpegPath: 'ffmpeg', scope, logger: silentLogger },
  });
  cameraPort = simulator.port;
  server = await startServerProcess((folder) => {
    writeFileSync(
      cameraFolder(folder),
      `- { id: C301, name: { zh: 三期前沿1, en: T3 quay 1 }, group: quay, key: true, rtspUrl: "rtsp://127.0.0.1:${cameraPort}/quay/C301" }\n`,
    );
    return {
      HAIGANG_AIS_SOURCES: `tcp-listen://127.0.0.1:${tcpPort},udp://127.0.0.1:${udpPort}`,
      HAIGANG_CAMERAS: cameraFolder(folder),
      HAIGANG_MEDIA_WORKERS: '2',
    };
  });
  browser = await launchBrowser(server.caPem);
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await scope.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('living')).join('\n')}\n`);
});

const AURORA = { mmsi: 563_999_001, name: 'SYNTH AURORA' };
const report = (mmsi: number, lat: number, lon: number): string[] =>
  encodePositionReport(
    { mmsi, navigationStatusCode: 0, lat, lon, speedKnots: 9.4, courseDeg: 120, headingDeg: 121 },
    30,
  );

test('vessels come in as NMEA over TCP and UDP, a camera as RTSP, and both live on the big screen', async () => {
  const desk = await browser.open();
  await signInOn(desk, server, '/', 'dispatcher');
  await desk.page.waitForSelector('.chart[data-engine=maplibre]');
  expect(await desk.page.textContent('.health')).toContain('AIS 离线');
  const tcp = connect({ host: '127.0.0.1', port: tcpPort });
  const staticData = encodeStaticData(
    {
      ...{ ...AURORA, imo: 9_990_014, callSign: 'SYN001', shipTypeCode: 71, lengthMetres: 200, beamMetres: 32 },
      ...{ draughtMetres: 11.2, destination: 'CNNBO' },
    },
    1,
  );
  tcp.write([...staticData, ...report(AURORA.mmsi, 29.985, 121.77)].map((line) => `${line}\r\n`).join(''));
  const udp = createSocket('udp4');
  udp.send(report(412_999_003, 29.96, 121.86).join('\r\n'), udpPort, '127.0.0.1');
  await desk.page.waitForSelector('.chart .canvas[data-vessels="2"]');
  await desk.page.waitForFunction(() => document.querySelector('.health')?.textContent.includes('AIS 实时'));

  // The one in the anchorage is found by pointing at it, with what both sentences said.
  const card = await findOnChart(desk.page, 'SYNTH AURORA', ANCHORAGE_AN1);
  expect(await card.textContent()).toContain('9990014');
  await desk.page.waitForFunction(
    () =>
      (document.querySelector<HTMLVideoElement>('[data-camera=C301] video')?.getVideoPlaybackQuality()
        .totalVideoFrames ?? 0) > 20,
    undefined,
    { timeout: 30_000 },
  );
  await desk.page.screenshot({ path: artifact('20-living-overview.png') });
  tcp.destroy();
  udp.close();
  await desk.context.close();
});

async function convene(officerName: string, deskName: string): Promise<{ officer: TestPage; desk: TestPage }> {
  const officer = await browser.open({ phone: true, position: { latitude: 29.985, longitude: 121.77 } });
  const desk = await browser.open();
  await signInOn(officer, server, '/field/', officerName);
  await signInOn(desk, server, '/', deskName);
  await officer.page.fill('input[name=reason]', `${officerName} 请求会诊`);
  await officer.page.click('button[type=submit]');
  await desk.page.click('.accept');
  await waitForMedia(desk.page, 1);
  await waitForMedia(officer.page, 1);
  return { officer, desk };
}

test('kill -9 in the middle: nothing acknowledged is lost, pages and conference come back without reload', async () => {
  const { officer, desk } = await convene('officer1', 'dispatcher');
  for (const one of [officer, desk]) await markPage(one);
  // A burst of reports is under way when the process dies; each acknowledged one must be there afterwards.
  const burst = await connectClient(server, 'officer2', { surface: 'field' });
  const acknowledged: string[] = [];
  const stop = new AbortController();
  const reporting = (async () => {
    for (let at = 0; !stop.signal.aborted && at < 10_000; at += 1) {
      const incident = await burst.call('incident:report', { kind: 'illness', summary: `burst ${at}` });
      acknowledged.push(incident.number);
    }
  })().catch(() => undefined);
  await expect.poll(() => acknowledged.length).toBeGreaterThan(20);
  await server.kill();
  stop.abort();
  burst.close();
  await reporting;
  await desk.page.waitForSelector('.linkbar');
  await officer.page.waitForSelector('.linkbar');
  await desk.page.screenshot({ path: artifact('21-killed-desk.png') });
  await officer.page.screenshot({ path: artifact('22-killed-phone.png') });

  await server.start();
  const auditor = await connectClient(server, 'auditor');
  const { incidents } = await auditor.call('incident:list', {});
  const numbers = new Set(incidents.map((incident) => incident.number));
  expect(acknowledged.filter((number) => !numbers.has(number))).toEqual([]);
  auditor.close();

  await waitForMedia(desk.page, 1, 60_000);
  await waitForMedia(officer.page, 1, 60_000);
  await desk.page.waitForFunction(() => document.querySelector('.linkbar') === null);
  for (const one of [officer, desk]) expect(await isSamePage(one)).toBe(true);
  await desk.page.screenshot({ path: artifact('23-back-desk.png') });
  await officer.page.screenshot({ path: artifact('24-back-phone.png') });
  for (const one of [officer, desk]) await one.context.close();
});

test('[NET1] [NET2] a room whose worker dies is back without a touch; one that dies again and again asks for a tap', async () => {
  const before = server.workerPids();
  expect(before).toHaveLength(2);
  const { officer, desk } = await convene('officer3', 'dispatcher');
  const pages = [officer, desk];
  for (const one of pages) await markPage(one);
  // One after the other: whichever carries the room, it dies under it.
  for (const pid of before) {
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => server.workerPids().includes(pid)).toBe(false);
    for (const one of pages) await waitForMedia(one.page, 1);
  }
  for (const one of pages) {
    await expect.poll(() => one.page.locator('.linkbar').count()).toBe(0);
    expect(await isSamePage(one)).toBe(true);
  }
  await expect
    .poll(
      async () => {
        for (const pid of server.workerPids()) process.kill(pid, 'SIGKILL');
        return officer.page.locator('.linkbar[role=alert] button').count();
      },
      { timeout: 90_000, interval: 1000 },
    )
    .toBe(1);
  await officer.page.screenshot({ path: artifact('26-worker-dies-again-phone.png') });
  await desk.page.screenshot({ path: artifact('25-worker-dies-again-desk.png') });
  await expect.poll(() => server.workerPids().length, { timeout: 60_000 }).toBe(2);
  // Whoever gave up offers to enter again, the one sooner than the other.
  const enterAgain = async (): Promise<number> => {
    let away = 0;
    for (const one of pages) {
      const again = one.page.locator('.linkbar[role=alert] button:has-text("重新进入")');
      if ((await again.count()) > 0) await again.click({ timeout: 5000 }).catch(() => undefined);
      away += await one.page.locator('.linkbar').count();
    }
    return away;
  };
  await expect.poll(enterAgain, { timeout: 60_000 }).toBe(0);
  for (const one of pages) await waitForMedia(one.page, 1);
  for (const one of pages) await one.context.close();
});
