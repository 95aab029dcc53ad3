import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { beijingTime } from '@haigang/shared/kernel/time';
import { artifact, PLAY_AT_ONCE, type TestPage } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { openUdpRelay, sendMediaThrough, type UdpRelay } from './testing/udp-relay.js';

const SLOW = { timeout: 60_000, interval: 500 };

let centre: TestCentre;
let relay: UdpRelay;
let officer: TestPage;
let desk: Page;
beforeAll(async () => {
  centre = await openCentre({
    flags: [...PLAY_AT_ONCE, '--auto-select-desktop-capture-source=Entire screen', '--use-fake-ui-for-media-stream'],
  });
  relay = await openUdpRelay({ address: '127.0.0.2', target: { ip: '127.0.0.1', port: centre.server.port + 1 } });
  await convene(centre.server);
  officer = await joinAsOfficer(centre);
  desk = (
    await joinAsDesk(centre, 'commander', {
      ...{ width: 1440, height: 900 },
      prepare: (page) => sendMediaThrough(page, relay),
    })
  ).page;
  await waitForMedia(desk, 1);
});
afterAll(async () => {
  await centre.close();
  await relay.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    process.stderr.write(`${(await centre.browser.keepEvidence('screen-still')).join('\n')}\n`);
  }
});

/** Notes when the last frame of a video came, ms since 1970. */
const noteFrames = (video: Locator): Promise<void> =>
  video.evaluate((element: HTMLVideoElement) => {
    const note = (): void => {
      element.dataset['lastFrame'] = String(Date.now());
      element.requestVideoFrameCallback(note);
    };
    note();
  });
interface Said {
  readonly text: string;
  /** When what is seen was taken: the last frame, or the still once it is there. */
  readonly taken: number;
  readonly isStill: boolean;
}
/**
 * Lets the page keep each thing that is said over a picture, as it is drawn: the first still comes within seconds and
 * brings a time of its own, and whoever looks from outside may come after it.
 */
const noteWords = (tile: Locator): Promise<void> =>
  tile.evaluate((figure) => {
    const said: Said[] = [];
    Object.assign(window, { haigangSaid: said });
    new MutationObserver(() => {
      const text = figure.querySelector('.rest[data-cause=weak] .chip')?.textContent ?? '';
      if (!/\d\d:\d\d:\d\d/u.test(text)) return;
      const still = figure.querySelector<HTMLImageElement>('.rest img')?.dataset['takenAt'];
      const lastFrame = Number(figure.querySelector('video')?.dataset['lastFrame']);
      said.push({ text, taken: still === undefined ? lastFrame : Date.parse(still), isStill: still !== undefined });
    }).observe(figure, { childList: true, characterData: true, subtree: true });
  });
const saidOver = ({ page }: TestPage): Promise<Said[]> =>
  page.evaluate(() => (window as unknown as { haigangSaid: Said[] }).haigangSaid);
const secondsOf = (text: string): number => {
  const [, hours, minutes, seconds] = /(\d\d):(\d\d):(\d\d)/u.exec(text) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
};

test('[LADDER3] [LADDER4] a shown screen that a weak line stops says so with its age and gets stills (bugs: the old one stood as if current; its age counted from when the words were drawn)', async () => {
  const tile = officer.page.locator('.stage figure:has-text("屏幕共享")');
  await desk.keyboard.press('s');
  await tile.locator('video').waitFor();
  expect(await tile.locator('.rest').count()).toBe(0);
  await noteFrames(tile.locator('video'));
  await noteWords(tile);
  relay.shape({ up: { kilobitsPerSecond: 100 } });
  const notice = tile.locator('.rest[data-cause=weak] .chip');
  await notice.waitFor({ timeout: 90_000 });
  // What is drawn once a second follows the last frames that a choked line lets trickle in. A still counts only where it
  // came at once.
  const behind = async (): Promise<number> => {
    const said = await saidOver(officer);
    const first = said.filter(({ isStill }) => isStill === said[0]?.isStill);
    const apart = first.map(({ text, taken }) => Math.abs(secondsOf(text) - secondsOf(beijingTime(taken))));
    // One frame that trickles in between may make one of them right, and not most.
    return apart.toSorted((a, b) => a - b)[Math.floor(apart.length / 2)] ?? Number.NaN;
  };
  await expect.poll(behind).toBeLessThanOrEqual(1);
  await expect.poll(() => notice.textContent(), SLOW).toMatch(/网络弱：.*\d\d:\d\d:\d\d\s?（\d:\d\d 前）/u);
  await officer.page.screenshot({ path: artifact('screen-stands-phone.png') });
  const image = tile.locator('.rest img');
  await image.waitFor({ timeout: 60_000 });
  const first = await image.getAttribute('src');
  await officer.page.screenshot({ path: artifact('screen-still-phone.png') });
  await expect.poll(() => image.getAttribute('src'), SLOW).not.toBe(first);
}, 240_000);
