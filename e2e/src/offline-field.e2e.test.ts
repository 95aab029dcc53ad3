import { readFileSync, writeFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { encodePositionReport } from '@haigang/shared/features/vessel/ais-encoder';
import { freePorts } from '@haigang/sfu/testing/free-ports';
import { connectClient } from '@haigang/sfu/testing/test-client';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { artifact, type TestBrowser, type TestPage } from './testing/browser.js';
import { BUILT_PAGES, openCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
let fieldDir: string;
let aisPort: number;
beforeAll(async () => {
  fieldDir = join(mkdtempSync(join(tmpdir(), 'haigang-field-')), 'site');
  cpSync(BUILT_PAGES.fieldDir, fieldDir, { recursive: true });
  aisPort = (await freePorts(1)).first;
  ({ server, browser, close } = await openCentre({
    config: { aisSources: [`tcp-listen://127.0.0.1:${aisPort}`] },
    ui: { ...BUILT_PAGES, fieldDir },
  }));
});
afterAll(async () => {
  await close();
  rmSync(dirname(fieldDir), { recursive: true, force: true });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('offline')).join('\n')}\n`);
});

async function openField(username = 'officer1', position?: { latitude: number; longitude: number }): Promise<TestPage> {
  const officer = await browser.open({ phone: true, ...(position ? { position } : {}) });
  await signInOn(officer, server, '/field/', username);
  await officer.page.waitForSelector('input[name=reason]');
  await officer.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return officer;
}

test('[SHELL1] [SHELL2] without a network the page opens from the device, says so, and is live again by itself', async () => {
  const { page, context } = await openField();
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector('h1:has-text("离线")');
  await page.waitForSelector('text=视频会议须有网络');
  await page.screenshot({ path: artifact('20-offline.png') });
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
  expect(kept).toContain('/field/index.html');
  expect(kept.filter((path) => !path.startsWith('/field/'))).toEqual([]);
  await context.setOffline(false);
  await page.waitForSelector('input[name=reason]');
  await context.close();
});

test('[SHELL5] [DEC13] opened anew without a network: the queued acknowledgement, the order and the request, with their age; all gone with the session', async () => {
  const { page, context } = await openField('officer2');
  await page.fill('input[name=reason]', '舱内 3 人发热，请求会诊');
  await page.click('button:has-text("请求视频会议")');
  await page.waitForSelector('.ringing');
  const commander = await connectClient(server, 'commander');
  await commander.resume();
  const [incident] = [...commander.rows('incident').values()];
  const officerId = String([...commander.rows('conference-request').values()][0]?.['requesterId']);
  const text = '检疫员02 即登轮，隔离 3 号舱，30 分钟内报告';
  const proposed = await commander.call('decision:propose', { incidentId: String(incident?.['id']), text });
  const sheet = await commander.call('decision:ask', { id: proposed.id, principalIds: [] });
  const approved = await commander.call('decision:approve', { id: sheet.id, revision: sheet.revision, reason: '紧急' });
  await commander.call('decision:deploy', {
    ...{ id: sheet.id, revision: approved.revision, addresseeIds: [officerId] },
    dueAt: new Date(Date.now() + 30 * 60_000).toISOString(),
  });
  await page.waitForSelector('.card.order .sign');
  await context.setOffline(true);
  await page.waitForFunction(() => !navigator.onLine);
  await page.click('.card.order .sign');
  await page.waitForSelector('text=已按签收，尚未送达中心');
  await page.reload();
  await page.waitForSelector('h1:has-text("离线")');
  await page.waitForSelector('.queued:has-text("签收部署令 #1")');
  await page.waitForSelector(`.card.order:has-text("${text}"):has-text("尚未送达中心")`);
  await page.waitForSelector('.card:has-text("舱内 3 人发热")');
  expect(await page.locator('[role=note]').innerText()).toMatch(/0:\d\d 前所知/u);
  await page.screenshot({ path: artifact('22-offline-known.png'), fullPage: true });
  const acknowledged = commander.next('sync:changed', (changes) => JSON.stringify(changes).includes('ackedAt'), 60_000);
  await context.setOffline(false);
  await acknowledged;
  await page.waitForSelector('.card.order:has-text("中心已收到您的签收")');
  await page.click('button:has-text("退出登录")');
  await page.waitForSelector('input[name=username]');
  expect(await page.evaluate(() => localStorage.getItem('haigang.last-known'))).toBeNull();
  commander.close();
  await context.close();
});

test('[AIS87] [AIS117] the port picture on the phone: vessels, one by tapping it, and without a network the base map of the device', async () => {
  const [lat, lon] = [29.9588, 121.8588];
  const { page, context, problems } = await openField('officer1', { latitude: lat, longitude: lon });
  const station = connect({ host: '127.0.0.1', port: aisPort });
  const ship = { mmsi: 413_999_001, navigationStatusCode: 0, lat, lon, speedKnots: 0.1, courseDeg: 80, headingDeg: 80 };
  const tell = (): void =>
    void station.write(
      encodePositionReport(ship, 1)
        .map((line) => `${line}\r\n`)
        .join(''),
    );
  tell();
  await page.click('button:has-text("港区海图")');
  await page.waitForSelector('.chart-page[data-vessels="1"]');
  await page.waitForSelector('.chart-page:has-text("AIS 实时")');
  await page.screenshot({ path: artifact('23-phone-chart.png') });
  await page.click('.chart-tools button:has-text("我的位置")');
  const box = await page.locator('.chart-page canvas').first().boundingBox();
  expect(box).not.toBeNull();
  await expect
    .poll(
      async () => {
        await page.touchscreen.tap(box!.x + box!.width / 2, box!.y + box!.height / 2);
        return page.locator('.vessel-sheet').count();
      },
      { timeout: 15_000 },
    )
    .toBe(1);
  expect(await page.locator('.vessel-sheet').textContent()).toContain('413999001');
  await page.screenshot({ path: artifact('23-phone-vessel.png') });
  await page.click('.vessel-sheet [aria-label="关闭"]');
  // Far out of what the chart shows, and found by the list of the port and its surroundings.
  const outside = { ...ship, mmsi: 413_999_002, lat: lat + 0.2 };
  for (const line of encodePositionReport(outside, 2)) station.write(`${line}\r\n`);
  await page.click('.chart-find');
  const rows = page.locator('.vessel-finder li');
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(2);
  expect(await rows.nth(0).innerText()).toMatch(/413999001[^]*0\.00 nm/u);
  expect(await rows.nth(1).innerText()).toMatch(/413999002[^]*12\.0 nm 000°/u);
  await page.screenshot({ path: artifact('23-phone-finder.png') });
  await page.fill('.vessel-finder input', '<b>');
  await page.waitForSelector('.vessel-finder [role=status]:has-text("没有符合的船舶")');
  await page.fill('.vessel-finder input', '9002');
  await rows.locator('button').click();
  await page.waitForSelector('.vessel-sheet:has-text("413999002")');
  expect(await page.locator('.vessel-finder').count()).toBe(0);
  await page.screenshot({ path: artifact('23-phone-found.png') });
  await page.click('.vessel-sheet [aria-label="关闭"]');
  await page.goBack();
  await page.waitForSelector('.chart-page', { state: 'detached' });
  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector('h1:has-text("离线")');
  await page.click('button:has-text("港区海图")');
  await page.waitForSelector('.chart-tools button:has-text("我的位置"):enabled');
  await page.screenshot({ path: artifact('23-phone-chart-offline.png') });
  expect(problems.filter((one) => !/ERR_INTERNET_DISCONNECTED|net::/u.test(one))).toEqual([]);
  station.destroy();
  await context.close();
});

test('[SHELL3] a newer version is offered, the page reloads on the button and never before', async () => {
  const { page, context } = await openField();
  await page.evaluate(() => Object.assign(window, { haigangSamePage: true }));
  const index = join(fieldDir, 'index.html');
  writeFileSync(index, readFileSync(index, 'utf8').replace('<body>', '<body data-version="newer">'));
  const worker = join(fieldDir, 'sw.js');
  const precached = /(url:"index\.html",revision:")[^"]+/u;
  const script = readFileSync(worker, 'utf8');
  expect(script).toMatch(precached);
  writeFileSync(worker, script.replace(precached, '$1newer'));
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());
  await page.waitForSelector('text=新版本已就绪');
  await page.screenshot({ path: artifact('21-new-version.png') });
  expect(await page.evaluate(() => 'haigangSamePage' in window)).toBe(true);
  await page.click('button:has-text("更新并重新打开")');
  await page.waitForFunction(() => !('haigangSamePage' in window));
  await page.waitForSelector('input[name=reason]');
  expect(await page.getAttribute('body', 'data-version')).toBe('newer');
  expect(await page.locator('.update').count()).toBe(0);
  await context.close();
});

test('[SHELL4] an expert page registers no worker', async () => {
  const { page, context } = await browser.open();
  await page.goto(`${server.url}/join/${'x'.repeat(22)}`);
  await page.waitForSelector('h1');
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await context.close();
});
