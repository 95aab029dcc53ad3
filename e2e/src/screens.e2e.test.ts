import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { artifact, type TestBrowser, type TestPage } from './testing/browser.js';
import { openCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { screenFaults, speak } from './testing/screen-faults.js';
import { signInOn } from './testing/sign-in.js';

/** Words of people stand as they were written, so these are of no language. */
const REASON = 'SYNTH AURORA · 5/18 × 38.4 °C · QQ · AN1 · BL-304';
const PHONE = { width: 390, height: 844 };
const LANDSCAPE = { width: 844, height: 390 };

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
let ahead = 0;
const clients: TestClient[] = [];
const faults: string[] = [];
beforeAll(async () => {
  // Words are looked at here, so the pictures may be slow.
  const flags = ['--autoplay-policy=no-user-gesture-required', '--use-fake-device-for-media-stream=fps=5'];
  ({ server, browser, close } = await openCentre({ clock: () => Date.now() + ahead, flags }));
});
afterAll(async () => {
  for (const one of clients) one.close();
  await close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('screens')).join('\n')}\n`);
});

async function client(username: string, surface?: 'field'): Promise<TestClient> {
  const made = await connectClient(server, username, surface ? { surface } : {});
  clients.push(made);
  return made;
}

/** Looks at a screen in both languages and leaves it in Chinese; what is wrong is told at the end of the test. */
async function look({ page }: TestPage, name: string): Promise<void> {
  for (const language of ['en', 'zh'] as const) {
    await speak(page, language);
    for (const fault of await screenFaults(page, language)) faults.push(`${name} ${language}: ${fault}`);
    if (process.env['HAIGANG_ARTIFACTS']) await page.screenshot({ path: artifact(`screen-${name}-${language}.png`) });
  }
}

async function lookBothWays(phone: TestPage, name: string): Promise<void> {
  await look(phone, name);
  await phone.page.setViewportSize(LANDSCAPE);
  await look(phone, `${name}-landscape`);
  await phone.page.setViewportSize(PHONE);
}

const ask = (officer: TestClient, urgency: 'urgent' | 'normal') =>
  officer.call('conference:request', {
    ...{ reason: REASON, urgency, batteryPercent: 62, network: '4g' },
    ...{ position: { lat: 29.9365, lon: 121.8803, accuracyMetres: 8 }, positionAgeMs: 12_000 },
  });

test('[SCREEN3] in both languages nothing is cut, covered or left untranslated before a call', async () => {
  const phone = await browser.open({ phone: true });
  await phone.page.setViewportSize(PHONE);
  await phone.page.goto(`${server.url}/field/`);
  await phone.page.waitForSelector('input[name=username]');
  await look(phone, 'phone-sign-in');
  await signInOn(phone, server, '/field/', 'officer1');
  await phone.page.waitForSelector('input[name=reason]');
  await lookBothWays(phone, 'phone-request');
  await phone.page.goto(`${server.url}/field/test`);
  await phone.page.waitForSelector('.line-test video');
  await lookBothWays(phone, 'phone-line-test');
  await phone.context.close();

  expect(faults.splice(0)).toEqual([]);
}, 120_000);

interface Scene {
  readonly desk: TestPage;
  readonly wall: TestPage;
  readonly phone: TestPage;
}

async function openScene(): Promise<Scene> {
  const [desk, wall, phone] = await Promise.all([
    browser.open({ width: 1440, height: 900 }),
    browser.open(),
    browser.open({ phone: true }),
  ]);
  await phone.page.setViewportSize(PHONE);
  const dispatcher = await client('dispatcher');
  await wall.page.goto(`${server.url}/wall/hall`);
  const code = await wall.page.waitForSelector('.code:text-matches("[0-9]{6}")');
  await look(wall, 'wall-pairing');
  const pairingCode = (await code.textContent()) ?? '';
  await dispatcher.call('identity:approve-display', { pairingCode, name: 'HALL 1' });
  await signInOn(desk, server, '/', 'commander');
  await desk.page.waitForSelector('.overview');
  await signInOn(phone, server, '/field/', 'officer1');
  await phone.page.waitForSelector('input[name=reason]');
  return { desk, wall, phone };
}

test('[SCREEN3] in both languages nothing is cut, covered or left untranslated while requests ring', async () => {
  const { desk, wall, phone } = await openScene();
  await phone.page.fill('input[name=reason]', REASON);
  await phone.page.click('.urgency label >> nth=1');
  await phone.page.click('form.request button[type=submit]');
  await phone.page.waitForSelector('.ringing');
  await ask(await client('officer2', 'field'), 'normal');
  ahead += 61_000;
  await ask(await client('officer3', 'field'), 'normal');
  await desk.page.waitForSelector('.ringing-band[data-sound=alarm] .more');
  await lookBothWays(phone, 'phone-ringing');
  await look(wall, 'wall-ringing');
  await desk.page.keyboard.press('Shift+F2');
  await desk.page.waitForSelector('.request-queue .take:focus');
  await look(desk, 'desk-ringing');
  await desk.page.click('.ringing-band .first .btn >> nth=0');
  await desk.page.waitForSelector('dialog[open]');
  await look(desk, 'desk-decline');
  await desk.page.keyboard.press('Escape');
  await desk.page.click('.accept');
  await waitForMedia(desk.page, 1);
  await waitForMedia(phone.page, 1);
  expect(faults.splice(0)).toEqual([]);
}, 120_000);

test('[SCREEN3] in both languages nothing is cut, covered or left untranslated in the administration', async () => {
  const admin = await browser.open({ width: 1440, height: 900 });
  await signInOn(admin, server, '/admin', 'admin');
  await admin.page.waitForSelector('.devices');
  await look(admin, 'admin');
  await admin.page.click('.experts button >> nth=0');
  await admin.page.waitForSelector('dialog[open]');
  await look(admin, 'admin-expert');
  await admin.page.keyboard.press('Escape');
  await admin.page.click('.devices header .btn');
  await admin.page.waitForSelector('dialog[open]');
  await look(admin, 'admin-device');
  expect(faults.splice(0)).toEqual([]);
}, 120_000);

test('[SCREEN3] in both languages nothing is cut, covered or left untranslated on a body-worn unit', async () => {
  const admin = await client('admin');
  const { code } = await admin.call('identity:add-device', { label: 'BWC 07', kind: 'body-worn' });
  const kiosk = await browser.open({ width: 480, height: 640 });
  await kiosk.page.goto(`${server.url}/field/?kiosk`);
  await kiosk.page.waitForSelector('input[name=code]');
  await look(kiosk, 'kiosk-enrol');
  await kiosk.page.goto(`${server.url}/field/?kiosk=1#enrol=${code}`);
  await kiosk.page.waitForSelector('.kiosk .plate:not([disabled])');
  await look(kiosk, 'kiosk-standby');
  await kiosk.page.keyboard.press(' ');
  await kiosk.page.waitForSelector('.kiosk .plate.quiet');
  await look(kiosk, 'kiosk-asking');
  expect(faults.splice(0)).toEqual([]);
}, 120_000);
