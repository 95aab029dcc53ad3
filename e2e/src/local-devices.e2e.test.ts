import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestPage } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { giveLamp } from './testing/camera-lamp.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { refusedSoFar, refuseDevices } from './testing/refuse-devices.js';
import { received, waitForMedia } from './testing/media-facts.js';

const SOON = { timeout: 15_000, interval: 100 };
const FLAGS = [
  '--autoplay-policy=no-user-gesture-required',
  '--use-fake-device-for-media-stream=device-count=3',
  '--auto-select-desktop-capture-source=Entire screen',
];

let centre: TestCentre;
let officer: TestPage;
let desk: TestPage;
let conferenceId: string;
beforeAll(async () => {
  centre = await openCentre({ flags: FLAGS });
  ({ conferenceId } = await convene(centre.server));
  // The second fake camera gives depth pictures, which no codec takes; a phone hides such a one, too.
  officer = await joinAsOfficer(centre, ({ context }) => context.addInitScript(hideCamera, 'fake_device_1'));
  desk = await joinAsDesk(centre, 'commander', { width: 1440, height: 900 });
  await Promise.all([waitForMedia(officer.page, 1), waitForMedia(desk.page, 1)]);
});
afterAll(() => centre.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('devices') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

/** Runs in the page before it. */
function hideCamera(label: string): void {
  const all = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
  navigator.mediaDevices.enumerateDevices = async () => (await all()).filter((device) => device.label !== label);
}

/** What a page sends of one kind now: the SSRCs of its streams and the label of the device. */
function sent(page: Page, kind: 'audio' | 'video'): Promise<{ streams: number[]; label: string }> {
  return page.evaluate(async (wanted) => {
    const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
    const senders = all.filter((one) => one.connectionState === 'connected').flatMap((one) => one.getSenders());
    const sender = senders.find(({ track }) => track?.kind === wanted);
    const streams: number[] = [];
    (await sender?.getStats())?.forEach((row: Record<string, unknown>) => {
      if (row['type'] === 'outbound-rtp') streams.push(Number(row['ssrc']));
    });
    return { streams: streams.sort(), label: sender?.track?.label ?? '' };
  }, kind);
}

/** The pictures of others on a page come from the producers of these video elements; a replaced one is a new element. */
const markPicture = (page: Page): Promise<void> =>
  page
    .locator('.stage [data-participant] video')
    .first()
    .evaluate((video) => video.setAttribute('data-same', ''));

test('[MEDIA7] the phone turns to its other camera in the same producer, and it is remembered', async () => {
  await markPicture(desk.page);
  const before = await sent(officer.page, 'video');
  expect(await officer.page.locator('.self video').getAttribute('class')).toBe('');
  await officer.page.screenshot({ path: artifact('devices-phone-call.png') });
  await officer.page.click('.call-tools button:has-text("翻转")');
  await expect.poll(async () => (await sent(officer.page, 'video')).label, SOON).not.toBe(before.label);
  const after = await sent(officer.page, 'video');
  expect(after.streams).toEqual(before.streams);
  const { framesDecoded } = await received(desk.page);
  await expect.poll(async () => (await received(desk.page)).framesDecoded, SOON).toBeGreaterThan(framesDecoded + 20);
  expect(await desk.page.locator('[data-same]').count()).toBe(1);
  expect(await officer.page.locator('.self video').getAttribute('class')).toBe('mirrored');
  // Fake devices have no lamp.
  expect(await officer.page.locator('button:has-text("补光灯")').count()).toBe(0);
  const kept = await officer.page.evaluate(() => localStorage.getItem('haigang.devices'));
  expect(kept).toContain('"facing":"user"');
});

test('[MEDIA7] a microphone picked in the dialog takes the place of the one before and its level shows', async () => {
  const { page } = desk;
  const before = await sent(page, 'audio');
  await page.click('.controls button:has-text("设备")');
  const dialog = page.locator('dialog[open]');
  const options = dialog.locator('select[name=microphone] option');
  await expect.poll(() => options.count(), SOON).toBeGreaterThan(2);
  await dialog.locator('select[name=microphone]').selectOption({ index: 2 });
  await expect.poll(async () => (await sent(page, 'audio')).label, SOON).not.toBe(before.label);
  expect((await sent(page, 'audio')).streams).toEqual(before.streams);
  // The microphone beeps for a moment only, which the page itself sees best.
  await page.waitForFunction(() => (document.querySelector<HTMLMeterElement>('dialog[open] meter')?.value ?? 0) > 0.3);
  await page.screenshot({ path: artifact('devices-desk.png') });
  await page.keyboard.press('Escape');
  const { audioEnergy } = await received(officer.page);
  await expect.poll(async () => (await received(officer.page)).audioEnergy, SOON).toBeGreaterThan(audioEnergy);
  await officer.page.click('.call-tools button:has-text("设备")');
  await officer.page.locator('dialog[open] video').waitFor();
  await officer.page.screenshot({ path: artifact('devices-phone.png') });
  await officer.page.setViewportSize({ width: 844, height: 390 });
  await officer.page.screenshot({ path: artifact('devices-phone-landscape.png') });
  await officer.page.setViewportSize({ width: 390, height: 844 });
  await officer.page.keyboard.press('Escape');
});

test('[MEDIA7] a speaker picked in the dialog plays the voices', async () => {
  const { page } = desk;
  const sinks = (): Promise<string[]> =>
    page.evaluate(() => [...document.querySelectorAll('audio')].map((element) => element.sinkId));
  expect(new Set(await sinks())).toEqual(new Set(['']));
  await page.click('.controls button:has-text("设备")');
  const speakers = page.locator('dialog[open] select[name=speaker]');
  await expect.poll(() => speakers.locator('option').count(), SOON).toBeGreaterThan(2);
  await speakers.selectOption({ index: 2 });
  await expect.poll(async () => (await sinks()).filter((one) => one !== '').length, SOON).toBeGreaterThan(0);
  await speakers.selectOption({ index: 0 });
  await expect.poll(async () => new Set(await sinks()), SOON).toEqual(new Set(['']));
  await page.keyboard.press('Escape');
});

test('[MEDIA10] a pulled microphone is followed by the default one, and its person hears which', async () => {
  const { page } = desk;
  const before = await sent(page, 'audio');
  await page.evaluate(async (label) => {
    const { mediaDevices } = navigator;
    const all = await mediaDevices.enumerateDevices();
    const left = all.filter((device) => device.label !== label);
    mediaDevices.enumerateDevices = () => Promise.resolve(left);
    const peers = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
    const senders = peers.filter((one) => one.connectionState === 'connected').flatMap((one) => one.getSenders());
    const track = senders.find((sender) => sender.track?.kind === 'audio')?.track;
    // What a system does when a device is pulled; a page's own `stop()` alone says nothing.
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
    mediaDevices.dispatchEvent(new Event('devicechange'));
  }, before.label);
  await page.waitForSelector('.notice:has-text("麦克风已断开，已改用")');
  await expect.poll(async () => (await sent(page, 'audio')).label, SOON).not.toBe(before.label);
  expect((await sent(page, 'audio')).streams).toEqual(before.streams);
});

test('[MEDIA9] the desk shows its screen by a key; the browser’s own bar ends it', async () => {
  const shown = officer.page.locator('.stage figure:has-text("屏幕共享") video');
  await desk.page.keyboard.press('s');
  await shown.waitFor();
  await expect
    .poll(() => shown.evaluate((video) => (video as HTMLVideoElement).videoWidth), SOON)
    .toBeGreaterThanOrEqual(640);
  await officer.page.screenshot({ path: artifact('devices-screen-phone.png') });
  await desk.page.screenshot({ path: artifact('devices-screen-desk.png') });
  expect(await desk.page.locator('button:has-text("停止共享")').getAttribute('aria-pressed')).toBe('true');
  await desk.page.evaluate(() => {
    const peers = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
    const senders = peers.filter((one) => one.connectionState === 'connected').flatMap((one) => one.getSenders());
    senders.find(({ track }) => track?.contentHint === 'detail')?.track?.dispatchEvent(new Event('ended'));
  });
  await shown.waitFor({ state: 'detached' });
  await desk.page.waitForSelector('button:has-text("共享屏幕")');
  // Shown again and ended by the same key.
  await desk.page.keyboard.press('s');
  await shown.waitFor();
  await desk.page.keyboard.press('s');
  await shown.waitFor({ state: 'detached' });
});

test('[MEDIA7] [MEDIA9] an expert by link sets up his devices in the lobby and shows his screen from his own page', async () => {
  const dispatcher = await connectClient(centre.server, 'dispatcher');
  const { token } = await dispatcher.call('conference:invite-expert', { conferenceId, expertName: 'E07 SYNTH' });
  dispatcher.close();
  const guest = await centre.browser.open({ width: 1280, height: 800 });
  const { page } = guest;
  await page.goto(`${centre.server.url}/join/${token}`);
  await page.check('.agree input');
  await page.click('button.big.pri');
  await page.waitForSelector('h1:has-text("等待主持人准入")');
  const microphone = page.locator('select[name=microphone]');
  await expect.poll(() => microphone.locator('option').count(), SOON).toBeGreaterThan(2);
  await microphone.selectOption({ index: 2 });
  const picked = await microphone.locator('option:checked').innerText();
  await page.screenshot({ path: artifact('devices-guest-lobby.png') });
  await desk.page.click('.lobby button:has-text("准入")');
  await waitForMedia(page, 2);
  await expect.poll(async () => (await sent(page, 'audio')).label, SOON).toBe(picked);
  await page.click('button:has-text("共享屏幕")');
  const shown = desk.page.locator('.stage figure:has-text("屏幕共享") video');
  await expect
    .poll(() => shown.evaluateAll(([video]) => (video as HTMLVideoElement | undefined)?.videoWidth ?? 0), SOON)
    .toBeGreaterThanOrEqual(640);
  await page.screenshot({ path: artifact('devices-guest-screen.png') });
  await page.click('button:has-text("停止共享")');
  await shown.waitFor({ state: 'detached' });
  await guest.context.close();
});

test('[MEDIA7] a lamp is lit by its key where the camera has one, says when it is refused, and is off with another camera', async () => {
  const { page } = officer;
  await page.evaluate(giveLamp);
  await page.click('.call-tools button:has-text("翻转")');
  const lamp = page.locator('.call-tools button:has-text("补光灯")');
  await lamp.click();
  await expect.poll(() => lamp.getAttribute('aria-pressed'), SOON).toBe('true');
  await page.screenshot({ path: artifact('devices-phone-lamp.png') });
  await page.evaluate(() => Object.assign(window, { lampRefuses: true }));
  await lamp.click();
  await page.waitForSelector('.notice:has-text("补光灯")');
  expect(await lamp.getAttribute('aria-pressed')).toBe('true');
  await page.click('.call-tools button:has-text("翻转")');
  await expect.poll(() => lamp.getAttribute('aria-pressed'), SOON).toBe('false');
  expect(await page.evaluate(() => (window as unknown as { lamps: unknown[] }).lamps)).toEqual([true]);
});

test('[MEDIA18] a page whose microphone was refused says so, shows it as closed, and is heard once it is given (bug: it was shown as open and nobody heard him)', async () => {
  const refused = { kinds: ['audio'], because: 'NotAllowedError' } as const;
  const late = await joinAsDesk(centre, 'dispatcher', {
    ...{ width: 1440, height: 900 },
    prepare: ({ context }) => context.addInitScript(refuseDevices, refused),
  });
  const { page } = late;
  const open = page.locator('.controls button:has-text("取消静音")');
  await page.waitForSelector('.missing-devices[data-missing=microphone]');
  await page.screenshot({ path: artifact('devices-missing-desk.png') });
  const refusals = await page.evaluate(refusedSoFar);
  await open.click();
  // Still refused: a press alone opens nothing.
  await expect.poll(() => page.evaluate(refusedSoFar), SOON).toBeGreaterThan(refusals);
  await page.waitForSelector('.missing-devices[data-missing=microphone]');
  expect(await open.count()).toBe(1);
  await page.evaluate(() => Object.assign(window, { devicesGiven: true }));
  await open.click();
  await open.waitFor({ state: 'detached' });
  expect(await page.locator('.missing-devices').count()).toBe(0);
  await expect.poll(async () => (await sent(page, 'audio')).streams.length, SOON).toBe(1);
  await late.context.close();
  // A phone, and its own button.
  await officer.context.addInitScript(refuseDevices, refused);
  await officer.page.reload();
  await officer.page.waitForSelector('.missing-devices[data-missing=microphone]');
  await officer.page.screenshot({ path: artifact('devices-missing-phone.png') });
  await officer.page.setViewportSize({ width: 844, height: 390 });
  await officer.page.screenshot({ path: artifact('devices-missing-phone-landscape.png') });
  await officer.page.evaluate(() => Object.assign(window, { devicesGiven: true }));
  await officer.page.click('.missing-devices button:has-text("重新获取")');
  await expect.poll(async () => (await sent(officer.page, 'audio')).streams.length, SOON).toBe(1);
});
