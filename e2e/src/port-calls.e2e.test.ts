import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { artifact } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { findOnChart } from './testing/find-on-chart.js';
import { signInOn } from './testing/sign-in.js';

let centre: TestCentre;
let station: Socket;
let ahead = 0;
beforeAll(async () => {
  const { first: port } = await freePorts(1);
  const config = { aisSources: [`tcp-listen://127.0.0.1:${port}`] };
  centre = await openCentre({ config, clock: () => Date.now() + ahead });
  station = connect({ host: '127.0.0.1', port });
});
afterAll(async () => {
  station.destroy();
  await centre.close();
});
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('port-calls') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

const MMSI = 477_999_002;
const B3_2 = { lat: 29.9355, lon: 121.8834 };
const CHANNEL = { lat: 29.95, lon: 121.95 };
const send = (sentences: readonly string[]): void => void station.write(sentences.map((one) => `${one}\r\n`).join(''));

/** The ship says where she is, again and again with a minute between, until the server has recorded what it should. */
async function sayUntil(place: { lat: number; lon: number }, speedKnots: number, state: string): Promise<void> {
  await expect
    .poll(
      async () => {
        ahead += 60_000;
        const navigationStatusCode = speedKnots === 0 ? 5 : 0;
        const report = { mmsi: MMSI, navigationStatusCode, ...place, speedKnots, courseDeg: null, headingDeg: 110 };
        send(encodePositionReport(report, Math.floor(ahead / 60_000) % 60));
        const { reader } = centre.server.app.database;
        return (await reader.selectFrom('port_calls').select('state').execute()).map((row) => row.state);
      },
      { interval: 1200, timeout: 60_000 },
    )
    .toEqual([state]);
}

test('[AIS60] [AIS62] [AIS65] [AIS66] [AIS68] a ship lies at a berth and leaves it: her card tells so with its evidence, and a desk corrects it', async () => {
  const desk = await centre.browser.open({ width: 1440, height: 900 });
  await signInOn(desk, centre.server, '/', 'dispatcher');
  const { page } = desk;
  await page.waitForSelector('.chart[data-engine=maplibre]');
  const copper = {
    ...{ mmsi: MMSI, imo: 9_990_026, callSign: 'SYN002', name: 'SYNTH COPPER', shipTypeCode: 70 },
    ...{ lengthMetres: 180, beamMetres: 30, destination: 'CNNBO B3-2' },
  };
  send(encodeStaticData({ ...copper, draughtMetres: 9.8 }, 1));
  await sayUntil(B3_2, 0, 'ARRIVED');
  await page.waitForSelector('.chart .canvas[data-vessels="1"]');
  const card = await findOnChart(page, 'SYNTH COPPER', { x: [0.36, 0.56], y: [0.4, 0.64] });
  const calls = card.locator('.calls');
  await calls.locator('li:has-text("已抵港")').waitFor();
  await sayUntil(B3_2, 0, 'BERTHED');
  // The card hears of it by itself.
  await calls.locator('.stays li:has-text("B3-2")').waitFor();
  for (let turn = 0; turn < 6; turn += 1) await page.mouse.wheel(0, -400);
  await page.screenshot({ path: artifact('port-call-berth.png') });
  send(encodeStaticData({ ...copper, draughtMetres: 7.4 }, 2));
  await sayUntil(CHANNEL, 6, 'SHIFTING');
  await calls.locator('li:has-text("吃水减少 2.4 m，可能卸货")').waitFor();
  expect(await calls.textContent()).toContain('本身不具法律效力');
  expect(await calls.locator('.stays li').textContent()).toMatch(/B3-2.*停留/u);
  await calls.locator('summary').click();
  await page.screenshot({ path: artifact('port-call-card.png') });
  const events = calls.locator('.events li');
  expect(await events.count()).toBe(3);
  expect(await events.nth(1).textContent()).toMatch(
    /靠泊 B3-2.*29°56\.1′N 121°53\.0′E · 0\.0 kn · 船首向 110° · 靠泊.*来源/u,
  );

  await events.nth(1).locator('button:has-text("更正")').click();
  const dialog = page.locator('dialog[open]');
  const save = dialog.locator('button:has-text("保存更正")');
  expect(await save.isDisabled()).toBe(true);
  await dialog.locator('select').nth(1).selectOption('B3-3');
  await dialog.locator('input[name=reason]').fill('码头靠泊记录为 B3-3');
  await page.screenshot({ path: artifact('port-call-correction.png') });
  await save.click();
  await dialog.waitFor({ state: 'detached' });
  await calls.locator('.tag:has-text("已更正")').waitFor();
  expect(await calls.locator('.stays').textContent()).toContain('B3-3');
  expect(await events.nth(1).textContent()).toMatch(/调度员01 更正：码头靠泊记录为 B3-3.*原为.*B3-2/u);
  expect(await events.nth(0).textContent()).toContain('离泊 B3-3');
  await page.screenshot({ path: artifact('port-call-corrected.png') });
  await page.click('button:has-text("English")');
  await page.setViewportSize({ width: 1920, height: 1080 });
  await calls.locator('h4:has-text("Port calls")').scrollIntoViewIfNeeded();
  await page.screenshot({ path: artifact('port-call-en.png') });
});

test('[AIS80] [AIS81] [AIS83] [AIS84] [AIS85] [AIS86] the list of vessels is gone through by keyboard and chooses on the chart, which follows, and is measured on', async () => {
  const ships = [
    { mmsi: 563_999_011, name: 'SYNTH AURORA', callSign: 'SYN011', shipTypeCode: 71, speedKnots: 9.2 },
    { mmsi: 636_999_012, name: 'SYNTH PAPER', callSign: 'SYN012', shipTypeCode: 80, speedKnots: 4.1 },
    { mmsi: 636_999_013, name: 'SYNTH TIDE', callSign: 'SYN013', shipTypeCode: 70, speedKnots: 12.6 },
  ];
  const tell = (at: number, place: { lat: number; lon: number }, courseDeg = 44): void => {
    const { mmsi, speedKnots } = ships[at]!;
    send(
      encodePositionReport(
        { mmsi, navigationStatusCode: 0, ...place, speedKnots, courseDeg, headingDeg: courseDeg },
        4,
      ),
    );
  };
  ships.forEach(({ speedKnots: _, ...ship }, at) => {
    const size = { lengthMetres: 200, beamMetres: 30, draughtMetres: 8 };
    send(encodeStaticData({ ...ship, imo: 9_990_100 + at, ...size, destination: 'CNNBO' }, 3));
    tell(at, { lat: 29.94, lon: 121.93 + at * 0.02 }, 90);
  });
  const desk = await centre.browser.open({ width: 1440, height: 900 });
  await signInOn(desk, centre.server, '/', 'dispatcher');
  const { page } = desk;
  await page.waitForSelector('.chart .canvas[data-vessels="4"]');
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  await press('b');
  const list = page.locator('.vessel-list');
  const rows = list.locator('.vessel-row');
  const shown = () => rows.locator('b').allTextContents();
  await expect.poll(shown).toEqual(['SYNTH AURORA', 'SYNTH COPPER', 'SYNTH PAPER', 'SYNTH TIDE']);
  expect(await rows.first().textContent()).toMatch(/SG · 货船 · 200 m9\.2 kn 090°在航（主机）港内CNNBO0:/u);

  // The search has the keyboard.
  await page.keyboard.type('synth tide');
  await expect.poll(shown).toEqual(['SYNTH TIDE']);
  await expect.poll(() => list.locator('.count').textContent()).toBe('1 / 4');
  await press('Escape');
  await page.keyboard.type('nobody');
  await list.locator('.empty:has-text("没有符合条件的船舶")').waitFor();
  await press('Escape');
  await list.locator('select[aria-label="船旗"]').selectOption('LR');
  await expect.poll(shown).toEqual(['SYNTH PAPER', 'SYNTH TIDE']);
  await list.getByRole('button', { name: '航速' }).click();
  await list.getByRole('button', { name: '航速' }).click();
  await expect.poll(shown).toEqual(['SYNTH TIDE', 'SYNTH PAPER']);

  await press('/');
  await press('ArrowDown');
  await press('ArrowDown');
  await list.locator('header:has-text("暂不重排")').waitFor();
  await press('Enter');
  const card = page.locator('.map .card:has-text("SYNTH PAPER")');
  await card.waitFor();
  expect(await rows.nth(1).getAttribute('aria-selected')).toBe('true');
  const client = await connectClient(centre.server, 'dispatcher');
  await client.call('incident:report', { kind: 'illness', summary: 'SYN012', vesselMmsi: '636999012' });
  client.close();
  await card.locator('.surroundings li:has-text("涉及此船")').waitFor();
  // Beside the card, where it can be seen.
  const middle = async (): Promise<void> => {
    const [around, over] = [await page.locator('.chart canvas').first().boundingBox(), await card.boundingBox()];
    await page.mouse.click((around!.x + over!.x) / 2 - 5, around!.y + around!.height / 2);
  };
  /** Once what a click does is drawn: one beside her takes the card away. */
  const cardsDrawn = async (): Promise<number> => {
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    return card.count();
  };
  await middle();
  expect(await cardsDrawn()).toBe(1);
  await page.screenshot({ path: artifact('vessel-list.png') });

  await press('/');
  await press('Escape');
  await list.waitFor({ state: 'detached' });

  // Wherever she goes, the chart goes with her.
  const notes = page.locator('.tool-notes');
  await press('o');
  await press('f');
  await notes.locator('p:has-text("正在跟随 SYNTH PAPER")').waitFor();
  tell(1, { lat: 29.955, lon: 121.95 });
  await card.locator('dd:has-text("44°") >> nth=0').waitFor();
  await card.locator('span:text-matches("0:(0[2-9]|1[0-9]) 前报告")').waitFor();
  await middle();
  expect(await cardsDrawn()).toBe(1);
  await page.screenshot({ path: artifact('vessel-followed.png') });
  await page.mouse.down();
  await page.mouse.move(400, 600, { steps: 3 });
  await page.mouse.up();
  await notes.locator('p').waitFor({ state: 'detached' });

  // A click while a line is drawn picks no vessel.
  await press('r');
  await middle();
  await page.mouse.move(500, 700);
  await notes.locator('dd >> nth=0').waitFor();
  await page.mouse.dblclick(500, 700);
  await expect.poll(() => notes.textContent()).toMatch(/总程.* nm · [\d,]+ m.*末段.*真方位 \d{3}\.\d°清除/u);
  expect(await card.count()).toBe(1);
  await page.screenshot({ path: artifact('vessel-measured.png') });
  await press('Escape');
  await notes.locator('dl').waitFor({ state: 'detached' });
  await desk.context.close();
});
