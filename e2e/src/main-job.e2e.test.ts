import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectClient } from '@haigang/sfu/testing/test-client';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { artifact, type TestBrowser, type TestPage } from './testing/browser.js';
import { openCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { signInOn } from './testing/sign-in.js';

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ server, browser, close } = await openCentre());
});
afterAll(() => close());

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('main-job')).join('\n')}\n`);
});

const signIn = (page: TestPage, path: string, username: string): Promise<void> =>
  signInOn(page, server, path, username);

test('the main job: officer and big screen see and hear each other, an expert joins, orders go out and come back', async () => {
  const officer = await browser.open({ phone: true, position: { latitude: 29.985, longitude: 121.77 } });
  const dispatcher = await browser.open();
  const commander = await browser.open({ width: 1440, height: 900 });
  await signIn(officer, '/field/', 'officer1');
  await signIn(dispatcher, '/', 'dispatcher');
  await signIn(commander, '/', 'commander');
  await officer.page.waitForSelector('input[name=reason]');
  await dispatcher.page.waitForSelector('.overview');
  await commander.page.waitForSelector('.overview');
  await dispatcher.page.screenshot({ path: artifact('01-overview.png') });
  await officer.page.screenshot({ path: artifact('02-field-home.png') });

  await officer.page.fill('input[name=reason]', '5 名船员发热，请求会诊');
  await officer.page.click('button:has-text("请求视频会议")');
  await officer.page.waitForSelector('.ringing');
  await dispatcher.page.waitForSelector('.ringing-band');
  await commander.page.waitForSelector('.ringing-band');
  await officer.page.screenshot({ path: artifact('03-field-ringing.png') });
  await dispatcher.page.screenshot({ path: artifact('04-ringing.png') });

  await dispatcher.page.click('.accept');
  const onScreen = await waitForMedia(dispatcher.page, 1);
  const onPhone = await waitForMedia(officer.page, 1);
  expect(onScreen.audioEnergy).toBeGreaterThan(0);
  expect(onPhone.framesDecoded).toBeGreaterThan(5);
  // The officer's own picture reaches the top simulcast layer on the big screen.
  await dispatcher.page.waitForSelector('[data-participant][data-spatial-layer="2"]', { timeout: 30_000 });
  await commander.page.waitForFunction(() => document.querySelector('.ringing-band') === null);
  await dispatcher.page.screenshot({ path: artifact('05-conference.png') });
  await officer.page.screenshot({ path: artifact('06-field-call.png') });

  await commander.page.click('.incidents .line');
  await commander.page.click('button:has-text("受理")');
  await commander.page.click('button:has-text("定级")');
  await commander.page.fill('dialog input[maxlength="400"]', '聚集性发热');
  await commander.page.click('dialog button[type=submit]');
  await commander.page.waitForSelector('.levelbox.lIII');
  await commander.page.click('.actions button:has-text("派遣")');
  await commander.page.click('dialog label:has-text("检疫员01")');
  await commander.page.fill('dialog input[name=task]', '登轮采样，隔离 5 人');
  await commander.page.fill('dialog input[name=rendezvous]', '七里锚地');
  await commander.page.screenshot({ path: artifact('07-dispatch-dialog.png') });
  await commander.page.click('dialog button[type=submit]');

  await dispatcher.page.click('button:has-text("邀请专家")');
  await dispatcher.page.fill('dialog input[name=expertName]', '专家E07 示例定点医院');
  await dispatcher.page.click('dialog button[type=submit]');
  const link = await dispatcher.page.textContent('.invite-link');
  await dispatcher.page.screenshot({ path: artifact('08-invite.png') });
  await dispatcher.page.click('dialog footer button');
  const expert = await browser.open({ width: 1280, height: 800 });
  await expert.page.goto(link ?? '');
  await expert.page.check('.agree input');
  await expert.page.screenshot({ path: artifact('09-expert-invitation.png') });
  await expert.page.click('button:has-text("进入")');
  await expert.page.waitForSelector('h1:has-text("等待主持人准入")');
  await expert.page.screenshot({ path: artifact('10-expert-lobby.png') });
  const stranger = await browser.open();
  await stranger.page.goto(link ?? '');
  await stranger.page.waitForSelector('text=一个链接只能在一个浏览器中使用');
  await stranger.context.close();
  await dispatcher.page.click('button:has-text("准入")');
  for (const one of [expert, dispatcher, officer]) await waitForMedia(one.page, 2);
  await dispatcher.page.screenshot({ path: artifact('11-three.png') });
  await expert.page.screenshot({ path: artifact('12-expert-call.png') });
  await expert.page.reload();
  await waitForMedia(expert.page, 2);

  await officer.page.click('button:has-text("离开")');
  await officer.page.click('button:has-text("签收")');
  await officer.page.screenshot({ path: artifact('13-field-task.png') });
  await officer.page.click('button:has-text("到场")');
  await officer.page.waitForSelector('text=已到场');
  await commander.page.waitForSelector('.progress .now:has-text("已到场")');
  await commander.page.screenshot({ path: artifact('14-on-scene.png') });

  const reader = await connectClient(server, 'auditor');
  await reader.resume();
  const [incident] = [...reader.rows('incident').values()] as { id: string; position: { lat: number } | null }[];
  expect(incident?.position?.lat).toBeCloseTo(29.985);
  const { entries } = await reader.call('incident:log', { id: incident!.id });
  const said = entries.map((entry) => entry.textKey.replace('log.', ''));
  const order = [
    'reported',
    'conference-requested',
    'conference-convened',
    'acknowledged',
    'graded',
    'dispatched',
    'expert-invited',
    'guest-waiting',
    'guest-admitted',
    'dispatch-confirmed',
    'on-scene-located',
  ];
  expect(said.filter((key) => order.includes(key))).toEqual(order);
  entries.forEach((entry, at) => expect(entry.prevHash).toBe(at === 0 ? entry.prevHash : entries[at - 1]?.hash));
  reader.close();
  for (const one of [officer, dispatcher, commander, expert]) {
    expect(one.problems.filter((problem) => !problem.includes('401'))).toEqual([]);
    // A closed network is where this runs: nothing is ever asked of another host.
    expect([...one.hosts]).toEqual([new URL(server.url).host]);
    await one.context.close();
  }
});
