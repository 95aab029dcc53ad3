import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { convene, joinAsDesk, joinAsOfficer, openWall } from './testing/call.js';
import { artifact, type TestPage } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { received, receivedPicture, waitForMedia } from './testing/media-facts.js';
import { openUdpRelay, sendMediaThrough, type UdpRelay } from './testing/udp-relay.js';

const SOON = { timeout: 30_000, interval: 250 };
/** Four rungs of ten seconds each, with a relapse or two on a busy machine. */
const CLIMBED = { timeout: 110_000, interval: 500 };

let centre: TestCentre;
let relay: UdpRelay;
let officer: TestPage;
let desk: Page;
let officerId: string;
beforeAll(async () => {
  centre = await openCentre();
  // The one worker's port follows the server's.
  relay = await openUdpRelay({ address: '127.0.0.2', target: { ip: '127.0.0.1', port: centre.server.port + 1 } });
  await convene(centre.server);
  officer = await joinAsOfficer(centre, (page) => sendMediaThrough(page, relay));
  desk = (await joinAsDesk(centre, 'commander', { width: 1600, height: 900 })).page;
  await waitForMedia(desk, 1);
  await waitForMedia(officer.page, 1);
  officerId = (await desk.locator('.stage .main [data-participant]').getAttribute('data-participant'))!;
});
afterAll(async () => {
  await centre.close();
  await relay.close();
});
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('audio-first') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')} ${JSON.stringify(relay.counts)}\n`);
});

/** Voices arrive in both directions, with energy, at least half of what would come undisturbed. */
async function soundFlowsBothWays(): Promise<void> {
  for (const page of [desk, officer.page]) {
    const before = await received(page);
    await page.waitForTimeout(4000);
    const after = await received(page);
    expect.soft(after.audioPackets - before.audioPackets).toBeGreaterThan(60);
    expect.soft(after.audioEnergy).toBeGreaterThan(before.audioEnergy);
  }
}

const weak = (): Promise<string | null> =>
  officer.page.evaluate(() => document.querySelector<HTMLElement>('.weakline')?.dataset['rung'] ?? null);
const moves = async (): Promise<boolean> => {
  const before = (await receivedPicture(desk, officerId))?.bytesReceived ?? 0;
  await desk.waitForTimeout(1000);
  return ((await receivedPicture(desk, officerId))?.bytesReceived ?? 0) > before + 2000;
};
const bothWays = (conditions: Parameters<UdpRelay['shape']>[0]['up'] & object): void =>
  relay.shape({ up: conditions, down: conditions });

test('[LADDER1] sound and picture go on at 10 % loss and at 400 ms delay', async () => {
  expect(relay.counts.up.forwarded).toBeGreaterThan(100);
  bothWays({ lossPercent: 10 });
  await soundFlowsBothWays();
  expect(await moves()).toBe(true);
  bothWays({ delayMs: 200, jitterMs: 20 });
  await soundFlowsBothWays();
  await expect.poll(moves, SOON).toBe(true);
  expect(['still', 'audio']).not.toContain(await weak());
});

test('[LADDER1] 300 kbit/s carry the voice and a smaller moving picture', async () => {
  bothWays({ kilobitsPerSecond: 300 });
  await expect.poll(async () => (await receivedPicture(desk, officerId))?.frameWidth, SOON).toBeLessThan(1280);
  await soundFlowsBothWays();
  // A change of layer may fall into the second that is looked at.
  await expect.poll(moves, SOON).toBe(true);
});

test('[LADDER1] [LADDER3] [LADDER4] [WATCH1] 64 kbit/s carry the voice and a still; both sides are told, and it climbs back', async () => {
  const wall = await openWall(centre, { width: 1280, height: 720 });
  bothWays({ kilobitsPerSecond: 64 });
  await expect.poll(weak, { timeout: 60_000, interval: 500 }).toMatch(/still|audio/u);
  await soundFlowsBothWays();
  await desk.waitForSelector('.still[data-rung]', { timeout: 30_000 });
  await desk.waitForSelector('.still img', { timeout: 30_000 });
  expect(await desk.textContent('.still .chip')).toContain('网络弱：静止画面，5 秒更新');
  // The wall in the hall shows the same, with its age.
  await wall.page.waitForSelector('.stage .still img', { timeout: 30_000 });
  expect(await wall.page.textContent('.stage .still .chip')).toMatch(/\d\d:\d\d:\d\d （0:\d\d 前）/u);
  await wall.page.screenshot({ path: artifact('media-still-wall.png') });
  await wall.context.close();
  const first = await desk.getAttribute('.still img', 'src');
  await expect.poll(() => desk.getAttribute('.still img', 'src'), SOON).not.toBe(first);
  expect(await officer.page.textContent('.weakline')).toContain('语音');
  await desk.screenshot({ path: artifact('media-still-desk.png') });
  await officer.page.screenshot({ path: artifact('media-still-phone.png') });
  await soundFlowsBothWays();

  relay.shape({});
  await expect.poll(weak, CLIMBED).toBeNull();
  await expect.poll(moves, SOON).toBe(true);
  await expect.poll(() => desk.locator('.still').count(), SOON).toBe(0);
  await expect.poll(async () => (await receivedPicture(desk, officerId))?.frameWidth, CLIMBED).toBe(1280);
  await soundFlowsBothWays();
});
