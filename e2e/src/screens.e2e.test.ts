import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TestClient } from '@haigang/sfu/testing/test-client';
import type { TestPage } from './testing/browser.js';
import { waitForMedia } from './testing/media-facts.js';
import { openScreenWalk, PHONE, type ScreenWalk } from './testing/screen-walk.js';
import { signInOn } from './testing/sign-in.js';

/** Words of people stand as they were written, so these are of no language. */
const REASON = 'SYNTH AURORA · 5/18 × 38.4 °C · QQ · AN1 · BL-304';

let walk: ScreenWalk;
beforeAll(async () => {
  walk = await openScreenWalk();
});
afterAll(() => walk.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await walk.browser.keepEvidence('screens') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

const KNOWN = { batteryPercent: 62, network: '4g', networkType: 'cellular' } as const;

const ask = (officer: TestClient, urgency: 'urgent' | 'normal', device: Partial<typeof KNOWN> = KNOWN) =>
  officer.call('conference:request', {
    ...{ reason: REASON, urgency, ...device },
    ...{ position: { lat: 29.9365, lon: 121.8803, accuracyMetres: 8 }, positionAgeMs: 12_000 },
  });

test('[SCREEN3] in both languages nothing is cut, covered or left untranslated before a call', async () => {
  const phone = await walk.browser.open({ phone: true });
  await phone.page.setViewportSize(PHONE);
  await phone.page.goto(`${walk.server.url}/field/`);
  await phone.page.waitForSelector('input[name=username]');
  await walk.look(phone, 'phone-sign-in');
  await signInOn(phone, walk.server, '/field/', 'officer1');
  await phone.page.waitForSelector('input[name=reason]');
  await walk.lookBothWays(phone, 'phone-request');
  // A day with many incidents: the first ones, all when asked for, and the button can be reached.
  const officer = await walk.client('officer1', 'field');
  for (let at = 0; at < 6; at += 1) {
    await officer.call('incident:report', { kind: 'illness', summary: `${REASON} ${at}` });
  }
  await phone.page.waitForSelector('.asked-on .btn');
  await walk.lookBothWays(phone, 'phone-request-many');
  await phone.page.click('.asked-on .btn');
  await phone.page.click('.asked-on label >> nth=5');
  await phone.page.fill('input[name=reason]', REASON);
  await walk.look(phone, 'phone-request-all');
  await phone.page.click('form.request button[type=submit]', { trial: true });
  await phone.page.goto(`${walk.server.url}/field/test`);
  await phone.page.waitForSelector('.line-test video');
  await walk.lookBothWays(phone, 'phone-line-test');
  await phone.context.close();

  expect(walk.faults.splice(0)).toEqual([]);
}, 120_000);

interface Scene {
  readonly desk: TestPage;
  readonly wall: TestPage;
  readonly phone: TestPage;
}

async function openScene(): Promise<Scene> {
  const [desk, wall, phone] = await Promise.all([
    walk.browser.open({ width: 1440, height: 900 }),
    walk.browser.open(),
    walk.browser.open({ phone: true }),
  ]);
  await phone.page.setViewportSize(PHONE);
  const dispatcher = await walk.client('dispatcher');
  await wall.page.goto(`${walk.server.url}/wall/hall`);
  const code = await wall.page.waitForSelector('.code:text-matches("[0-9]{6}")');
  await walk.look(wall, 'wall-pairing');
  const pairingCode = (await code.textContent()) ?? '';
  await dispatcher.call('identity:approve-display', { pairingCode, name: 'HALL 1' });
  await signInOn(desk, walk.server, '/', 'commander');
  await desk.page.waitForSelector('.overview');
  await signInOn(phone, walk.server, '/field/', 'officer1');
  await phone.page.waitForSelector('input[name=reason]');
  return { desk, wall, phone };
}

test('[SCREEN3] in both languages nothing is cut, covered or left untranslated while requests ring', async () => {
  const { desk, wall, phone } = await openScene();
  await phone.page.fill('input[name=reason]', REASON);
  await phone.page.click('.urgency label >> nth=1');
  await phone.page.click('form.request button[type=submit]');
  await phone.page.waitForSelector('.ringing');
  await ask(await walk.client('officer2', 'field'), 'normal');
  walk.goOn(61_000);
  await ask(await walk.client('officer3', 'field'), 'normal', {});
  await desk.page.waitForSelector('.ringing-band[data-sound=alarm] .more');
  await walk.lookBothWays(phone, 'phone-ringing');
  await walk.look(wall, 'wall-ringing');
  await desk.page.keyboard.press('Shift+F2');
  await desk.page.waitForSelector('.request-queue .take:focus');
  await walk.look(desk, 'desk-ringing');
  await desk.page.click('.ringing-band .first .btn >> nth=0');
  await desk.page.waitForSelector('dialog[open]');
  await walk.look(desk, 'desk-decline');
  await desk.page.keyboard.press('Escape');
  await desk.page.click('.accept');
  await waitForMedia(desk.page, 1);
  await waitForMedia(phone.page, 1);
  expect(walk.faults.splice(0)).toEqual([]);
}, 120_000);

test('[SCREEN3] in both languages nothing is cut, covered or left untranslated in the administration', async () => {
  const admin = await walk.browser.open({ width: 1440, height: 900 });
  await signInOn(admin, walk.server, '/admin', 'admin');
  await admin.page.waitForSelector('.devices');
  await walk.look(admin, 'admin');
  await admin.page.click('.experts button >> nth=0');
  await admin.page.waitForSelector('dialog[open]');
  await walk.look(admin, 'admin-expert');
  await admin.page.keyboard.press('Escape');
  await admin.page.click('.devices header .btn');
  await admin.page.waitForSelector('dialog[open]');
  await walk.look(admin, 'admin-device');
  expect(walk.faults.splice(0)).toEqual([]);
}, 120_000);

test('[SCREEN3] in both languages nothing is cut, covered or left untranslated on a body-worn unit', async () => {
  const admin = await walk.client('admin');
  const { code } = await admin.call('identity:add-device', { label: 'BWC 07', kind: 'body-worn' });
  const kiosk = await walk.browser.open({ width: 480, height: 640 });
  await kiosk.page.goto(`${walk.server.url}/field/?kiosk`);
  await kiosk.page.waitForSelector('input[name=code]');
  await walk.look(kiosk, 'kiosk-enrol');
  await kiosk.page.goto(`${walk.server.url}/field/?kiosk=1#enrol=${code}`);
  await kiosk.page.waitForSelector('.kiosk .plate:not([disabled])');
  await walk.look(kiosk, 'kiosk-standby');
  await kiosk.page.keyboard.press(' ');
  await kiosk.page.waitForSelector('.kiosk .plate.quiet');
  await walk.look(kiosk, 'kiosk-asking');
  expect(walk.faults.splice(0)).toEqual([]);
}, 120_000);
