import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { enterAsExpert } from '@haigang/sfu/testing/cast';
import { convene, joinAsDesk, joinAsOfficer, openWall } from './testing/call.js';
import type { TestPage } from './testing/browser.js';
import { waitForMedia } from './testing/media-facts.js';
import { openScreenWalk, PHONE, type ScreenWalk } from './testing/screen-walk.js';

/** Words of people stand as they were written, so these are of no language. */
const WORDS = 'SYNTH AURORA · 5/18 × 38.4 °C · QQ · AN1 · BL-304';
const ORDER = 'SYNTH AURORA: 18 × 1, 5 × 2; 06:00–09:30; T3 → AN1';
/** [LINK11] A name for each language. */
const GUEST = { expertName: '专家E07 示例定点医院', expertNameEn: 'E07, demo hospital' };

let walk: ScreenWalk;
let desk: TestPage;
let phone: TestPage;
let conferenceId: string;
let incidentId: string;
beforeAll(async () => {
  walk = await openScreenWalk();
  ({ conferenceId, incidentId } = await convene(walk.server, WORDS));
  phone = await joinAsOfficer(walk, ({ page }) => page.setViewportSize(PHONE));
  desk = await joinAsDesk(walk, 'commander', { width: 1440, height: 900 });
  await Promise.all([waitForMedia(desk.page, 1), waitForMedia(phone.page, 1)]);
  await talkAndOrder();
});
afterAll(() => walk.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await walk.browser.keepEvidence('screens-call') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

/** A running incident, an order half signed, a sheet that asks for opinions, a line of talk, somebody who was put out. */
async function talkAndOrder(): Promise<void> {
  const officers = [await walk.client('officer1', 'field'), await walk.client('officer2', 'field')] as const;
  const ids = await Promise.all(officers.map(async (one) => (await one.call('identity:me', {})).principal.id));
  const commander = await walk.client('commander');
  const reported = await commander.call('incident:get', { id: incidentId });
  await commander.call('incident:acknowledge', { id: incidentId, revision: reported.revision });
  const { id, revision } = await commander.call('decision:propose', { incidentId, text: ORDER, askIds: [ids[0]!] });
  const approved = await commander.call('decision:approve', { id, revision, reason: ORDER });
  await commander.call('decision:deploy', { id, revision: approved.revision, addresseeIds: ids });
  await officers[1].call('decision:acknowledge', { id });
  await commander.call('decision:propose', { incidentId, text: ORDER, askIds: [ids[0]!] });
  await officers[0].call('exchange:post', { id: randomUUID(), conferenceId, text: WORDS });
  await commander.call('conference:call', { incidentId, who: { kind: 'chosen', principalIds: [ids[1]!] } });
  await commander.call('conference:remove', { conferenceId, principalId: ids[1]! });
}

test('[SCREEN2] [SCREEN3] in both languages nothing is cut, covered or left untranslated on the expert’s way in and at his laptop', async () => {
  const dispatcher = await walk.client('dispatcher');
  const { token } = await dispatcher.call('conference:invite-expert', { conferenceId, ...GUEST });
  const guest = await walk.browser.open({ width: 1280, height: 800 });
  await guest.page.goto(`${walk.server.url}/join/${token}`);
  await guest.page.waitForSelector('.checks li >> nth=2');
  await walk.look(guest, 'guest-invitation');
  await guest.page.setViewportSize(PHONE);
  await walk.look(guest, 'guest-invitation-phone');
  await guest.page.check('.agree input');
  await guest.page.click('button.big.pri');
  await guest.page.waitForSelector('h1:has-text("等待主持人准入")');
  await walk.look(guest, 'guest-lobby-phone');
  await guest.page.setViewportSize({ width: 1280, height: 800 });
  await walk.look(guest, 'guest-lobby');
  await desk.page.waitForSelector('.lobby li');
  await walk.look(desk, 'desk-call');
  await desk.page.click('.lobby li button:has-text("准入")');
  await waitForMedia(guest.page, 2);
  await walk.look(guest, 'guest-call');
  // What his browser tells of his device stands in his row at the desk, and no place that he is not asked for. [PRE2]
  const facts = desk.page.locator('.person', { hasText: GUEST.expertName }).locator('.facts');
  await facts.filter({ hasText: /4g.*电量 100 %/iu }).waitFor();
  expect(await facts.textContent()).not.toContain('无定位');
  await guest.page.click('.people-bar [aria-expanded]');
  await guest.page.waitForSelector('.people-list .netbars >> nth=2');
  await walk.look(guest, 'guest-people');
  await guest.page.click('.people-bar [aria-expanded]');
  await guest.page.click('.camera-tools button:has-text("设备")');
  await guest.page.waitForSelector('dialog a[href="/field/test?expert"]');
  await walk.look(guest, 'guest-call-devices');
  await guest.page.click('dialog .device-further button');
  await guest.page.waitForSelector('html[lang=en]', { state: 'attached' });
  await guest.page.click('dialog .device-further button');
  await guest.page.keyboard.press('Escape');
  await guest.page.click('.xc-open');
  await walk.look(guest, 'guest-talk');
  const bottoms = await guest.page
    .locator('.call-tools > * > .btn, .call-tools > .xc-open, .call > .controls > button')
    .evaluateAll((all) => new Set(all.map((one) => Math.round(one.getBoundingClientRect().bottom))).size);
  expect(bottoms).toBe(1);
  // The talk leaves the controls free.
  await guest.page.click('.controls button:has-text("静音")', { trial: true });
  // He drops out and does not leave: the phone is looked at with the tile that waits for him.
  await guest.context.close();
  expect(walk.faults.splice(0)).toEqual([]);
}, 120_000);

test('[SCREEN3] in both languages nothing is cut, covered or left untranslated on the phone in a call', async () => {
  const { page } = phone;
  await page.waitForSelector('.decision-band');
  await walk.lookBothWays(phone, 'phone-call');
  await page.click('.people-bar [aria-expanded]');
  await page.waitForSelector('.people-list .netbars');
  await walk.lookBothWays(phone, 'phone-people');
  await page.click('.people-bar [aria-expanded]');
  await page.click('.camera-tools button:has-text("设备")');
  await page.waitForSelector('dialog .device-further button');
  await walk.lookBothWays(phone, 'phone-call-devices');
  await page.keyboard.press('Escape');
  await page.click('.xc-open');
  await walk.lookBothWays(phone, 'phone-chat');
  await page.click('.xc-sheet header .btn');
  await page.click('.decision-band');
  await page.waitForSelector('.card.order');
  await walk.lookBothWays(phone, 'phone-decisions');
  await page.click('.call-decisions > .big, .call-decisions button:has-text("关闭")');
  expect(walk.faults.splice(0)).toEqual([]);
}, 120_000);

test('[SCREEN3] [SCREEN5] [REQ9] [ROOM12] in both languages nothing is cut, covered or left untranslated at the desk in a call, and the commander finds the administration (bug: no link led there)', async () => {
  const { page } = desk;
  await page.keyboard.press('i');
  await page.waitForSelector('.line-panel tbody td.rate');
  await walk.look(desk, 'desk-lines');
  await page.keyboard.press('i');
  await page.click('.participants .person [aria-expanded] >> nth=0');
  await walk.look(desk, 'desk-menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.waitForSelector('.overview');
  const dispatcher = await walk.client('dispatcher');
  const { client: guest } = await enterAsExpert(walk.server, dispatcher, conferenceId);
  await page.waitForSelector('.lobby-band li');
  await walk.look(desk, 'desk-call-away');
  // The commander comes to the administration by a link, and to the line test beside it.
  await page.click('.top a:has-text("管理")');
  await page.waitForSelector('.expert-links');
  await walk.look(desk, 'desk-admin-away');
  await page.click('.lobby-band button:has-text("拒绝")');
  await page.waitForSelector('.lobby-band', { state: 'detached' });
  guest.close();
  await page.click('header a:has-text("系统设置")');
  await page.waitForSelector('.settings-filter');
  await page.click('header a:has-text("管理")');
  await page.waitForSelector('.expert-links');
  await page.click('header a:has-text("指挥大屏")');
  const [test] = await Promise.all([page.context().waitForEvent('page'), page.click('.top a:has-text("线路检测")')]);
  await test.waitForURL('**/field/test');
  await test.close();
  await page.keyboard.press('F8');
  await page.waitForSelector('.controls');
  const host = await walk.client('commander');
  const { id: commanderId } = (await host.call('identity:me', {})).principal;
  await host.call('conference:hand-over', { conferenceId, principalId: commanderId });
  const asker = await walk.client('officer3', 'field');
  const request = await asker.call('conference:request', { reason: WORDS });
  await page.waitForSelector('.ringing-band');
  await page.keyboard.press('F2');
  await page.waitForSelector('dialog[open]');
  await walk.look(desk, 'desk-move');
  await page.keyboard.press('Escape');
  await asker.call('conference:cancel', { requestId: request.id });
  await page.waitForSelector('.ringing-band', { state: 'detached' });
  for (const [name, opener] of [
    ['invite', '.controls button:has-text("邀请专家")'],
    ['call', '.controls button:has-text("呼叫")'],
    ['devices', '.controls button:has-text("设备")'],
    ['propose', '.decisions header .btn'],
    ['sheet', '.sheet-line'],
    ['order', '.order-card .line'],
    ['end-first', '.actions button:has-text("误报")'],
  ] as const) {
    await page.click(opener);
    await page.waitForSelector('dialog[open]');
    await walk.look(desk, `desk-${name}`);
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog[open]', { state: 'detached' });
  }
  await page.click('button:has-text("定格标注")');
  await page.click('.xc-frame >> nth=0');
  await page.waitForSelector('.board-picture image');
  await walk.look(desk, 'desk-board');
  await phone.page.waitForSelector('.board-picture image');
  await walk.lookBothWays(phone, 'phone-board');
  await page.keyboard.press('Escape');
  expect(walk.faults.splice(0)).toEqual([]);
}, 120_000);

test('[SCREEN3] the chart beside a call fills its place and shows the whole port (bug: it was drawn for the larger place it was loaded in)', async () => {
  let engineArrives = (): void => undefined;
  const small = new Promise<void>((resolve) => (engineArrives = resolve));
  const late = await joinAsDesk(walk, 'dispatcher', {
    ...{ width: 1440, height: 900 },
    // The engine is made for the overview's chart, and ready when that stands beside the call.
    prepare: async ({ page }) => {
      await page.route(/coastline/u, async (route) => {
        await small;
        await route.continue();
      });
    },
  });
  const chart = late.page.locator('.incident .map .chart');
  await chart.waitFor();
  engineArrives();
  const [engine, marks] = [chart.locator('canvas').first(), chart.locator('canvas').last()];
  await marks.waitFor();
  const { width, height } = (await chart.boundingBox()) ?? { width: 0, height: 0 };
  expect(Math.min(width, height)).toBeGreaterThan(0);
  const size = { width: Math.round(width), height: Math.round(height) };
  for (const canvas of [engine, marks]) await expect.poll(() => canvas.boundingBox()).toMatchObject(size);
  await late.context.close();
});

test('[SCREEN3] in both languages nothing is cut, covered or left untranslated on the wall in a call', async () => {
  const wall = await openWall(walk);
  await wall.page.waitForSelector('.order-card');
  await walk.look(wall, 'wall-incident');
  expect(walk.faults.splice(0)).toEqual([]);
}, 120_000);
