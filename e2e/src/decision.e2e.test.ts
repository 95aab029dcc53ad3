import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectClient } from '@haigang/sfu/testing/test-client';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { artifact, type TestBrowser, type TestPage } from './testing/browser.js';
import { openWall as openDisplay } from './testing/call.js';
import { openCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { signInOn } from './testing/sign-in.js';

const TEXT = '全员单间隔离，采样 5 人 ×2；停止一切上下船与装卸。';

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ server, browser, close } = await openCentre());
});
afterAll(() => close());
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('decision')).join('\n')}\n`);
});

const PATIENT_MS = 90_000;

/** Six pages on a small machine: each may take its time. */
async function open(options: Parameters<TestBrowser['open']>[0]): Promise<TestPage> {
  const opened = await browser.open(options);
  opened.page.setDefaultTimeout(PATIENT_MS);
  return opened;
}

const shot = ({ page }: TestPage, name: string): Promise<Buffer> => page.screenshot({ path: artifact(`${name}.png`) });

/** A paired display of the hall, looking at the incident. */
async function openWall(number: string): Promise<TestPage> {
  const wall = await openDisplay({ server, browser }, { width: 1280, height: 720 });
  wall.page.setDefaultTimeout(PATIENT_MS);
  // [WATCH2] A conference runs there, so the wall goes there by itself.
  await wall.page.waitForSelector(`.incident-header:has-text("${number}")`);
  return wall;
}

/** Officer asks, dispatcher convenes, an expert enters by his link and is admitted. */
async function conferenceOfThree(): Promise<{ officer: TestPage; dispatcher: TestPage; expert: TestPage }> {
  const officer = await open({ phone: true });
  const dispatcher = await open({ width: 1440, height: 900 });
  await signInOn(officer, server, '/field/', 'officer1');
  await signInOn(dispatcher, server, '/', 'dispatcher');
  await dispatcher.page.waitForSelector('.overview');
  await officer.page.fill('input[name=reason]', '5 名船员发热，请求会诊');
  await officer.page.click('button:has-text("请求视频会议")');
  await dispatcher.page.click('.accept');
  await waitForMedia(dispatcher.page, 1);
  await dispatcher.page.click('button:has-text("邀请专家")');
  await dispatcher.page.fill('dialog input[name=expertName]', '专家E07 示例定点医院');
  await dispatcher.page.click('dialog button[type=submit]');
  const link = await dispatcher.page.textContent('.invite-link');
  await dispatcher.page.click('dialog footer button');
  const expert = await open({ phone: true });
  await expert.page.goto(link ?? '');
  await expert.page.check('.agree input');
  await expert.page.click('button:has-text("进入")');
  await dispatcher.page.click('button:has-text("准入")');
  await waitForMedia(expert.page, 1);
  return { officer, dispatcher, expert };
}

test('[DEC12] [DEC14] proposed, advised by link, approved, deployed to two at once, signed on both phones, 2 / 2 on the wall', async () => {
  const { officer, dispatcher, expert } = await conferenceOfThree();
  await dispatcher.page.keyboard.press('d');
  await dispatcher.page.fill('dialog textarea[name=text]', TEXT);
  await dispatcher.page.waitForSelector('dialog label:has-text("专家E07") input:checked');
  await shot(dispatcher, '50-propose');
  await dispatcher.page.click('dialog button[type=submit]');
  await dispatcher.page.waitForSelector('dialog h2:has-text("征询中")');

  await expert.page.waitForSelector('.decision-band.alarm:has-text("决策单 #1（")');
  await shot(expert, '51-expert-asked');
  await expert.page.click('.decision-band.alarm');
  await expert.page.click('.stances button:has-text("同意") >> nth=0');
  await expert.page.fill('.opinion-form textarea', '同意，先采样后消毒');
  await shot(expert, '52-expert-opinion');
  await expert.page.click('button:has-text("提交意见")');
  await expert.page.waitForSelector('text=您的意见：同意');
  await officer.page.click('.decision-band.alarm');
  await officer.page.fill('.opinion-form textarea', '单间够用，口罩还缺 20 只');
  expect(await officer.page.locator('.stances').count()).toBe(0);
  await officer.page.click('button:has-text("提交意见")');
  await officer.page.waitForSelector('text=您的意见：文字意见');
  await officer.page.click('.call-decisions button:has-text("关闭")');
  // What follows needs no picture of his, and a small machine has six pages to draw.
  await officer.page.click('button:has-text("离开")');
  await expert.page.click('.call-decisions button:has-text("关闭")');
  await dispatcher.page.click('dialog footer button');
  const second = await open({ phone: true });
  await signInOn(second, server, '/field/', 'officer2');
  await second.page.waitForSelector('input[name=reason]');
  const commander = await open({ width: 1280, height: 800 });
  await signInOn(commander, server, '/', 'commander');
  await commander.page.locator('.incidents .line').dispatchEvent('click');
  const number = (await commander.page.textContent('.incident-header .n'))?.trim() ?? '';
  const wall = await openWall(number);

  await commander.page.keyboard.press('d');
  await commander.page.waitForSelector('dialog .words:has-text("先采样后消毒")');
  await commander.page.waitForSelector('dialog .words:has-text("口罩还缺")');
  await shot(commander, '53-commander-sheet');
  await commander.page.click('dialog button:has-text("批准")');
  await dispatcher.page.click('.sheet-line');
  await dispatcher.page.waitForSelector('dialog h2:has-text("已批准")');
  await dispatcher.page.waitForSelector('dialog label:has-text("检疫员01") input:checked');
  await dispatcher.page.check('dialog label:has-text("检疫员02") input');
  await shot(dispatcher, '54-deploy');
  await dispatcher.page.focus('.btn.hold');
  await dispatcher.page.keyboard.down('Enter');
  await dispatcher.page.waitForSelector('dialog h2:has-text("已部署")');
  await dispatcher.page.keyboard.up('Enter');

  await wall.page.waitForSelector('.order-card .figure:has-text("0 / 2")');
  await officer.page.waitForSelector('.card.order .decision-text:has-text("全员单间隔离")');
  await shot(officer, '55-officer-order');
  await officer.page.click('button.sign');
  await officer.page.waitForSelector('text=中心已收到您的签收');
  await wall.page.waitForSelector('.order-card .figure:has-text("1 / 2")');
  await wall.page.waitForSelector('.order-rows .b:has-text("未签收")');
  await shot(wall, '56-wall-one-of-two');
  await second.page.waitForSelector('button.sign');
  await shot(second, '57-phone-order');

  // [DEC13] The second phone loses the network, signs, is loaded anew, and is heard when the network is back.
  await second.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await second.context.setOffline(true);
  await second.page.waitForSelector('.linkbar');
  await second.page.click('button.sign');
  await second.page.waitForSelector('text=已按签收，尚未送达中心');
  await shot(second, '58-phone-signed-offline');
  await second.page.reload();
  await second.page.waitForSelector('h1:has-text("离线")');
  expect(await wall.page.textContent('.order-card .figure')).toBe('1 / 2');
  await second.context.setOffline(false);
  await second.page.waitForSelector('text=中心已收到您的签收');
  await wall.page.waitForSelector('.order-card .figure:has-text("2 / 2")');
  await shot(wall, '59-wall-two-of-two');
  await expert.page.click('.decision-band');
  await expert.page.waitForSelector('.card.sheet .tag:has-text("2 / 2")');
  await dispatcher.page.click('dialog button:has-text("办结")');
  await dispatcher.page.waitForSelector('dialog h2:has-text("已完成")');
  await shot(dispatcher, '59b-desk-done');

  const reader = await connectClient(server, 'auditor');
  await reader.resume();
  const [incident] = [...reader.rows('incident').values()] as { id: string }[];
  const { entries } = await reader.call('incident:log', { id: incident!.id });
  const said = entries.map((entry) => entry.textKey.replace('log.', ''));
  expect(said.filter((key) => /^(?:decision|order|conference-convened|guest-admitted)/u.test(key))).toEqual([
    ...['conference-convened', 'guest-admitted'],
    ...['decision-proposed', 'decision-asked', 'decision-agreed', 'decision-wrote', 'decision-approved'],
    ...['order-deployed', 'order-acked', 'order-acked', 'order-all-acked', 'order-done'],
  ]);
  entries.slice(1).forEach((entry, at) => expect(entry.prevHash).toBe(entries[at]?.hash));
  reader.close();
  for (const one of [officer, dispatcher, commander, expert, wall]) expect(one.problems).toEqual([]);
}, 400_000);
