import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { encodeAis, encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { artifact } from './testing/browser.js';
import { openWall } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

let centre: TestCentre;
let station: Socket;
beforeAll(async () => {
  const { first: port } = await freePorts(1);
  centre = await openCentre({ config: { aisSources: [`tcp-listen://127.0.0.1:${port}`] } });
  station = connect({ host: '127.0.0.1', port });
});
afterAll(async () => {
  station.destroy();
  await centre.close();
});
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('distress') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

const AURORA = {
  ...{ mmsi: 563_999_001, imo: 9_990_014, callSign: 'SYN001', name: 'SYNTH AURORA', shipTypeCode: 71 },
  ...{ lengthMetres: 200, beamMetres: 32, draughtMetres: 11.2, destination: 'CNNBO' },
  eta: { month: 12, day: 24, hour: 22, minute: 15 },
};
const send = (sentences: readonly string[]): void => void station.write(sentences.map((one) => `${one}\r\n`).join(''));
/** 15 is what a beacon under test sends, 14 one in distress. */
const beacon = (navigationStatusCode: 14 | 15, utcSecond: number): string[] =>
  encodePositionReport(
    {
      ...{ mmsi: 970_123_456, navigationStatusCode, lat: 29.9612, lon: 121.9162 },
      ...{ speedKnots: 0.4, courseDeg: 210, headingDeg: null },
    },
    utcSecond,
  );
/** Says it again and again, as a station does, until it shows: what goes to the pages may be lost (`vessel:updated`). */
async function sayUntil(shows: () => Promise<boolean>, sentences: (utcSecond: number) => string[]): Promise<void> {
  let second = 0;
  await expect
    .poll(
      async () => {
        send(sentences(second++ % 60));
        return shows();
      },
      { interval: 1000 },
    )
    .toBe(true);
}

test('[AIS24] [AIS25] [AIS26] [AIS28] [AIS30] [AIS79] a beacon in distress alarms desk and wall, is shown on the chart and noted; one under test does not', async () => {
  const { browser, server } = centre;
  const desk = await browser.open({ width: 1440, height: 900 });
  await signInOn(desk, server, '/', 'dispatcher');
  await desk.page.waitForSelector('.chart[data-engine=maplibre]');
  const wall = await openWall(centre, { width: 1920, height: 1080 });
  const both = async (): Promise<boolean> =>
    (await desk.page.locator('.chart .canvas[data-vessels="2"]').count()) === 1;
  await sayUntil(both, (utcSecond) => [
    ...beacon(15, utcSecond),
    ...encodePositionReport(
      {
        ...{ mmsi: 563_999_001, navigationStatusCode: 1, lat: 29.985, lon: 121.77 },
        ...{ speedKnots: 0, courseDeg: null, headingDeg: 40 },
      },
      utcSecond,
    ),
  ]);
  // Both are on the chart, and nobody is alarmed.
  expect(await desk.page.locator('.distress-band').count()).toBe(0);

  const bands = async (): Promise<number[]> =>
    Promise.all([desk, wall].map(({ page }) => page.locator('.distress-band .row').count()));
  await sayUntil(
    async () => (await bands()).every((count) => count === 1),
    (utcSecond) => beacon(14, utcSecond),
  );
  const told = await desk.page.textContent('.distress-band');
  for (const words of ['遇险信标', '搜救应答器 AIS-SART', 'MMSI 970123456', '29°57.7′N 121°55.0′E']) {
    expect(told).toContain(words);
  }
  expect(await wall.page.locator('.distress-band button').count()).toBe(0);
  // The phone in the field is told too; it does not answer for the centre.
  const phone = await browser.open({ phone: true });
  await signInOn(phone, server, '/field/', 'officer1');
  await phone.page.waitForSelector('.distress-notice.active:has-text("29°57.7′N 121°55.0′E")');
  expect(await phone.page.locator('.distress-notice button').count()).toBe(0);
  await desk.page.click('.distress-band button:has-text("查看位置")');
  await desk.page.waitForSelector('.map .card:has-text("970123456")');
  await wall.page.screenshot({ path: artifact('distress-wall.png') });
  await desk.page.screenshot({ path: artifact('distress-desk.png') });
  await phone.page.screenshot({ path: artifact('distress-phone.png') });

  // One desk answers for all: nobody is alarmed any more, and everybody reads who answers while the beacon goes on.
  const second = await browser.open({ width: 1440, height: 900 });
  await signInOn(second, server, '/', 'commander');
  await second.page.waitForSelector('.distress-band');
  await desk.page.click('.distress-band button:has-text("已知悉")');
  for (const { page } of [desk, second, wall]) {
    await page.waitForSelector('.distress-band', { state: 'detached' });
    await page.waitForSelector('.distress-noted:has-text("调度员01 已知悉")');
  }
  await phone.page.waitForSelector('.distress-notice:not(.active):has-text("调度员01 已知悉")');
  await desk.page.screenshot({ path: artifact('distress-noted-desk.png') });
  await phone.page.screenshot({ path: artifact('distress-noted-phone.png') });
  await second.page.reload();
  await second.page.waitForSelector('.distress-noted');
  for (const { context } of [second, phone]) await context.close();

  // What a ship says of its voyage and its hull is on its card.
  send(encodeAis({ type: 14, repeat: 0, mmsi: 970_123_456, text: 'SART TEST' }));
  const box = (await desk.page.locator('.chart canvas').first().boundingBox())!;
  await desk.page.click('.map button[title="显示整个港区"]');
  const card = desk.page.locator('.map .card:has-text("SYNTH AURORA")');
  await expect
    .poll(
      async () => {
        send(encodeStaticData(AURORA, 3));
        for (let y = 0.26; y < 0.4; y += 0.015) {
          for (let x = 0.06; x < 0.18 && (await card.count()) === 0; x += 0.008) {
            await desk.page.mouse.click(box.x + box.width * x, box.y + box.height * y);
          }
        }
        return card.count();
      },
      { timeout: 30_000 },
    )
    .toBe(1);
  await expect.poll(() => card.textContent()).toMatch(/预计抵港\d{4}-12-25 06:15/u);
  await card.locator('svg.hull circle').waitFor();
  await desk.page.mouse.move(0, 0);
  // A ship that calls itself something else is told at once.
  const history = desk.page.locator('.map .card .identity');
  await sayUntil(
    async () => (await history.count()) > 0,
    () => encodeStaticData({ ...AURORA, name: 'SYNTH OTHER' }, 4),
  );
  expect(await history.textContent()).toMatch(/身份信息有变更.*船名 SYNTH AURORA → SYNTH OTHER/u);
  await desk.page.screenshot({ path: artifact('vessel-card-hull.png') });

  // It is a clue beside the chart, which a desk reaches by the keyboard and acknowledges; the wall has no such list.
  const clue = desk.page.locator('.vessel-alerts li:has-text("身份变更 R10")');
  await clue.waitFor();
  expect(await clue.textContent()).toContain('船名 SYNTH AURORA → SYNTH OTHER');
  await desk.page.click('.map .card button[aria-label="关闭"]');
  await clue.getByRole('button', { name: 'SYNTH OTHER' }).press('Enter');
  await desk.page.waitForSelector('.map .card:has-text("SYNTH OTHER")');
  await clue.getByRole('button', { name: '已知悉' }).press('Enter');
  await desk.page.waitForSelector('.vessel-alerts li.is-noted:has-text("调度员01 已知悉")');
  expect(await desk.page.evaluate(() => document.activeElement?.textContent)).toBe('SYNTH OTHER');
  expect(await wall.page.locator('.vessel-alerts').count()).toBe(0);
});
