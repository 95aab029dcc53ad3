import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TestPage } from './testing/browser.js';
import { convene } from './testing/call.js';
import { openScreenWalk, PHONE, type ScreenWalk } from './testing/screen-walk.js';
import { signInOn } from './testing/sign-in.js';

let walk: ScreenWalk;
beforeAll(async () => {
  walk = await openScreenWalk();
});
afterAll(() => walk.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await walk.browser.keepEvidence('devices-before-call') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

/** Runs in the page before it: keeps every track it is given, and lets a test hold back the system's answer. */
function keepTracks(): void {
  const held = { tracks: [] as MediaStreamTrack[], answer: Promise.resolve(), letGo: (): void => undefined };
  Object.assign(window, { haigangHeld: held });
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    await held.answer;
    const stream = await ask(constraints);
    held.tracks.push(...stream.getTracks());
    return stream;
  };
}

/** How many tracks are open, and how many were ever given. */
const tracks = (page: Page): Promise<{ open: number; all: number }> =>
  page.evaluate(() => {
    const { tracks: all } = (window as unknown as { haigangHeld: { tracks: MediaStreamTrack[] } }).haigangHeld;
    return { open: all.filter((one) => one.readyState === 'live').length, all: all.length };
  });

/** The microphone beeps for a moment only, which the page itself sees best. */
const levelShows = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => (document.querySelector<HTMLMeterElement>('dialog[open] meter')?.value ?? 0) > 0.2);

async function homeOf(username: string): Promise<TestPage> {
  const opened = await walk.browser.open({ phone: true });
  await opened.page.setViewportSize(PHONE);
  await opened.context.addInitScript(keepTracks);
  await signInOn(opened, walk.server, '/field/', username);
  await opened.page.waitForSelector('footer button:has-text("设备")');
  return opened;
}

test.each([
  ['officer1', 'an officer'],
  ['expert', 'an internal expert'],
])(
  '[MEDIA7] before a call %s sees his picture and level and picks his devices; closed, nothing stays open',
  async (username) => {
    const home = await homeOf(username);
    const { page } = home;
    await walk.lookBothWays(home, `home-${username}`);
    expect(await tracks(page)).toEqual({ open: 0, all: 0 });
    await page.click('footer button:has-text("设备")');
    const dialog = page.locator('dialog[open]');
    await dialog.locator('video').waitFor();
    await levelShows(page);
    await dialog.locator('.device-toggle').waitFor();
    await walk.lookBothWays(home, `devices-${username}`);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await tracks(page)).open).toBe(0);
    expect(walk.faults.splice(0)).toEqual([]);
    await home.context.close();
  },
  60_000,
);

test('[MEDIA7] before a call a desk sees its picture and level in the same dialog; closed, nothing stays open', async () => {
  const desk = await walk.browser.open({ width: 1440, height: 900 });
  const { page } = desk;
  await desk.context.addInitScript(keepTracks);
  await signInOn(desk, walk.server, '/', 'dispatcher');
  await page.click('.who button:has-text("设备")');
  const dialog = page.locator('dialog[open]');
  await dialog.locator('video').waitFor();
  await levelShows(page);
  await walk.look(desk, 'devices-desk-before');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(async () => (await tracks(page)).open).toBe(0);
  expect(walk.faults.splice(0)).toEqual([]);
  await desk.context.close();
}, 60_000);

test('[LIFE4] a camera that the system gives after the dialog was closed is closed at once (bug: it stayed on)', async () => {
  const { page, context } = await homeOf('officer2');
  await page.evaluate(() => {
    const { haigangHeld } = window as unknown as { haigangHeld: { answer: Promise<void>; letGo: () => void } };
    haigangHeld.answer = new Promise((resolve) => {
      haigangHeld.letGo = resolve;
    });
  });
  await page.click('footer button:has-text("设备")');
  await page.waitForSelector('dialog[open]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
  await page.evaluate(() => (window as unknown as { haigangHeld: { letGo: () => void } }).haigangHeld.letGo());
  await expect.poll(async () => (await tracks(page)).all).toBeGreaterThan(0);
  await expect.poll(async () => (await tracks(page)).open).toBe(0);
  await context.close();
});

test('[MEDIA7] an expert by link has speaker and noise suppression beside camera and microphone', async () => {
  const { conferenceId } = await convene(walk.server, 'SYNTH AURORA · 5/18 × 38.4 °C');
  const dispatcher = await walk.client('dispatcher');
  const { token } = await dispatcher.call('conference:invite-expert', { conferenceId, expertName: 'E07 SYNTH' });
  const guest = await walk.browser.open({ width: 1280, height: 800 });
  await guest.page.goto(`${walk.server.url}/join/${token}`);
  await guest.page.waitForSelector('.device-pickers .device-toggle input:checked');
  await guest.page.waitForSelector('.device-pickers select[name=speaker]');
  await walk.look(guest, 'guest-devices');
  await guest.page.setViewportSize(PHONE);
  await walk.lookBothWays(guest, 'guest-devices-phone');
  expect(walk.faults.splice(0)).toEqual([]);
}, 60_000);
