import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { picture } from '@haigang/sfu/testing/uploads';
import { artifact, type TestPage } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { loseKeptFiles } from './testing/kept-unsent.js';
import { screenFaults } from './testing/screen-faults.js';

let centre: TestCentre;
let officer: TestPage;
let desk: TestPage;
beforeAll(async () => {
  centre = await openCentre();
  await convene(centre.server);
  officer = await joinAsOfficer(centre);
  desk = await joinAsDesk(centre, 'dispatcher', { width: 1440, height: 900 });
  await officer.page.click('.xc-open');
});
afterAll(() => centre.close());

interface Given {
  readonly name: string;
  readonly type: string;
  readonly bytes: Buffer;
}

/** Files as the system hands them to a page: pasted into the line, or dropped on the conversation. */
async function give(page: Page, how: 'paste' | 'drop', files: readonly Given[]): Promise<void> {
  await page.evaluate(
    ({ kind, list }) => {
      const data = new DataTransfer();
      for (const { name, type, base64 } of list) {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        data.items.add(new File([bytes], name, { type }));
      }
      const event =
        kind === 'paste'
          ? new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })
          : new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      document.querySelector(kind === 'paste' ? '.xc-text' : '.xc-list')?.dispatchEvent(event);
    },
    { kind: how, list: files.map(({ name, type, bytes }) => ({ name, type, base64: bytes.toString('base64') })) },
  );
}

const PROGRAM = { name: '工具.exe', type: 'application/x-msdownload', bytes: Buffer.from('MZ') };
const NOTE = { name: '名单.txt', type: 'text/plain', bytes: Buffer.from('1 号舱 2 人\n3 号舱 1 人\n') };
/** The head of a HEIC file and nothing a decoder could read. */
const HEIC = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(2000)]);

test('[EXC1] [EXC7] pasted and dropped files are sent with the words; what the server would refuse is named, and nothing else is lost', async () => {
  const { page } = desk;
  await page.fill('.xc-text', '甲板照片与名单');
  await give(page, 'paste', [{ name: '甲板.png', type: 'image/png', bytes: picture(900, 600) }]);
  await give(page, 'drop', [NOTE, PROGRAM]);
  await page.waitForSelector('.notice:has-text("工具.exe")');
  expect(await page.locator('.xc-chosen .xc-name').allTextContents()).toEqual(['甲板.png', '名单.txt']);
  await page.screenshot({ path: artifact('exchange-chosen.png') });
  await page.press('.xc-text', 'Enter');
  await officer.page.waitForSelector('.xc-words:text-is("甲板照片与名单")');
  await officer.page.waitForFunction(
    () => document.querySelector<HTMLImageElement>('.xc-thumb img')?.naturalWidth === 900,
  );
  await officer.page.waitForSelector('.xc-file:has-text("名单.txt")');
});

test('[EXC1] [EVD7] a photo taken with the phone’s camera arrives, also one that no decoder here reads', async () => {
  await officer.page.setInputFiles('.xc-composer input[capture]', {
    ...{ name: 'IMG_0001.heic', mimeType: 'image/heic', buffer: HEIC },
  });
  // (bug: “send” stood on the phone in the colour of what lay under it)
  expect(await screenFaults(officer.page, 'zh')).toEqual([]);
  await officer.page.screenshot({ path: artifact('76-phone-draft.png') });
  await officer.page.press('.xc-text', 'Enter');
  const row = desk.page.locator('.xc-file', { hasText: 'IMG_0001.heic' });
  await row.locator('text=无预览').waitFor();
  const [download] = await Promise.all([desk.page.waitForEvent('download'), row.click()]);
  expect(download.suggestedFilename()).toBe('IMG_0001.heic');
  await desk.page.screenshot({ path: artifact('exchange-heic.png') });
});

test('[EXC9] a file that waits for the link survives a reload of the phone and goes with its words (bug: it disappeared)', async () => {
  const { page, context } = officer;
  const photo = picture(700, 500);
  await context.route('**/api/uploads**', (route) => route.abort());
  await page.setInputFiles('.xc-composer input[type=file] >> nth=0', {
    ...{ name: '船舱.png', mimeType: 'image/png', buffer: photo },
  });
  await page.fill('.xc-text', '舱内照片');
  await page.press('.xc-text', 'Enter');
  await page.waitForSelector('[data-outgoing]:has-text("船舱.png")');
  await page.fill('.xc-text', '先说一句');
  await page.press('.xc-text', 'Enter');
  await desk.page.waitForSelector('.xc-words:text-is("先说一句")');
  await page.screenshot({ path: artifact('exchange-words-first.png') });
  await page.reload();
  await page.waitForSelector('.call');
  await page.click('.xc-open');
  await page.waitForSelector('[data-outgoing]:has-text("船舱.png")');
  await page.screenshot({ path: artifact('exchange-after-reload.png') });
  await context.unroute('**/api/uploads**');
  await page.reload();
  await page.waitForSelector('.call');
  await page.click('.xc-open');
  await desk.page.waitForSelector('.xc-words:text-is("舱内照片")', { timeout: 30_000 });
  await desk.page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>('.xc-thumb img')].some((image) => image.naturalWidth === 700),
  );
});

test('[EXC9] a file whose bytes are gone is asked for again, its words stay with it', async () => {
  const { page, context } = officer;
  await context.route('**/api/uploads**', (route) => route.abort());
  await page.setInputFiles('.xc-composer input[type=file] >> nth=0', {
    ...{ name: '舱单.png', mimeType: 'image/png', buffer: picture(640, 480) },
  });
  await page.fill('.xc-text', '舱单如图');
  await page.press('.xc-text', 'Enter');
  await page.waitForSelector('[data-outgoing]:has-text("舱单.png")');
  // The bytes are put aside after the row is shown, and only what is there can be lost.
  await expect.poll(() => loseKeptFiles(page)).toBeGreaterThan(0);
  await page.reload();
  await page.waitForSelector('.call');
  await page.click('.xc-open');
  await page.waitForSelector('[data-outgoing=failed]:has-text("文件未发出，请重新选择")');
  await page.screenshot({ path: artifact('exchange-choose-again.png') });
  await context.unroute('**/api/uploads**');
  await page.setInputFiles('.xc-progress input[type=file]', {
    ...{ name: '舱单.png', mimeType: 'image/png', buffer: picture(640, 480) },
  });
  await desk.page.waitForSelector('.xc-words:text-is("舱单如图")', { timeout: 30_000 });
});

test('bug: a phone that is turned while the newest message is read stays at it', async () => {
  const { page } = officer;
  for (let at = 1; at <= 12; at += 1) {
    await desk.page.fill('.xc-text', `第 ${at} 条`);
    await desk.page.press('.xc-text', 'Enter');
  }
  await page.waitForSelector('.xc-words:text-is("第 12 条")');
  const fromEnd = (): Promise<number> =>
    page.evaluate(() => {
      const list = document.querySelector('.xc-list');
      return list ? list.scrollHeight - list.scrollTop - list.clientHeight : Number.NaN;
    });
  for (const size of [
    { width: 844, height: 390 },
    { width: 390, height: 844 },
  ]) {
    await page.setViewportSize(size);
    await expect.poll(fromEnd).toBeLessThan(80);
  }
  await page.screenshot({ path: artifact('exchange-turned.png') });
});
