import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { artifact, type TestBrowser } from './testing/browser.js';
import { openCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
let ahead = 0;
const clients: TestClient[] = [];
beforeAll(async () => {
  ({ server, browser, close } = await openCentre({ clock: () => Date.now() + ahead }));
});
afterAll(async () => {
  for (const client of clients) client.close();
  await close();
});

async function ask(username: string, draft: { reason: string; urgency?: 'urgent' }): Promise<TestClient> {
  const officer = await connectClient(server, username, { surface: 'field' });
  clients.push(officer);
  const position = { lat: 29.9365, lon: 121.8803, accuracyMetres: 8 };
  await officer.call('conference:request', {
    ...draft,
    position,
    positionAgeMs: 12_000,
    batteryPercent: 62,
    network: '4g',
  });
  return officer;
}

/** [CONF1] Bug: a new incident picked by hand stayed picked, so that asking again after a refusal opened another one. */
async function pickIsForOneRequest(phone: Page, desk: Page): Promise<void> {
  await phone.fill('input[name=reason]', '另一艘船发现死鼠');
  await phone.click('.asked-on label:has-text("新事件")');
  await phone.click('button:has-text("请求视频会议")');
  const number = (await phone.locator('.ringing .n').last().textContent()) ?? '';
  expect(number).toMatch(/^BL-/u);
  await desk.click('.ringing-band button:has-text("拒绝")');
  await desk.fill('dialog input', '稍后再呼');
  await desk.click('dialog button[type=submit]');
  await phone.waitForSelector('.linkbar:has-text("稍后再呼")');
  const chosen = phone.locator('.asked-on label.on');
  expect(await chosen.innerText()).toContain(number);
  // Bug: the words were gone with a page loaded anew.
  await phone.reload();
  await phone.waitForSelector('.linkbar:has-text("稍后再呼")');
  expect(await phone.inputValue('input[name=reason]')).toBe('另一艘船发现死鼠');
  expect(await chosen.innerText()).toContain(number);
  await phone.screenshot({ path: artifact('55-asked-again-phone.png') });
  await phone.click('button:has-text("请求视频会议")');
  expect(await phone.locator('.ringing .n').last().textContent()).toBe(number);
  await phone.click('.ringing button');
  await phone.waitForSelector('form.request');
  // Withdrawn, it is not said to be refused, and its words are there all the same.
  expect(await phone.locator('.linkbar').count()).toBe(0);
  expect(await phone.inputValue('input[name=reason]')).toBe('另一艘船发现死鼠');
}

test('[CONF1] [REQ2] [REQ5] [REQ6] requests ring by need; a page loaded anew rings again; unanswered they alarm; keys answer them', async () => {
  const phone = await browser.open({ phone: true, position: { latitude: 29.985, longitude: 121.77 } });
  const desk = await browser.open({ width: 1440, height: 900 });
  await signInOn(phone, server, '/field/', 'officer1');
  await signInOn(desk, server, '/', 'commander');
  await desk.page.waitForSelector('.overview');
  await ask('officer2', { reason: '挡鼠板缺失' });
  await desk.page.waitForSelector('.ringing-band[data-sound=ring] .first:has-text("检疫员02")');
  await phone.page.fill('input[name=reason]', '5 名船员发热，请求会诊');
  await phone.page.screenshot({ path: artifact('50-request-form.png') });
  await phone.page.click('label:has-text("紧急")');
  await phone.page.click('button:has-text("请求视频会议")');
  await desk.page.waitForSelector('.ringing-band .first:has-text("检疫员01")');
  await desk.page.waitForSelector('.ringing-band .first:has-text("七里锚地")');
  await desk.page.screenshot({ path: artifact('51-two-requests.png') });
  await desk.page.reload();
  await desk.page.waitForSelector('.ringing-band[data-sound=ring] .more');

  ahead += 61_000;
  await desk.page.waitForSelector('.ringing-band[data-sound=alarm] .first:has-text("已升级指挥长")');
  await phone.page.waitForSelector('.ringing:has-text("已升级给值班指挥长")');
  await phone.page.screenshot({ path: artifact('52-escalated-phone.png') });
  await desk.page.keyboard.press('Shift+F2');
  await desk.page.waitForSelector('.request-queue .take:focus');
  await desk.page.screenshot({ path: artifact('53-escalated-desk.png') });
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForSelector('.stage');
  await desk.page.waitForFunction(() => document.querySelectorAll('.request-queue li').length === 0);
  await desk.page.click('.ringing-band button:has-text("拒绝")');
  await desk.page.fill('dialog input', '请先用电话联系');
  await desk.page.click('dialog button[type=submit]');
  await phone.page.waitForSelector('text=请先用电话联系');
  await phone.page.screenshot({ path: artifact('54-declined-phone.png') });
  // [CONF1] It can be asked again with one press (bug: the words were gone and a second incident was opened).
  expect(await phone.page.inputValue('input[name=reason]')).not.toBe('');
  expect(await phone.page.locator('.asked-on label.on').innerText()).toContain('您上报的');
  await desk.page.waitForSelector('.ringing-band', { state: 'detached' });
  await pickIsForOneRequest(phone.page, desk.page);
  for (const one of [phone, desk]) expect(one.problems.filter((text) => !text.includes('401'))).toEqual([]);
});
