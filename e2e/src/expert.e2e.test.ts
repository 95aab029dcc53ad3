import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectClient, https, type TestClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestPage } from './testing/browser.js';
import { convene } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { screenFaults, speak } from './testing/screen-faults.js';
import { isSamePage, markPage, signInOn } from './testing/sign-in.js';

let centre: TestCentre;
let desk: TestPage;
let expert: TestPage;
let officer: TestClient;
beforeAll(async () => {
  centre = await openCentre();
  [desk, expert] = await Promise.all([
    centre.browser.open({ width: 1440, height: 900 }),
    centre.browser.open({ width: 390, height: 844 }),
  ]);
  officer = await connectClient(centre.server, 'officer1', { surface: 'field' });
});
afterAll(async () => {
  officer.close();
  await centre.close();
});

test('[EXPT2] [EXPT5] [EXPT6] [LINK8] [REQ9] [ROOM11] an expert on call is invited first, enters from his page, and every link stands in the administration, where the desk rings and stays in its call (bugs)', async () => {
  const { browser, server } = centre;
  try {
    // Signed in at the centre's page he is taken to his own.
    await signInOn(expert, server, '/', 'expert');
    await expert.page.waitForURL('**/field/');
    await expert.page.click('button:has-text("4 小时")');
    await expert.page.click('button:has-text("可会诊")');
    await expert.page.waitForSelector('.availability-card h2 .n');
    await expert.page.screenshot({ path: artifact('expert-home.png') });
    await signInOn(desk, server, '/', 'dispatcher');
    await desk.page.waitForSelector('.overview');
    await officer.call('conference:request', { reason: '5 名船员发热' });
    await desk.page.click('.accept');
    await desk.page.click('button:has-text("邀请专家")');
    const row = desk.page.locator('.internal-experts li', { hasText: '专家E01' });
    await row.locator('.tag.on:has-text("可会诊")').waitFor();
    await desk.page.fill('dialog input[name=expertName]', '专家E07 示例定点医院');
    await desk.page.fill('dialog input[name=expertNameEn]', 'E07, demo hospital');
    await desk.page.screenshot({ path: artifact('expert-invite.png') });
    await row.locator('button').click();
    await row.locator('.tag.solid:has-text("正在呼叫")').waitFor();
    await desk.page.click('dialog button[type=submit]');
    await desk.page.waitForSelector('.invite-link');
    await desk.page.click('dialog footer button');
    await expert.page.waitForSelector('main.incoming:has-text("5 名船员发热")');
    await expert.page.screenshot({ path: artifact('expert-invited.png') });
    await expert.page.click('main.incoming button.pri');
    await waitForMedia(expert.page, 1);
    await waitForMedia(desk.page, 1);
    await markPage(desk);
    await desk.page.click('.top a:has-text("管理")');
    await desk.page.waitForURL('**/admin');
    await desk.page.waitForSelector('.call-band:has-text("5 名船员发热")');
    const second = await connectClient(server, 'officer2', { surface: 'field' });
    await second.call('conference:request', { reason: '挡鼠板缺失' });
    await desk.page.waitForSelector('.ringing-band[data-sound=ring]:has-text("检疫员02")');
    second.close();
    await desk.page.waitForSelector('.expert-links td:has-text("专家E07")');
    await desk.page.screenshot({ path: artifact('expert-admin.png') });
    await desk.page.click('.expert-links button:has-text("撤销链接")');
    await desk.page.click('dialog button[type=submit]');
    await desk.page.waitForSelector('.expert-links .tag:has-text("已撤销")');
    await desk.page.click('.experts button:has-text("编辑资料")');
    await desk.page.screenshot({ path: artifact('expert-entry.png') });
    await desk.page.keyboard.press('Escape');
    await desk.page.goBack();
    await desk.page.waitForSelector('.incident .stage');
    await desk.page.goForward();
    await desk.page.waitForSelector('.expert-links');
    await desk.page.keyboard.press('F8');
    await desk.page.waitForURL(`${server.url}/`);
    expect(await isSamePage(desk)).toBe(true);
    await waitForMedia(desk.page, 1);
    await waitForMedia(expert.page, 1);
    expect(expert.problems).toEqual([]);
  } catch (failure) {
    throw new Error((await browser.keepEvidence('expert')).join('\n'), { cause: failure });
  }
});

test('[LINK9] [LINK10] no network, then a lost answer to Enter: the page says so, goes on by itself, and the link is not burnt (bug)', async () => {
  const { browser, server } = centre;
  const dispatcher = await connectClient(server, 'dispatcher');
  try {
    const { conferenceId } = await convene(server);
    const { token } = await dispatcher.call('conference:invite-expert', {
      conferenceId,
      ...{ expertName: '专家E08 示例定点医院', expertNameEn: 'E08, demo hospital' },
    });
    const { page, context } = await browser.open({ width: 390, height: 844 });
    const look = async (name: string): Promise<void> => {
      for (const language of ['en', 'zh'] as const) {
        await speak(page, language);
        expect(await screenFaults(page, language)).toEqual([]);
        await page.screenshot({ path: artifact(`${name}-${language}.png`) });
      }
    };
    await context.route('**/api/expert-links/open', (route) => route.abort());
    await page.goto(`${server.url}/join/${token}`);
    await page.waitForSelector('.linkbar:has-text("暂时连不上指挥中心")');
    await look('expert-unreachable');
    await context.unroute('**/api/expert-links/open');
    // The page tries again by itself, too, and then what comes next stands there already.
    await page.locator('button:has-text("立即重试"), .agree input').first().click({ timeout: 60_000 });
    let lost = 0;
    // The centre hears the press; its answer, and the cookie in it, never comes.
    await context.route('**/api/expert-links/enter', async (route, request) => {
      lost += 1;
      await https(server, 'POST', '/api/expert-links/enter', { body: request.postDataJSON() as unknown });
      await route.abort();
    });
    await page.check('.agree input');
    await page.click('button.big.pri');
    await page.waitForSelector('.linkbar:has-text("暂时连不上指挥中心")');
    await look('expert-enter-lost');
    await context.unroute('**/api/expert-links/enter');
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.waitForSelector('h1:has-text("等待主持人准入")');
    expect(lost).toBeGreaterThan(0);
    await page.reload();
    await page.waitForSelector('h1:has-text("等待主持人准入")');
    await context.close();
  } catch (failure) {
    throw new Error((await browser.keepEvidence('expert-link')).join('\n'), { cause: failure });
  } finally {
    dispatcher.close();
  }
});
