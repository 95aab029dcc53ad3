import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pmtilesArchive, plainPng, rectangleTile } from '@haigang/sfu/testing/pmtiles-archive';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestBrowser } from './testing/browser.js';
import { openCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

/** Named to the administrator; no page here enters a call. */
const TURN = { urls: ['turns:turn.haigang.example:443?transport=tcp'], secret: 'a secret of the site', ttlMinutes: 60 };

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ server, browser, close } = await openCentre({ config: { mapboxToken: 'pk.not-a-real-token', turn: TURN } }));
});
afterAll(() => close());

test('a site with a Mapbox token whose network is closed falls back to the offline chart; the administrator reads what leaves', async () => {
  const desk = await browser.open();
  const asked = new Set<string>();
  await desk.context.route('**/*', (route) => {
    const { host } = new URL(route.request().url());
    if (host === `localhost:${server.port}`) return route.continue();
    asked.add(host);
    return route.abort('internetdisconnected');
  });
  await signInOn(desk, server, '/', 'admin');
  await desk.page.waitForSelector('.chart[data-engine=maplibre] canvas', { timeout: 60_000 });
  expect([...asked].filter((host) => !host.endsWith('.mapbox.com'))).toEqual([]);
  expect(asked.size).toBeGreaterThan(0);
  await desk.page.goto(`${server.url}/admin`);
  await desk.page.waitForSelector('text=events.mapbox.com');
  // [REACH6] (bug: “none” stood there while conferences went by the site's relay)
  await desk.page.waitForSelector('text=turn.haigang.example');
  await desk.page.screenshot({ path: artifact('30-admin-outside.png') });
});

test('[AIS107] a Mapbox chart whose token is refused after it stood gives way to the offline one, and the page says so (bug: it stayed blank)', async () => {
  const desk = await browser.open({ width: 1440, height: 900 });
  const style = { version: 8, sources: {}, layers: [{ id: 'sea', type: 'background' }] };
  let refuse = (): void => undefined;
  const stood = new Promise<void>((resolve) => (refuse = resolve));
  await desk.context.route('**/*', async (route) => {
    const { host, pathname } = new URL(route.request().url());
    if (host === `localhost:${server.port}`) return route.continue();
    const headers = { 'access-control-allow-origin': '*' };
    if (pathname.startsWith('/styles/')) return route.fulfill({ json: style, headers });
    if (!pathname.startsWith('/map-sessions/')) return route.abort('internetdisconnected');
    await stood;
    return route.fulfill({ status: 401, headers, json: { message: 'Not Authorized - Invalid Token' } });
  });
  // The page gives the engine eight seconds to come up, which a loaded machine may need more than: this is about after.
  await desk.context.addInitScript(() => {
    const wait = window.setTimeout.bind(window);
    const patient = (then: TimerHandler, ms?: number, ...args: unknown[]): number =>
      wait(then, ms === 8000 ? 60_000 : ms, ...args);
    Object.assign(window, { setTimeout: patient, atUsualPace: () => Object.assign(window, { setTimeout: wait }) });
  });
  await signInOn(desk, server, '/', 'dispatcher');
  await desk.page.waitForSelector('.chart[data-engine=mapbox]', { timeout: 60_000 });
  await desk.page.evaluate(() => (window as unknown as { atUsualPace: () => void }).atUsualPace());
  refuse();
  await desk.page.waitForSelector('.notice:has-text("内置海图")', { timeout: 60_000 });
  await desk.page.waitForSelector('.chart[data-engine=maplibre] canvas', { timeout: 60_000 });
  await desk.page.screenshot({ path: artifact('30-revoked.png') });
  await desk.context.close();
}, 120_000);

test('[AIS118] a chart that cannot be drawn at first comes by itself (bug: the panel stayed empty until the page was loaded anew)', async () => {
  const desk = await browser.open({ width: 1440, height: 900 });
  await desk.context.route('**/*', (route) =>
    new URL(route.request().url()).host === `localhost:${server.port}` ? route.continue() : route.abort(),
  );
  await desk.context.addInitScript(() => {
    type GetContext = (this: HTMLCanvasElement, ...args: readonly [string, ...unknown[]]) => unknown;
    const real = Reflect.get(HTMLCanvasElement.prototype, 'getContext') as GetContext;
    const getContext: GetContext = function (...args) {
      return 'haigangNoGraphics' in window && args[0].startsWith('webgl') ? null : real.apply(this, args);
    };
    Object.assign(window, { haigangNoGraphics: true });
    Object.assign(HTMLCanvasElement.prototype, { getContext });
  });
  await signInOn(desk, server, '/', 'dispatcher');
  await desk.page.waitForSelector('.map [role=status]:has-text("正在自动重试")', { timeout: 60_000 });
  await desk.page.screenshot({ path: artifact('30-no-graphics.png') });
  await desk.page.evaluate(() => Reflect.deleteProperty(window, 'haigangNoGraphics'));
  await desk.page.waitForSelector('.chart[data-engine=maplibre] canvas', { timeout: 60_000 });
  expect(await desk.page.locator('.map:has-text("正在自动重试")').count()).toBe(0);
  await desk.context.close();
}, 120_000);

test('[AIS114] [AIS115] [AIS116] the administrator draws a zone, puts its corner on a berth, and is told at once of an edge that crosses', async () => {
  const admin = await browser.open({ width: 1440, height: 900 });
  const { page, context, problems } = admin;
  await signInOn(admin, server, '/admin', 'admin');
  const panel = page.locator('.port-site');
  const plan = panel.locator('.port-plan');
  await plan.scrollIntoViewIfNeeded();
  const at = async (x: number, y: number): Promise<[number, number]> => {
    const { x: left, y: top, width, height } = (await plan.boundingBox())!;
    return [left + x * width, top + y * height];
  };
  const click = async (x: number, y: number): Promise<void> => page.mouse.click(...(await at(x, y)));
  const corner = (number: number) => panel.locator(`g[aria-label="试验区 角点 ${number}"]`);
  const take = async (target: Locator): Promise<void> => {
    const { x, y, width, height } = (await target.boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
  };
  await panel.locator('button:has-text("画新区域")').click();
  // Without a mouse.
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Space');
  await panel.locator('text=已有 1 个角点').waitFor();
  await page.keyboard.press('Backspace');
  for (const [x, y] of [
    [0.2, 0.3],
    [0.6, 0.25],
    [0.7, 0.7],
  ] as const) {
    await click(x, y);
  }
  await click(0.5, 0.1);
  await panel.locator('[role=alert]:has-text("未采用：角点 1–2 的边会与角点 3–4 的边相交")').waitFor();
  await panel.screenshot({ path: artifact('31-port-site-drawing.png') });
  await click(0.3, 0.75);
  await click(0.25, 0.6);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await page.fill('dialog input[name=id]', 'Z9');
  await page.fill('dialog input[name=nameZh]', '试验区');
  await page.click('dialog button[type=submit]');
  await panel.locator('.draft:has-text("新增 Z9")').waitFor();
  await plan.scrollIntoViewIfNeeded();

  await take(corner(1));
  await page.mouse.move(...(await at(0.8, 0.5)), { steps: 3 });
  await panel.locator('[role=alert]:has-text("试验区自相交：角点 2–3 的边与角点 4–1 的边相交")').waitFor();
  await page.mouse.up();
  expect(await panel.locator('button:has-text("保存…")').isDisabled()).toBe(true);
  await panel.screenshot({ path: artifact('31-port-site-crossing.png') });
  await panel.locator('button:has-text("撤销")').click();
  expect(await panel.locator('button:has-text("保存…")').isDisabled()).toBe(false);

  const quay = (await panel.locator('g[aria-label="B3-1"] line').boundingBox())!;
  await take(corner(4));
  await page.mouse.move(quay.x + 4, quay.y + 14, { steps: 3 });
  await panel.locator('.hand:has-text("对齐“B3-1”的角点")').waitFor();
  await panel.screenshot({ path: artifact('31-port-site-snap.png') });
  await page.keyboard.down('Alt');
  await page.mouse.move(quay.x + 5, quay.y + 14);
  await panel.locator('.snap').waitFor({ state: 'detached' });
  await page.keyboard.up('Alt');
  await page.mouse.move(quay.x + 4, quay.y + 14);
  await panel.locator('.snap').waitFor();
  await page.mouse.up();
  await take(panel.locator('.middle .dot').first());
  await page.mouse.move(...(await at(0.4, 0.1)), { steps: 3 });
  await page.mouse.up();
  await corner(5).waitFor();
  await corner(2).dblclick();
  await corner(5).waitFor({ state: 'detached' });
  await panel.locator('.outline[aria-label="试验区"]').focus();
  await page.keyboard.press('Tab');
  for (const key of ['Insert', 'Shift+ArrowUp', 'Delete', 'Delete', 'Delete']) await page.keyboard.press(key);
  await panel.locator('[role=alert]:has-text("至少 3 个角点")').waitFor();
  await panel.locator('tr:has-text("Z9"):has-text("3 个角点")').waitFor();
  expect(problems).toEqual([]);
  await context.close();
});

test('[AIS100] [AIS101] the administrator takes the port’s geometry out, brings it back mended, moves a berth, takes a step back, and saves with a reason', async () => {
  const admin = await browser.open({ width: 1440, height: 1000 });
  const { page, context, problems } = admin;
  await signInOn(admin, server, '/admin', 'admin');
  const panel = page.locator('.port-site');
  await panel.locator('.port-plan').waitFor();
  await panel.scrollIntoViewIfNeeded();
  await panel.screenshot({ path: artifact('31-port-site.png') });
  const [out] = await Promise.all([page.waitForEvent('download'), panel.locator('text=导出 GeoJSON').click()]);
  const file = JSON.parse(await readFile(await out.path(), 'utf8')) as {
    features: { properties: Record<string, unknown> }[];
  };
  const bring = async (): Promise<void> => {
    const buffer = Buffer.from(JSON.stringify(file));
    await panel
      .locator('input[type=file]')
      .setInputFiles({ name: 'port.geojson', mimeType: 'application/json', buffer });
  };
  file.features[1]!.properties['kind'] = 'pier';
  await bring();
  await panel.locator('[role=alert]:has-text("第 2 个要素")').waitFor();
  await panel.screenshot({ path: artifact('31-port-site-faults.png') });
  Object.assign(file.features[1]!.properties, { kind: 'berth', nameZh: '三期1泊位' });
  await bring();
  await panel.locator('.draft:has-text("修改 B3-1")').waitFor();
  expect(await panel.locator('[role=alert]').count()).toBe(0);
  await panel.locator('.port-plan g[aria-label="B3-2"]').focus();
  await page.keyboard.press('Shift+ArrowUp');
  await panel.locator('.draft:has-text("B3-2")').waitFor();
  await panel.screenshot({ path: artifact('31-port-site-draft.png') });
  await panel.locator('button:has-text("撤销")').click();
  await panel.locator('.draft:has-text("B3-2")').waitFor({ state: 'detached' });
  await panel.locator('tr:has-text("B4-5") button:has-text("删除")').click();
  await panel.locator('button:has-text("保存…")').click();
  await page.fill('dialog input[name=reason]', '按 2026 年测绘成果');
  await page.screenshot({ path: artifact('31-port-site-save.png') });
  await page.click('dialog button[type=submit]');
  await panel.locator('header:has-text("按 2026 年测绘成果")').waitFor();
  expect(await panel.locator('.draft').count()).toBe(0);
  const dispatcher = await connectClient(server, 'dispatcher');
  const { places } = await dispatcher.call('vessel:port-calls', {});
  expect(places.filter(({ id }) => ['B3-1', 'B4-5'].includes(id))).toMatchObject([{ name: { zh: '三期1泊位' } }]);
  dispatcher.close();
  expect(problems).toEqual([]);
  await context.close();
});

const RED = [90, 20, 20] as const;
const LAND = [42, 44, 37] as const;
const GREEN = [20, 70, 30] as const;

/** How much of the chart has a colour, 0 to 1. */
async function shareOf(page: Page, colour: readonly [number, number, number]): Promise<number> {
  const picture = await page.locator('.chart').screenshot();
  return page.evaluate(
    async ([base64, wanted]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let found = 0;
      for (let at = 0; at < data.length; at += 4) {
        if (wanted.every((value, channel) => Math.abs((data[at + channel] ?? 0) - value) <= 2)) found += 1;
      }
      return (4 * found) / data.length;
    },
    [picture.toString('base64'), colour] as const,
  );
}

test('[AIS111] files dropped into the base map folder lie under the marks and are switched off; a host that does not answer is said once', async () => {
  const folder = join(server.dataDir, 'basemap');
  const area = { maxZoom: 13, bounds: [121, 29, 123, 31] } as const;
  const metadata = { vector_layers: [{ id: 'earth' }], attribution: '© 港务测绘' };
  const layers = [
    { type: 'pmtiles', file: 'chart.pmtiles' },
    { type: 'pmtiles', file: 'port.pmtiles', draw: { land: ['earth'] } },
    { type: 'xyz', url: 'https://tiles.port.example/{z}/{x}/{y}.png' },
    { type: 'wms', url: 'https://charts.port.example/wms', layers: 'ENC' },
  ];
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'chart.pmtiles'),
    pmtilesArchive({ ...area, kind: 'raster', tile: plainPng(256, RED), metadata }),
  );
  writeFileSync(
    join(folder, 'port.pmtiles'),
    pmtilesArchive({ ...area, kind: 'vector', tile: rectangleTile('earth', 0.5), metadata }),
  );
  writeFileSync(join(folder, 'basemap.json'), JSON.stringify({ datum: 'WGS-84', layers }));
  const dispatcher = await connectClient(server, 'dispatcher');
  await expect.poll(async () => (await dispatcher.call('vessel:base-map', {})).layers.length).toBe(4);
  dispatcher.close();
  const desk = await browser.open({ width: 1440, height: 900 });
  const { page } = desk;
  await desk.context.route('**/*', (route) => {
    const { host, searchParams } = new URL(route.request().url());
    if (host === `localhost:${server.port}`) return route.continue();
    const headers = { 'access-control-allow-origin': '*' };
    // A refused token is known at once; what does not answer, after eight seconds.
    if (host.endsWith('.mapbox.com')) return route.fulfill({ headers, status: 401, json: { message: 'Unauthorized' } });
    if (host !== 'charts.port.example') return route.abort('internetdisconnected');
    const [, south = 0, , north = 0] = (searchParams.get('BBOX') ?? '').split(',').map(Number);
    // Every other row of tiles has something on it.
    if (Math.round(south / (north - south)) % 2 === 0) return route.fulfill({ headers, status: 204 });
    return route.fulfill({ headers, contentType: 'image/png', body: plainPng(256, GREEN) });
  });
  // A notice goes by itself: who waits for it waits already.
  await Promise.all([
    page.waitForSelector('.notice:has-text("底图有一部分读取不到")', { timeout: 90_000 }),
    signInOn(desk, server, '/', 'admin'),
  ]);
  await page.waitForSelector('.chart[data-engine=maplibre] canvas', { timeout: 60_000 });
  await expect.poll(() => shareOf(page, GREEN)).toBeGreaterThan(0.1);
  await expect.poll(() => shareOf(page, RED)).toBeGreaterThan(0.1);
  await expect.poll(() => shareOf(page, LAND)).toBeGreaterThan(0.1);
  await page.keyboard.press('t');
  await page.screenshot({ path: artifact('32-base-map.png') });
  await page.locator('.chart-layers label:has-text("底图") input').uncheck();
  await expect.poll(() => shareOf(page, RED)).toBeLessThan(0.01);
  await page.goto(`${server.url}/admin`);
  const panel = page.locator('.base-map');
  await panel.locator('li:has-text("port.pmtiles")').waitFor();
  await page.waitForSelector('text=https://tiles.port.example');
  await panel.scrollIntoViewIfNeeded();
  await page.screenshot({ path: artifact('32-base-map-admin.png') });
  await desk.context.close();
  rmSync(folder, { recursive: true });
}, 180_000);
