import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { artifact, type TestPage } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer, openWall } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { openCrowd, type Crowd } from './testing/crowd.js';

/** Desk and officer are pages of their own; the others are the crowd. Fewer: `HAIGANG_CROWD=9`. */
const SIZES = (process.env['HAIGANG_CROWD'] ?? '16').split(',').map(Number);

let centre: TestCentre;
let crowd: Crowd;
let desk: TestPage;
let wall: TestPage;
let officer: TestPage;
beforeAll(async () => {
  centre = await openCentre();
  const room = await convene(centre.server);
  crowd = await openCrowd(centre, room);
  officer = await joinAsOfficer(centre);
  desk = await joinAsDesk(centre, 'dispatcher', { width: 1440, height: 900 });
  wall = await openWall(centre);
});
afterAll(async () => {
  crowd.close();
  await centre.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  process.stderr.write(`${(await centre.browser.keepEvidence('crowd')).join('\n')}\n`);
});

/** So many pictures of others move on the page. */
const picturesMove = (page: Page, count: number): Promise<unknown> =>
  page.waitForFunction(
    (wanted) =>
      [...document.querySelectorAll<HTMLVideoElement>('.stage [data-participant] video')].filter(
        (video) => video.videoWidth > 0 && video.currentTime > 0,
      ).length >= wanted,
    count,
    { timeout: 60_000 },
  );

interface Laid {
  readonly tiles: number;
  readonly outside: number;
  readonly overlaps: number;
  readonly cutNames: number;
  readonly least: number;
}

/** How the tiles lie: inside their stage, none on another, every name whole. */
const laid = (page: Page): Promise<Laid> =>
  page.evaluate(() => {
    const tilestage = document.querySelector<HTMLElement>('.tilestage');
    if (!tilestage) throw new Error('there is no stage');
    const stage = tilestage.getBoundingClientRect();
    const boxes = [...document.querySelectorAll('.tilestage > .place')].map((one) => one.getBoundingClientRect());
    const names = [...document.querySelectorAll<HTMLElement>('.tilestage .place figcaption')];
    const over = (a: DOMRect, b: DOMRect): boolean =>
      Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
      Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
    return {
      tiles: Number(tilestage.dataset['tiles']),
      outside: boxes.filter(
        (box) =>
          box.left < stage.left - 1 ||
          box.top < stage.top - 1 ||
          box.right > stage.right + 1 ||
          box.bottom > stage.bottom + 1,
      ).length,
      overlaps: boxes.flatMap((a, at) => boxes.slice(at + 1).filter((b) => over(a, b))).length,
      cutNames: names.filter((name) => {
        const place = name.closest('.place')?.getBoundingClientRect();
        const box = name.firstElementChild?.getBoundingClientRect();
        return !place || !box || box.right > place.right + 1 || box.left < place.left - 1;
      }).length,
      least: Math.round(Math.min(...boxes.map((box) => box.width))),
    };
  });

const FINE = { outside: 0, overlaps: 0, cutNames: 0 };
/** How long a page that is busy with all these pictures may take to lay its tiles anew. */
const LAID_WITHIN_MS = 20_000;

/** How the tiles of a page of this size lie at last. */
async function look(
  one: TestPage,
  { name, at: size, tiles }: { name: string; at: { width: number; height: number }; tiles: number },
): Promise<Laid> {
  await one.page.setViewportSize(size);
  await one.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await one.page.screenshot({ path: artifact(`crowd-${name}-${size.width}.png`) });
  for (const until = Date.now() + LAID_WITHIN_MS; ;) {
    const now = await laid(one.page);
    const isFine = now.tiles === tiles && now.outside + now.overlaps + now.cutNames === 0;
    if (isFine || Date.now() > until) return now;
    await one.page.waitForTimeout(100);
  }
}

test('[SCREEN1] [WATCH1] a full room with real media: every picture moves on desk, wall and phone, no tile on another', async () => {
  let inside = 2;
  for (const size of SIZES) {
    await crowd.grow(size - inside);
    inside = size;
    await Promise.all([
      picturesMove(desk.page, size - 1),
      picturesMove(officer.page, Math.min(size - 1, 6)),
      picturesMove(wall.page, Math.min(size, 16)),
    ]);
    for (const [one, name, at, tiles] of [
      [desk, `desk-${size}`, { width: 1440, height: 900 }, size],
      [desk, `desk-${size}`, { width: 1920, height: 1080 }, size],
      [wall, `wall-${size}`, { width: 1920, height: 1080 }, size],
      [officer, `phone-${size}`, { width: 390, height: 844 }, size - 1],
      [officer, `phone-${size}`, { width: 844, height: 390 }, size - 1],
    ] as const) {
      expect.soft({ name, at, ...(await look(one, { name, at, tiles })) }).toMatchObject({ ...FINE, tiles });
    }
    const people = desk.page.locator('.participants ul[aria-label="在会"] > li');
    await expect.poll(() => people.count()).toBe(size);
  }
  for (const one of [desk, wall, officer]) expect(one.problems).toEqual([]);
}, 300_000);
