import { readFileSync, writeFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { artifact, type TestBrowser, type TestPage } from './testing/browser.js';
import { BUILT_PAGES, openCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
let fieldDir: string;
beforeAll(async () => {
  fieldDir = join(mkdtempSync(join(tmpdir(), 'haigang-field-')), 'site');
  cpSync(BUILT_PAGES.fieldDir, fieldDir, { recursive: true });
  ({ server, browser, close } = await openCentre({ ui: { ...BUILT_PAGES, fieldDir } }));
});
afterAll(async () => {
  await close();
  rmSync(dirname(fieldDir), { recursive: true, force: true });
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('offline')).join('\n')}\n`);
});

async function openField(): Promise<TestPage> {
  const officer = await browser.open({ phone: true });
  await signInOn(officer, server, '/field/', 'officer1');
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
