import { writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectClient } from '@haigang/sfu/testing/test-client';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { artifact, type TestBrowser, type TestPage } from './testing/browser.js';
import { openWall } from './testing/call.js';
import { openCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { signInOn } from './testing/sign-in.js';

const PATIENT_MS = 90_000;

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ server, browser, close } = await openCentre());
});
afterAll(() => close());
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('annotation')).join('\n')}\n`);
});

const shot = ({ page }: TestPage, name: string): Promise<Buffer> => page.screenshot({ path: artifact(`${name}.png`) });

/** A point of the picture, in parts of it, as pixels of the page. */
async function pointOn({ page }: TestPage, x: number, y: number): Promise<{ x: number; y: number }> {
  return page.evaluate(
    ([partX, partY]) => {
      const svg = document.querySelector<SVGSVGElement>('.board-picture');
      const matrix = svg?.getScreenCTM();
      if (!svg || !matrix) throw new Error('no board');
      const { width, height } = svg.viewBox.baseVal;
      const point = new DOMPoint(partX! * width, partY! * height).matrixTransform(matrix);
      return { x: point.x, y: point.y };
    },
    [x, y],
  );
}

/** One finger from here to there. */
async function swipe(phone: TestPage, from: [number, number], to: [number, number]): Promise<void> {
  const session = await phone.context.newCDPSession(phone.page);
  const touch = async (type: 'touchStart' | 'touchMove', x: number, y: number): Promise<void> => {
    await session.send('Input.dispatchTouchEvent', { type, touchPoints: [await pointOn(phone, x, y)] });
  };
  await touch('touchStart', ...from);
  for (let step = 1; step <= 5; step += 1) {
    await touch('touchMove', from[0] + ((to[0] - from[0]) * step) / 5, from[1] + ((to[1] - from[1]) * step) / 5);
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}

test('[ANN1] [ANN2] [ANN4] [ANN7] a frame is frozen, mouse and finger draw at once and see each other, the picture is filed', async () => {
  const officer = await browser.open({ phone: true });
  const dispatcher = await browser.open({ width: 1440, height: 900 });
  for (const { page } of [officer, dispatcher]) page.setDefaultTimeout(PATIENT_MS);
  await signInOn(officer, server, '/field/', 'officer1');
  await signInOn(dispatcher, server, '/', 'dispatcher');
  await dispatcher.page.waitForSelector('.overview');
  await officer.page.fill('input[name=reason]', '货舱有破损包装');
  await officer.page.click('button:has-text("请求视频会议")');
  await dispatcher.page.click('.accept');
  await waitForMedia(dispatcher.page, 1, PATIENT_MS);
  await waitForMedia(officer.page, 1, PATIENT_MS);
  await shot(officer, '60-call-with-freeze');

  await dispatcher.page.click('button:has-text("定格标注")');
  await dispatcher.page.click('.xc-frame:has-text("检疫员01")');
  for (const { page } of [dispatcher, officer]) await page.waitForSelector('.board-picture image');
  // The hand of the desk moves and has not let go: the phone sees it, with the name.
  const { mouse } = dispatcher.page;
  const corners = [
    [0.2, 0.3],
    [0.3, 0.5],
    [0.4, 0.3],
    [0.5, 0.5],
  ] as const;
  for (const [at, [x, y]] of corners.entries()) {
    const point = await pointOn(dispatcher, x, y);
    await mouse.move(point.x, point.y, { steps: 6 });
    if (at === 0) await mouse.down();
  }
  // A hand that rests for seconds counts as gone, so this one moves, a hundredth of the picture, until it is seen.
  const [left, right] = [await pointOn(dispatcher, 0.5, 0.5), await pointOn(dispatcher, 0.51, 0.5)];
  let times = 0;
  const handSeen = async (): Promise<number> => {
    times += 1;
    const { x, y } = times % 2 === 0 ? left : right;
    await mouse.move(x, y);
    return officer.page.locator('[data-stroke=pen]:has-text("调度员01")').count();
  };
  await expect.poll(handSeen, { timeout: PATIENT_MS, interval: 300 }).toBe(1);
  await shot(officer, '61-phone-sees-hand');
  await mouse.up();
  await officer.page.waitForSelector('[data-stroke=pen]:not(:has(text))');

  await officer.page.click('.board-tools button:has-text("圆圈")');
  await swipe(officer, [0.55, 0.35], [0.8, 0.75]);
  for (const { page } of [dispatcher, officer]) await page.waitForSelector('[data-stroke=ellipse]');
  expect(await officer.page.evaluate(() => window.scrollY)).toBe(0);

  await dispatcher.page.keyboard.press('a');
  const [tail, head] = [await pointOn(dispatcher, 0.9, 0.15), await pointOn(dispatcher, 0.75, 0.35)];
  await mouse.move(tail.x, tail.y);
  await mouse.down();
  await mouse.move(head.x, head.y, { steps: 4 });
  await mouse.up();
  await officer.page.waitForSelector('[data-stroke=arrow]');
  await dispatcher.page.keyboard.press('t');
  const place = await pointOn(dispatcher, 0.56, 0.25);
  await mouse.click(place.x, place.y);
  await dispatcher.page.fill('.board-words input', '破损 <b>38 cm</b>');
  await dispatcher.page.keyboard.press('Enter');
  await officer.page.waitForSelector('[data-stroke=text]:has-text("破损 <b>38 cm</b>")');
  const wall = await openWall({ server, browser }, { width: 1920, height: 1080 });
  for (const tool of ['pen', 'ellipse', 'arrow', 'text']) await wall.page.waitForSelector(`[data-stroke=${tool}]`);
  await wall.page.waitForFunction(() => document.querySelector('.board-picture image') !== null);
  // [ANN2] A wall shows that words stand there, not which.
  expect(await wall.page.textContent('[data-stroke=text]')).not.toContain('破损');
  await wall.page.waitForLoadState('networkidle');
  await shot(wall, '62c-wall-board');
  await shot(dispatcher, '62-desk-board');
  await shot(officer, '63-phone-board');

  await dispatcher.page.keyboard.press('Control+z');
  for (const { page } of [dispatcher, officer]) {
    await page.waitForFunction(() => document.querySelector('[data-stroke=text]') === null);
  }
  await dispatcher.page.keyboard.press('Escape');
  await dispatcher.page.waitForSelector('.annotation-bar');
  expect(await dispatcher.page.locator('.incident-header').count()).toBe(1);
  await dispatcher.page.click('.annotation-bar button:has-text("展开")');
  await dispatcher.page.click('button:has-text("结束并存档")');
  await dispatcher.page.waitForSelector('.notice:has-text("已存档")');
  await wall.page.waitForFunction(() => document.querySelector('.annotation-board') === null);
  await wall.context.close();
  await officer.page.waitForFunction(() => document.querySelector('.annotation-board') === null);
  await officer.page.click('.annotation-bar button:has-text("已存标注")');
  await officer.page.waitForSelector('.annotation-board [data-stroke=ellipse]');
  await shot(officer, '64-phone-filed');
  await officer.page.setViewportSize({ width: 844, height: 390 });
  await shot(officer, '64b-phone-filed-landscape');
  await officer.page.click('.annotation-board button:has-text("返回")');
  await shot(officer, '64c-phone-call-landscape');

  const reader = await connectClient(server, 'auditor');
  await reader.resume();
  const [board] = [...reader.rows('annotation-board').values()] as {
    incidentId: string;
    sha256: string;
    closed: { composedFileId: string; composedSha256: string; strokes: number };
  }[];
  expect(board?.closed.strokes).toBe(3);
  const { files } = await reader.call('evidence:list', { incidentId: board!.incidentId });
  const of = (kind: string) => files.find((file) => file.kind === kind);
  expect(of('snapshot')?.sha256).toBe(board?.sha256);
  expect(of('annotation')).toMatchObject({ id: board?.closed.composedFileId, sha256: board?.closed.composedSha256 });
  expect(of('annotation')?.width).toBe(of('snapshot')?.width);
  expect(of('snapshot')?.subject?.mediaAt).toBeDefined();
  const { entries } = await reader.call('incident:log', { id: board!.incidentId });
  const said = entries.map((entry) => entry.textKey.replace('log.', ''));
  const wanted = ['evidence-snapshot', 'annotation-opened', 'evidence-annotation', 'annotation-closed'];
  expect(said.filter((key) => wanted.includes(key))).toEqual(wanted);
  const picture = await dispatcher.page.evaluate(async (path) => {
    const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
    return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  }, `/api/evidence/${board!.closed.composedFileId}`);
  writeFileSync(artifact('65-composed.jpg'), Buffer.from(picture, 'base64'));
  reader.close();
  for (const one of [officer, dispatcher]) expect(one.problems).toEqual([]);
}, 300_000);
