import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Dispatch } from '@haigang/shared/features/dispatch/dispatch.model';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { handIn } from '@haigang/sfu/testing/stills';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestBrowser, type TestPage } from './testing/browser.js';
import { openCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

const PATIENT_MS = 60_000;

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
let commander: TestClient;
let order: Dispatch;
beforeAll(async () => {
  ({ server, browser, close } = await openCentre());
  commander = await connectClient(server, 'commander');
  await commander.resume();
  const { officers } = await commander.call('dispatch:officers', {});
  const officerIds = officers.filter((one) => one.name.en === 'Officer 01').map((one) => one.id);
  const { id, revision } = await commander.call('incident:report', { kind: 'illness', summary: '5 名船员发热' });
  const known = await commander.call('incident:acknowledge', { id, revision });
  order = await commander.call('dispatch:issue', {
    ...{ incidentId: id, revision: known.revision, officerIds, lifeSaving: true },
    ...{ task: '登轮采样 5 人', ppeLevel: 'P2', rendezvous: '七里锚地' },
  });
});
afterAll(async () => {
  commander.close();
  await close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('duty')).join('\n')}\n`);
});

const shot = ({ page }: TestPage, name: string): Promise<Buffer> => page.screenshot({ path: artifact(`${name}.png`) });

/** Lets a test swallow what the page tells the centre, as a bad line does. */
async function lossyLine({ page }: TestPage): Promise<{ loses: (text: string | null) => void }> {
  let lost: string | null = null;
  await page.routeWebSocket(/socket\.io/u, (socket) => {
    const centre = socket.connectToServer();
    socket.onMessage((message) => {
      if (lost === null || !String(message).includes(lost)) centre.send(message);
    });
  });
  return { loses: (text) => void (lost = text) };
}

test('[CONF1] [REQ5] [MEDIA11] a request belongs to the incident he is sent to; F2 leaves a dialog alone; a lost unmute is told again', async () => {
  const phone = await browser.open({ phone: true, position: { latitude: 29.985, longitude: 121.77 } });
  const desk = await browser.open({ width: 1440, height: 900 });
  for (const { page } of [phone, desk]) page.setDefaultTimeout(PATIENT_MS);
  const line = await lossyLine(phone);
  await signInOn(phone, server, '/field/', 'officer1');
  await signInOn(desk, server, '/', 'dispatcher');
  await desk.page.waitForSelector('.overview');
  await phone.page.waitForSelector('.asked-on label.on:has-text("登轮采样")');
  for (const [name, width, height] of [
    ['portrait', 390, 844],
    ['landscape', 844, 390],
  ] as const) {
    await phone.page.setViewportSize({ width, height });
    await shot(phone, `duty-request-${name}`);
  }
  await phone.page.setViewportSize({ width: 390, height: 844 });
  await phone.page.fill('input[name=reason]', '请求会诊：采样顺序');
  await phone.page.click('button:has-text("请求视频会议")');
  await desk.page.waitForSelector(`.ringing-band .belongs.running:has-text("${order.incidentNumber}")`);
  await shot(desk, 'duty-ringing-desk');
  await shot(phone, 'duty-ringing-phone');

  await desk.page.click('.incidents button:has-text("报告事件")');
  await desk.page.waitForSelector('dialog[open]');
  await desk.page.keyboard.press('F2');
  await desk.page.keyboard.press('F2');
  await desk.page.click('dialog footer button >> nth=0');
  await desk.page.waitForSelector('dialog[open]', { state: 'detached' });
  expect(await desk.page.locator('.ringing-band').count()).toBe(1);
  expect([...commander.rows('conference').keys()]).toEqual([]);
  await desk.page.keyboard.press('F2');
  await desk.page.keyboard.press('F2');
  await desk.page.waitForSelector('.stage');
  await phone.page.waitForSelector('main.call');
  await expect.poll(() => [...commander.rows('conference').values()]).toMatchObject([{ incidentId: order.incidentId }]);
  expect(commander.rows('incident').size).toBe(1);

  const row = desk.page.locator('section.participants li.person', { hasText: '检疫员01' });
  await row.locator('[aria-label="麦克风开"]').waitFor();
  await phone.page.click('.controls button:has-text("静音")');
  await row.locator('[aria-label="麦克风关"]').waitFor();
  line.loses('conference:pause-producer');
  await phone.page.click('.controls button:has-text("取消静音")');
  await phone.page.waitForSelector('.linkbar:has-text("中心尚未确认打开话筒")');
  await shot(phone, 'duty-microphone-unconfirmed');
  line.loses(null);
  await row.locator('[aria-label="麦克风开"]').waitFor();
  await phone.page.waitForSelector('.linkbar:has-text("中心尚未确认打开话筒")', { state: 'detached' });
  await desk.page.click('button:has-text("结束会议")');
  await desk.page.click('dialog button[type=submit]');
  await phone.page.waitForSelector('.asked-on');
  for (const one of [phone, desk]) expect(one.problems.filter((text) => !text.includes('401'))).toEqual([]);
}, 200_000);

test('[DEV6] [DEC16] [ROOM5] [ANN2] a unit asks on its officer’s incident, says who muted it, shows the still and signs his order', async () => {
  const admin = await connectClient(server, 'admin');
  const dispatcher = await connectClient(server, 'dispatcher');
  const kiosk = await browser.open({ width: 480, height: 640, position: { latitude: 29.985, longitude: 121.77 } });
  kiosk.page.setDefaultTimeout(PATIENT_MS);
  const officerId = order.members[0]!.principalId;
  const { device, code } = await admin.call('identity:add-device', {
    ...{ label: '单兵07', kind: 'body-worn', accountId: officerId },
  });
  const { page } = kiosk;
  await page.goto(`${server.url}/field/?kiosk=1#enrol=${code}`);
  await page.waitForSelector('.kiosk-asked:has-text("登轮采样")');
  await shot(kiosk, 'duty-unit-standby');
  await page.click('.kiosk-asked');
  await page.waitForSelector('.kiosk-asked:has-text("新事件")');
  await page.click('.kiosk-asked');
  await page.keyboard.press(' ');
  await expect
    .poll(() => [...commander.rows('conference-request').values()].at(-1))
    .toMatchObject({ requesterId: device.id, incidentId: order.incidentId, incidentIsNew: false });
  const requestId = String([...commander.rows('conference-request').keys()].at(-1));
  const { conference } = await dispatcher.call('conference:accept', { requestId });
  await page.waitForSelector('.kiosk .plate:has-text("话筒已开")');

  const mute = { conferenceId: conference.id, principalId: device.id, source: 'microphone' as const };
  await dispatcher.call('conference:mute', { ...mute, muted: true, locked: true });
  await page.waitForSelector('.kiosk-notices .host-notice:has-text("调度员01")');
  // While the host holds it the plate raises the hand.
  await page.waitForSelector('.kiosk .plate:has-text("主持人已将您静音")');
  await shot(kiosk, 'duty-unit-muted');
  await dispatcher.call('conference:mute', { ...mute, muted: false });
  await page.waitForSelector('.kiosk .plate:has-text("按一下讲话")');
  await page.keyboard.press(' ');
  await page.waitForSelector('.kiosk .plate:has-text("话筒已开")');

  const fileId = await handIn(server, dispatcher, { conferenceId: conference.id, kind: 'snapshot' });
  const still = page.waitForResponse((answer) => answer.url().includes(fileId) && answer.ok());
  const board = await dispatcher.call('annotation:open', { conferenceId: conference.id, fileId });
  const points = [0.2, 0.8, 0.7, 0.3];
  const stroke = { id: crypto.randomUUID(), tool: 'arrow' as const, points, text: null };
  await dispatcher.call('annotation:commit', { boardId: board.id, stroke });
  await page.waitForSelector('.followed-board image');
  await still;
  await page.waitForSelector('.followed-board path');
  await shot(kiosk, 'duty-unit-board');

  const sheet = await commander.call('decision:propose', {
    ...{ incidentId: order.incidentId, text: '全员单间隔离，采样 5 人 ×2；停止一切上下船与装卸。', askIds: [] },
  });
  const asked = await commander.call('decision:ask', { id: sheet.id, principalIds: [] });
  const { id, revision } = await commander.call('decision:approve', {
    ...{ id: sheet.id, revision: asked.revision, reason: '现场紧急' },
  });
  await commander.call('decision:deploy', { id, revision, addresseeIds: [officerId] });
  await page.waitForSelector('.kiosk-order:has-text("全员单间隔离")');
  await shot(kiosk, 'duty-unit-order');
  await page.click('.kiosk-order header button');
  await page.waitForSelector('.kiosk-order-band');
  await shot(kiosk, 'duty-unit-order-put-away');
  await page.click('.kiosk-order-band');
  await page.keyboard.down('1');
  await page.waitForSelector('.kiosk-order-band.done:has-text("中心已收到您的签收")');
  await page.keyboard.up('1');
  await shot(kiosk, 'duty-unit-signed');
  await expect.poll(() => commander.rows('decision').get(id)).toMatchObject({ state: 'ACKED' });
  expect(kiosk.problems.filter((text) => !/401|net::ERR/u.test(text))).toEqual([]);
  admin.close();
  dispatcher.close();
}, 200_000);
