import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { artifact, type TestPage } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { received, waitForMedia } from './testing/media-facts.js';
import { isSamePage, markPage } from './testing/sign-in.js';
import { hide, scriptVisibility } from './testing/visibility.js';

const SOON = { timeout: 15_000, interval: 100 };

let centre: TestCentre;
let phone: TestPage;
let desk: TestPage;
beforeAll(async () => {
  centre = await openCentre();
  await convene(centre.server);
  phone = await joinAsOfficer(centre, async ({ context }) => {
    await context.grantPermissions(['camera', 'microphone', 'screen-wake-lock']);
    await context.addInitScript(scriptVisibility);
    await context.addInitScript(countWakeLocks);
  });
  desk = await joinAsDesk(centre, 'commander', { width: 1440, height: 900 });
  await Promise.all([waitForMedia(phone.page, 1), waitForMedia(desk.page, 1)]);
  await markPage(phone);
});
afterAll(() => centre.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('phone-life') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

/** Runs in the page before it. */
function countWakeLocks(): void {
  const held = new Set<WakeLockSentinel>();
  const request = navigator.wakeLock.request.bind(navigator.wakeLock);
  navigator.wakeLock.request = async (type) => {
    const lock = await request(type);
    held.add(lock);
    lock.addEventListener('release', () => held.delete(lock));
    return lock;
  };
  Object.assign(window, { haigangWakeLocks: held });
}

const wakeLocks = (): Promise<number> =>
  phone.page.evaluate(() => (window as unknown as { haigangWakeLocks: Set<unknown> }).haigangWakeLocks.size);

/** What the system does to a track when it takes the device: silences it, gives it back, or ends it. */
function system(page: Page, does: 'look' | 'mute' | 'unmute' | 'end', kind: 'audio' | 'video'): Promise<void> {
  return page.evaluate(
    ({ act, wanted }) => {
      const all = (window as unknown as { haigangPeerConnections: RTCPeerConnection[] }).haigangPeerConnections;
      const senders = all.filter((one) => one.connectionState === 'connected').flatMap((one) => one.getSenders());
      const kept = window as unknown as { haigangSent?: Partial<Record<string, MediaStreamTrack>> };
      const known = (kept.haigangSent ??= {});
      // A phone out of sight sends no picture: its track is the one of before. [MEDIA17]
      for (const sender of senders) if (sender.track) known[sender.track.kind] = sender.track;
      const track = known[wanted];
      if (act === 'look') return;
      if (!track) throw new Error(`no ${wanted} is sent`);
      if (act === 'end') {
        track.stop();
        track.dispatchEvent(new Event('ended'));
        return;
      }
      Object.defineProperty(track, 'muted', { value: act === 'mute', configurable: true });
      track.dispatchEvent(new Event(act));
    },
    { act: does, wanted: kind },
  );
}

const officersTile = (): ReturnType<Page['locator']> => desk.page.locator('.stage [data-participant]').first();

test('[NET8] a phone out of sight: the others read 画面暂停 over no frozen frame, its voice goes on, all comes back', async () => {
  await hide(phone.page, true);
  await officersTile().locator('.nopicture:has-text("画面暂停")').waitFor();
  await desk.page.screenshot({ path: artifact('phone-hidden-desk.png') });
  // As a phone does some time later; the voice is no matter of the page's own code.
  const cdp = await phone.context.newCDPSession(phone.page);
  await cdp.send('Page.setWebLifecycleState', { state: 'frozen' });
  const before = await received(desk.page);
  await expect
    .poll(async () => (await received(desk.page)).audioEnergy, SOON)
    .toBeGreaterThan(before.audioEnergy + 0.0001);
  await cdp.send('Page.setWebLifecycleState', { state: 'active' });
  await hide(phone.page, false);
  await officersTile().locator('.nopicture').waitFor({ state: 'detached' });
  await waitForMedia(desk.page, 1);
  await waitForMedia(phone.page, 1);
  expect(await isSamePage(phone)).toBe(true);
});

test('[NET8] a camera that its person switched off stays off when the phone is back in sight', async () => {
  await phone.page.click('.controls button:has-text("关摄像头")');
  await officersTile().locator('.nopicture:has-text("对方已关闭摄像头")').waitFor();
  await hide(phone.page, true);
  await hide(phone.page, false);
  // What the phone tells after it was back has come by then to the desk, whatever it told of its camera.
  const officersRow = desk.page.locator('section.participants li.person', { hasText: '检疫员01' });
  await phone.page.click('.controls button:has-text("静音")');
  await officersRow.locator('[aria-label="麦克风关"]').waitFor();
  await phone.page.click('.controls button:has-text("取消静音")');
  await officersRow.locator('[aria-label="麦克风开"]').waitFor();
  expect(await officersTile().locator('.nopicture').textContent()).toBe('对方已关闭摄像头');
  await phone.page.click('.controls button:has-text("开摄像头")');
  await officersTile().locator('.nopicture').waitFor({ state: 'detached' });
});

test('[NET7] a phone call that silences the microphone is shown to the others until it comes back by itself', async () => {
  await system(phone.page, 'mute', 'audio');
  await officersTile().locator('.interrupted:has-text("声音中断")').waitFor();
  await phone.page.waitForSelector('.linkbar:has-text("麦克风被来电")');
  await Promise.all([
    desk.page.screenshot({ path: artifact('phone-interrupted-desk.png') }),
    phone.page.screenshot({ path: artifact('phone-interrupted-phone.png') }),
  ]);
  await system(phone.page, 'unmute', 'audio');
  await officersTile().locator('.interrupted').waitFor({ state: 'detached' });
  await waitForMedia(desk.page, 1);
});

test('[NET7] one that takes both devices away: they are opened again and sent in the same seat', async () => {
  await system(phone.page, 'look', 'video');
  await hide(phone.page, true);
  await system(phone.page, 'end', 'audio');
  await system(phone.page, 'end', 'video');
  await officersTile().locator('.interrupted').waitFor();
  await hide(phone.page, false);
  await officersTile().locator('.interrupted').waitFor({ state: 'detached' });
  await officersTile().locator('.nopicture').waitFor({ state: 'detached' });
  await waitForMedia(desk.page, 1);
  expect(await isSamePage(phone)).toBe(true);
});

test('[NET8] the screen stays on during a call, off duty too, and again after the phone was away', async () => {
  expect(await wakeLocks()).toBeGreaterThan(0);
  const lost = (): Promise<void> =>
    phone.page.evaluate(async () => {
      const { haigangWakeLocks } = window as unknown as { haigangWakeLocks: Set<WakeLockSentinel> };
      // What the browser does with every lock of a page that goes out of sight.
      await Promise.all([...haigangWakeLocks].map((lock) => lock.release()));
    });
  await hide(phone.page, true);
  await lost();
  expect(await wakeLocks()).toBe(0);
  await hide(phone.page, false);
  await expect.poll(wakeLocks, SOON).toBeGreaterThan(0);
  await phone.page.click('.controls button:has-text("离开")');
  await phone.page.click('button:has-text("结束值班")');
  await expect.poll(wakeLocks, SOON).toBe(0);
});
