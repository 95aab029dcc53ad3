import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { BrowserContext, Page } from 'playwright-core';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { picture } from '@haigang/sfu/testing/uploads';
import { artifact, type TestPage } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { keptFileCount, keptRecords, loseKeptFiles } from './testing/kept-unsent.js';
import { waitForMedia } from './testing/media-facts.js';
import { signInOn } from './testing/sign-in.js';

const DESK = { width: 1440, height: 900 };

let centre: TestCentre;
let conferenceId: string;
let officer: TestPage;
beforeAll(async () => {
  centre = await openCentre();
  ({ conferenceId } = await convene(centre.server));
  officer = await joinAsOfficer(centre);
  await officer.page.click('.xc-open');
});
afterAll(() => centre.close());
afterEach(async ({ task }) => {
  const { browser } = centre;
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('kept')).join('\n')}\n`);
});

const shot = (page: Page, name: string) => page.screenshot({ path: artifact(`kept-${name}.png`) });
const hold = (context: BrowserContext) => context.route('**/api/uploads**', (route) => route.abort());
const letGo = (context: BrowserContext) => context.unroute('**/api/uploads**');

/** A picture with words; stays unsent while uploads are held. */
async function sendPicture(page: Page, words: string): Promise<void> {
  await page.setInputFiles('.xc-composer input[type=file] >> nth=0', {
    ...{ name: `${words}.png`, mimeType: 'image/png', buffer: picture(320, 240) },
  });
  await page.fill('.xc-text', words);
  await page.press('.xc-text', 'Enter');
  await page.waitForSelector(`[data-outgoing]:has-text("${words}")`);
}

/** Another window of the same person, at the incident. */
async function anotherWindow({ context }: TestPage): Promise<Page> {
  const page = await context.newPage();
  await page.goto(centre.server.url);
  await page.click('.incidents .rows button');
  await page.waitForSelector('.xc-composer');
  return page;
}

const loadAnew = async (page: Page): Promise<void> => {
  await page.reload();
  await page.waitForSelector('.xc-composer');
};

test('[EXC10] bug: two windows of one person overwrote each other’s unsent messages and deleted each other’s bytes', async () => {
  const desk = await joinAsDesk(centre, 'dispatcher', DESK);
  const { page: one, context } = desk;
  const two = await anotherWindow(desk);
  await hold(context);
  const begun: string[] = [];
  await sendPicture(one, '甲舱');
  await sendPicture(two, '乙舱');
  await expect.poll(() => keptFileCount(one)).toBe(2);
  await shot(two, 'two-windows');
  await loadAnew(one);
  await loadAnew(two);
  // Each is one window's to send; the other shows it without its buttons.
  for (const page of [one, two]) {
    for (const words of ['甲舱', '乙舱']) {
      await page.waitForSelector(`:is([data-outgoing], [data-elsewhere]):has-text("${words}")`);
      expect(await page.locator(`.xc-message:has-text("${words}")`).count()).toBe(1);
    }
  }
  expect(await keptFileCount(one)).toBe(2);
  await shot(one, 'two-windows-after');
  // Before uploads go again: what this window begins in the moment it ends would be begun again by the other.
  await loadAnew(one);
  context.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/api/uploads')) begun.push(request.url());
  });
  await letGo(context);
  for (const words of ['甲舱', '乙舱']) {
    await officer.page.waitForSelector(`.xc-words:text-is("${words}")`, { timeout: 60_000 });
  }
  expect(await officer.page.locator('.xc-words:text-is("甲舱")').count()).toBe(1);
  expect(begun).toHaveLength(2);
  await expect.poll(() => keptFileCount(one)).toBe(0);
  await expect.poll(() => keptRecords(one)).toEqual([]);
  await context.close();
});

test('[EXC10] what a closed window left unsent is gone on with by another window of the same person', async () => {
  const desk = await joinAsDesk(centre, 'dispatcher', DESK);
  const two = await anotherWindow(desk);
  await hold(desk.context);
  await sendPicture(desk.page, '丙舱');
  await expect.poll(() => keptFileCount(two)).toBe(1);
  await letGo(desk.context);
  await desk.page.close();
  await officer.page.waitForSelector('.xc-words:text-is("丙舱")', { timeout: 60_000 });
  await desk.context.close();
});

test('[EXC9] bug: any picture could be filed in the place of a lost snapshot, under its name, time and person', async () => {
  const desk = await joinAsDesk(centre, 'dispatcher', DESK);
  const { page, context } = desk;
  await waitForMedia(page, 1);
  await hold(context);
  await page.click('.xc-composer button[aria-label="截图取证"]');
  await page.click('.xc-frame:has-text("检疫员01")');
  await page.waitForSelector('[data-outgoing]');
  await expect.poll(() => loseKeptFiles(page)).toBe(1);
  await loadAnew(page);
  await page.waitForSelector('[data-outgoing=failed]:has-text("不能用其他图片代替")');
  expect(await page.locator('[data-outgoing=failed] input[type=file]').count()).toBe(0);
  await shot(page, 'lost-snapshot');
  await page.click('[data-outgoing=failed] button:has-text("放弃")');
  await page.waitForSelector('[data-outgoing]', { state: 'detached' });
  await context.close();
});

test('[EXC9] bug: a file that could not be read was taken for a lost one', async () => {
  const desk = await joinAsDesk(centre, 'dispatcher', DESK);
  const { page, context } = desk;
  await hold(context);
  await sendPicture(page, '丁舱');
  await expect.poll(() => keptFileCount(page)).toBe(1);
  await context.addInitScript(() => {
    const open = indexedDB.open.bind(indexedDB);
    IDBFactory.prototype.open = (...given) => {
      if (sessionStorage.getItem('unreadable')) throw new DOMException('a fault of the disk', 'UnknownError');
      return open(...given);
    };
  });
  await page.evaluate(() => sessionStorage.setItem('unreadable', '1'));
  await letGo(context);
  await loadAnew(page);
  await page.waitForSelector('[data-outgoing=waiting]:has-text("暂时读不出")');
  await shot(page, 'unreadable');
  await page.evaluate(() => sessionStorage.removeItem('unreadable'));
  await officer.page.waitForSelector('.xc-words:text-is("丁舱")', { timeout: 60_000 });
  await context.close();
});

test('[EXC11] bug: unsent pictures stayed on a shared machine after sign-out; kept or deleted is the person’s choice', async () => {
  const desk = await joinAsDesk(centre, 'dispatcher', DESK);
  const { page, context } = desk;
  await hold(context);
  await sendPicture(page, '戊舱');
  await expect.poll(() => keptFileCount(page)).toBe(1);
  const signOut = async (): Promise<void> => {
    await page.click('button:has-text("退出登录")');
    await page.waitForSelector('dialog:has-text("还有 1 条消息未发送")');
  };
  await signOut();
  await shot(page, 'sign-out');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('input[name=username]');
  expect(await keptFileCount(page)).toBe(1);
  // Kept, it goes when its person is back, whatever the page shows (bug: only once its conversation was opened).
  await letGo(context);
  await signInOn(desk, centre.server, '/', 'dispatcher');
  await officer.page.waitForSelector('.xc-words:text-is("戊舱")', { timeout: 60_000 });
  await expect.poll(() => keptFileCount(page)).toBe(0);
  await hold(context);
  await page.click('.incidents .rows button');
  await sendPicture(page, '庚舱');
  await expect.poll(() => keptFileCount(page)).toBe(1);
  await signOut();
  await page.click('dialog label:has-text("删除")');
  await page.click('dialog button[type=submit]');
  await page.waitForSelector('input[name=username]');
  await expect.poll(() => keptFileCount(page)).toBe(0);
  expect(await keptRecords(page)).toEqual([]);
  await signInOn(desk, centre.server, '/', 'dispatcher');
  await page.click('.incidents .rows button');
  await page.waitForSelector('.xc-composer');
  expect(await page.locator('[data-outgoing]').count()).toBe(0);
  await context.close();
});

test('[EXC11] bug: unsent pictures stayed for ever; after their time they are deleted, and that is said where they were written', async () => {
  const desk = await joinAsDesk(centre, 'dispatcher', DESK);
  const { page, context } = desk;
  await hold(context);
  await sendPicture(page, '己舱');
  await expect.poll(() => keptFileCount(page)).toBe(1);
  const record = (await keptRecords(page)).find((text) => text.includes('己舱'));
  const { keptUntil } = JSON.parse(record ?? '{}') as { keptUntil?: number };
  expect((keptUntil ?? 0) - Date.now()).toBeGreaterThan(47 * 3_600_000);
  await page.goto('about:blank');
  await context.addInitScript(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 49 * 3_600_000;
  });
  await page.goto(centre.server.url);
  await page.waitForSelector('[data-outgoing=failed]:has-text("已从本机删除")');
  await shot(page, 'expired');
  await expect.poll(() => keptFileCount(page)).toBe(0);
  expect((await keptRecords(page)).join('')).not.toContain('己舱');
  await page.click('[data-outgoing=failed] button:has-text("知道了")');
  await expect.poll(() => keptRecords(page)).toEqual([]);
  await context.close();
});

test('[EXC8] bug: two presses of the snapshot button filed two pictures', async () => {
  const desk = await joinAsDesk(centre, 'dispatcher', DESK);
  const { page, context } = desk;
  await waitForMedia(page, 1);
  await hold(context);
  await page.evaluate(() => {
    const button = document.querySelector<HTMLButtonElement>('.xc-composer button[aria-label="截图取证"]');
    button?.click();
    button?.click();
  });
  await page.waitForSelector('.xc-frame');
  await page.evaluate(() => {
    const frame = [...document.querySelectorAll<HTMLButtonElement>('.xc-frame')].find((one) =>
      one.textContent.includes('检疫员01'),
    );
    frame?.click();
    document.querySelector<HTMLButtonElement>('.xc-composer button[aria-label="截图取证"]')?.click();
  });
  await page.waitForSelector('[data-outgoing]');
  expect(await page.locator('.xc-frame').count()).toBe(0);
  await context.close();
});

test('[EXC11] bug: a guest’s unsent pictures stayed on his machine after the end of his link', async () => {
  const dispatcher = await connectClient(centre.server, 'dispatcher');
  const { token } = await dispatcher.call('conference:invite-expert', { conferenceId, expertName: '专家E07' });
  const guest = await centre.browser.open({ phone: true });
  const { page, context } = guest;
  await page.goto(`${centre.server.url}/join/${token}`);
  await page.check('.agree input');
  await page.click('button.big.pri');
  const waiting = page.waitForSelector('.call');
  await expect
    .poll(() =>
      dispatcher
        .call('conference:admit-all', { conferenceId })
        .then(({ participants }) => participants.some(({ name, state }) => name.zh === '专家E07' && state !== 'LOBBY')),
    )
    .toBe(true);
  await waiting;
  await page.click('.xc-open');
  await hold(context);
  await sendPicture(page, '阅片');
  // Bug: any dead link took what other guests had not sent.
  const elsewhere = await context.newPage();
  await elsewhere.goto(`${centre.server.url}/join/${'0'.repeat(token.length)}`);
  await elsewhere.waitForSelector('main h1:has-text("链接")');
  await elsewhere.close();
  await expect.poll(() => keptFileCount(page)).toBe(1);
  await dispatcher.call('conference:end', { conferenceId });
  await page.waitForSelector('main:has-text("1 条消息未发送")');
  await shot(page, 'guest-over');
  await expect.poll(() => keptFileCount(page)).toBe(0);
  expect(await keptRecords(page)).toEqual([]);
  dispatcher.close();
  await context.close();
});
