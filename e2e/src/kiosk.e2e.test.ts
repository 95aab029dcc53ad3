import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { connectClient } from '@haigang/sfu/testing/test-client';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { artifact, type TestBrowser, type TestPage } from './testing/browser.js';
import { openCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { signInOn } from './testing/sign-in.js';

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ server, browser, close } = await openCentre());
});
afterAll(() => close());
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('kiosk')).join('\n')}\n`);
});

/** [ROOM5] While the host holds the microphone the plate says so and raises the hand; lifted, it is his to open. */
async function silenceAndLift(kiosk: TestPage): Promise<void> {
  const host = await connectClient(server, 'commander');
  await host.resume();
  const [conference] = host.rows('conference').values() as unknown as Iterable<ConferenceView>;
  const unit = conference?.participants.find((one) => one.principalId.startsWith('device:'));
  const order = {
    ...{ conferenceId: conference?.id ?? '', principalId: unit?.principalId ?? '' },
    ...({ source: 'microphone', locked: true } as const),
  };
  await host.call('conference:mute', { ...order, muted: true });
  await kiosk.page.waitForSelector('.kiosk .plate:has-text("主持人已将您静音")');
  await kiosk.page.screenshot({ path: artifact('75-silenced.png') });
  await kiosk.page.keyboard.press(' ');
  await kiosk.page.waitForSelector('.kiosk .plate:has-text("举手 第 1 位")');
  await host.call('conference:mute', { ...order, muted: false });
  await kiosk.page.waitForSelector('.kiosk .plate:has-text("按一下讲话")');
  await kiosk.page.keyboard.press(' ');
  await kiosk.page.waitForSelector('.kiosk .plate:has-text("话筒已开")');
  host.close();
}

/** [EXC12] What is written to the unit stands over its picture; its key takes evidence, and closes the camera when held. */
async function wordsAndEvidence(kiosk: TestPage, desk: TestPage): Promise<void> {
  await desk.page.fill('.xc textarea', '请对准 306 舱通风口');
  await desk.page.keyboard.press('Enter');
  await kiosk.page.waitForSelector('.unit-words .newest:has-text("请对准 306 舱通风口")');
  await kiosk.page.keyboard.press('1');
  await kiosk.page.waitForSelector('.unit-words :text("取证已存中心")');
  await kiosk.page.screenshot({ path: artifact('75-evidence.png') });
  await desk.page.waitForSelector('.xc :is([alt*="截图取证"], :text("截图取证"))');
  await desk.page.waitForSelector('.ticker:has-text("SHA-256")');
  await kiosk.page.keyboard.down('1');
  await kiosk.page.waitForSelector('.kiosk nav button:has-text("开摄像头")');
  await kiosk.page.keyboard.up('1');
  await kiosk.page.keyboard.press('1');
  await kiosk.page.waitForSelector('.kiosk nav button:has-text("长按关摄像头")');
}

test('[DEV2] [CALL4] a unit is enrolled by its code, asks by a key, answers the centre by itself with lamp and tone, and is revoked live', async () => {
  const admin = await browser.open({ width: 1440, height: 900 });
  const desk = await browser.open({ width: 1440, height: 900 });
  const kiosk = await browser.open({ width: 480, height: 640, position: { latitude: 29.985, longitude: 121.77 } });
  await signInOn(admin, server, '/admin', 'admin');
  await admin.page.click('button:has-text("登记新设备")');
  await admin.page.fill('dialog input[name=label]', '单兵07');
  await admin.page.selectOption('dialog select >> nth=1', { label: '检疫员01' });
  await admin.page.click('dialog button[type=submit]');
  await admin.page.waitForSelector('.device-code img');
  await admin.page.screenshot({ path: artifact('70-device-code.png') });
  const code = ((await admin.page.textContent('.device-code .code')) ?? '').replace(/\D/gu, '');

  await kiosk.page.goto(`${server.url}/field/?kiosk`);
  await kiosk.page.waitForSelector('input[name=code]');
  await kiosk.page.screenshot({ path: artifact('71-enrol.png') });
  await kiosk.page.goto(`${server.url}/field/?kiosk=1#enrol=${code}`);
  await kiosk.page.waitForSelector('.kiosk header:has-text("检疫员01 单兵07")');
  expect(kiosk.page.url()).not.toContain(code);
  await kiosk.page.waitForSelector('.kiosk .plate:not([disabled])');
  await kiosk.page.screenshot({ path: artifact('72-standby.png') });
  await admin.page.waitForSelector('.device-done');
  await admin.page.click('dialog footer button');
  await admin.page.waitForSelector('.devices td:has-text("已登记")');
  await admin.page.locator('.devices').screenshot({ path: artifact('73-devices.png') });

  await signInOn(desk, server, '/', 'commander');
  await desk.page.waitForSelector('.overview');
  await kiosk.page.keyboard.press(' ');
  await desk.page.waitForSelector('.ringing-band .first:has-text("单兵07")');
  await kiosk.page.screenshot({ path: artifact('74-asking.png') });
  await desk.page.keyboard.press('F2');
  await waitForMedia(desk.page, 1);
  await kiosk.page.waitForSelector('.watching');
  await kiosk.page.waitForSelector('.kiosk .plate:has-text("话筒已开")');
  await kiosk.page.screenshot({ path: artifact('75-in-call.png') });
  await wordsAndEvidence(kiosk, desk);
  await silenceAndLift(kiosk);
  await kiosk.page.keyboard.press(' ');
  await kiosk.page.waitForSelector('.kiosk .plate:has-text("已静音")');
  await kiosk.page.keyboard.down('2');
  await kiosk.page.waitForSelector('.kiosk-standby');
  await kiosk.page.keyboard.up('2');

  await desk.page.click('.controls button:has-text("呼叫")');
  await desk.page.click('.callable label:has-text("单兵07")');
  await desk.page.screenshot({ path: artifact('76-call-unit.png') });
  // The lamp is lit for six seconds from the call: who waits for it waits already.
  await Promise.all([
    kiosk.page.waitForSelector('.kiosk-lamp:has-text("指挥长01")'),
    desk.page.click('dialog button[type=submit]'),
  ]);
  await kiosk.page.screenshot({ path: artifact('77-lamp.png') });
  await waitForMedia(desk.page, 1);
  await desk.page.waitForSelector('.ticker:has-text("自动应答")');

  await admin.page.click('.devices button:has-text("撤销")');
  await admin.page.click('dialog button[type=submit]');
  await kiosk.page.waitForSelector('input[name=code]');
  await desk.page.waitForFunction(() => document.querySelector('[data-participant^="device:"]') === null);
  for (const one of [kiosk, desk, admin]) {
    expect(one.problems.filter((text) => !/401|net::ERR/u.test(text))).toEqual([]);
  }
});
