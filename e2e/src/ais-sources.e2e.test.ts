import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { encodePositionReport } from '@haigang/shared/features/vessel/ais-encoder';
import { ChartBox, isInBox } from '@haigang/shared/features/vessel/chart-box';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { artifact, type TestPage } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

const report = (mmsi: number, second: number): string =>
  encodePositionReport(
    {
      ...{ mmsi, navigationStatusCode: 0, lat: 29.9588, lon: 121.8588 + (mmsi % 7) * 0.01 },
      ...{ speedKnots: 7, courseDeg: 80, headingDeg: 80 },
    },
    second,
  )
    .map((one) => `${one}\r\n`)
    .join('');

let centre: TestCentre;
let station: Socket;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ais-sources-'));
  const recording = join(folder, 'beilun-2026-05-10.log');
  writeFileSync(recording, report(413_999_001, 1) + report(413_999_002, 2));
  const { first: port } = await freePorts(3);
  centre = await openCentre({
    config: {
      ...{ aisRecording: true, aisForwards: [`udp://127.0.0.1:${port + 2}`] },
      aisSources: [
        `tcp-listen://127.0.0.1:${port}`,
        `udp://127.0.0.1:${port + 1}?allow=10.20.30.40`,
        `tcp://127.0.0.1:${port + 2}`,
        `file:${recording}?speed=max`,
      ],
    },
  });
  station = connect({ host: '127.0.0.1', port });
});
afterAll(async () => {
  station.destroy();
  await centre.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('ais-sources') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

/** What the page says it looks at, last of all. */
function viewOf({ page }: TestPage): () => ChartBox {
  const said: string[] = [];
  page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => said.push(String(payload))));
  const asked = /"vessel:look",\{"body":\{"view":(\{[^}]+\})/u;
  return () => ChartBox.parse(JSON.parse(said.flatMap((text) => asked.exec(text)?.[1] ?? []).at(-1) ?? 'null'));
}

test('[AIS47] [AIS46] [AIS92] the top bar opens every source by keyboard: what it hears, and in words what to do; the desk asks for what its chart shows', async () => {
  const { browser, server } = centre;
  station.write(report(413_999_003, 3) + report(413_999_004, 4) + report(413_999_005, 5));
  const desk = await browser.open({ width: 1440, height: 900 });
  const view = viewOf(desk);
  await signInOn(desk, server, '/', 'dispatcher');
  const bar = desk.page.locator('.ais-health');
  // Two of four do their work: the receiver that sends, and the recording that was played.
  await expect.poll(() => bar.innerText()).toContain('AIS 2/4');
  await bar.focus();
  await desk.page.keyboard.press('Enter');
  const dialog = desk.page.getByRole('dialog');
  const words = (): Promise<string> => dialog.innerText();
  await expect.poll(words).toContain('对方拒绝连接');
  expect(await words()).toContain('录制已播完');
  expect(await dialog.locator('tbody', { hasText: 'file:beilun' }).innerText()).toContain('SIMULATED');
  const receiver = dialog.locator('tbody', { hasText: 'tcp-listen' });
  expect(await receiver.innerText()).toContain('正常');
  expect(await receiver.locator('td').nth(6).innerText()).toBe('3');
  expect(await words()).toMatch(/转发到 udp:.*已发 3 句/u);
  await expect.poll(words).toMatch(/录制：1 个文件/u);
  await desk.page.screenshot({ path: artifact('ais-sources-desk.png') });
  await desk.page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
  expect(await bar.evaluate((element) => element === document.activeElement)).toBe(true);
  await expect.poll(() => isInBox(view(), { lat: 29.9588, lon: 121.8588 })).toBe(true);
  const whole = view();
  await desk.page.getByRole('button', { name: '放大' }).click();
  await expect.poll(() => view().east - view().west).toBeLessThan(whole.east - whole.west);
  expect(isInBox(whole, { lat: view().south, lon: view().west })).toBe(true);
});
