import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectClient } from '@haigang/sfu/testing/test-client';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { picture, sha256 } from '@haigang/sfu/testing/uploads';
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
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('exchange')).join('\n')}\n`);
});

const shot = (one: TestPage, name: string) => one.page.screenshot({ path: artifact(`exchange-${name}.png`) });
const write = async (one: TestPage, text: string): Promise<void> => {
  await one.page.fill('.xc-text', text);
  await one.page.press('.xc-text', 'Enter');
};

/** How often a page asked for the conversation. Before it is loaded. */
function countLists({ page }: TestPage): () => number {
  let count = 0;
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('exchange:list')) count += 1;
    });
  });
  return () => count;
}

test('[EXC1] [EXC3] [EXC4] [EXC5] [EVD7] in a call the officer sends words and a photo, the desk sees its preview, the marks come back, the log has the hash (bug: each page asked for it all twice)', async () => {
  const officer = await browser.open({ phone: true });
  const desk = await browser.open({ width: 1440, height: 900 });
  const lists = [officer, desk].map(countLists);
  await signInOn(officer, server, '/field/', 'officer1');
  await signInOn(desk, server, '/', 'dispatcher');
  await officer.page.fill('input[name=reason]', '5 名船员发热，请求会诊');
  await officer.page.click('button:has-text("请求视频会议")');
  await desk.page.click('.accept');
  await waitForMedia(desk.page, 1);
  await waitForMedia(officer.page, 1);
  expect(lists.map((count) => count())).toEqual([1, 1]);

  const photo = picture(1600, 1200);
  await officer.page.click('.xc-open');
  await officer.page.setInputFiles('.xc-composer input[type=file] >> nth=0', {
    ...{ name: '舱室 3 体温计.png', mimeType: 'image/png', buffer: photo },
  });
  await write(officer, '3 号舱 <b>39.2℃</b>');
  await desk.page.waitForSelector('.xc-words:text-is("3 号舱 <b>39.2℃</b>")');
  await desk.page.waitForFunction(() => {
    const image = document.querySelector<HTMLImageElement>('.xc-thumb img');
    return image !== null && image.complete && image.naturalWidth === 1280;
  });
  await officer.page.waitForSelector('.xc-read:has-text("1/1 已读")');
  await shot(desk, '01-desk');
  await shot(officer, '02-phone');

  await desk.page.click('.xc-thumb');
  await desk.page.waitForSelector(`.xc-viewer .xc-hash:has-text("${sha256(photo)}")`);
  await shot(desk, '03-viewer');
  await desk.page.keyboard.press('Escape');
  await desk.page.waitForSelector('.xc-viewer', { state: 'detached' });

  await officer.page.click('.xc-sheet header .btn');
  await write(desk, '收到，请隔离该舱');
  await officer.page.waitForSelector('.xc-open.unread:has-text("1")');
  await shot(officer, '04-phone-unread');
  await officer.page.click('.xc-open');
  await desk.page.waitForSelector('.xc-message.own .xc-read:has-text("1/1 已读")');

  // Without a link the words wait on the phone and go by themselves when it is back.
  await officer.context.setOffline(true);
  await officer.page.waitForFunction(() => !navigator.onLine);
  await write(officer, '离线时写的');
  await officer.page.waitForSelector('[data-outgoing=waiting]:has-text("离线时写的")');
  await shot(officer, '05-phone-offline');
  await officer.context.setOffline(false);
  await desk.page.waitForSelector('.xc-words:text-is("离线时写的")', { timeout: 60_000 });

  await desk.page.click('.xc-composer button[aria-label="截图取证"]');
  await desk.page.waitForSelector('.xc-frames .xc-frame >> nth=1');
  await shot(desk, '06-frames');
  await desk.page.click('.xc-frame:has-text("检疫员01")');
  await desk.page.waitForSelector('.xc-thumb >> nth=1', { timeout: 60_000 });
  await shot(desk, '07-snapshot');

  await officer.page.setViewportSize({ width: 844, height: 390 });
  await shot(officer, '08-phone-landscape');
  await officer.page.click('.xc-sheet header .btn');
  await shot(officer, '09-phone-landscape-closed');
  await desk.page.click('button:has-text("English")');
  await shot(desk, '10-desk-english');

  const reader = await connectClient(server, 'auditor');
  await reader.resume();
  const [incident] = [...reader.rows('incident').values()];
  const { entries } = await reader.call('incident:log', { id: String(incident?.['id']) });
  expect(entries.find((entry) => entry.params['sha256'] === sha256(photo))).toMatchObject({
    ...{ textKey: 'log.message-files', note: '3 号舱 <b>39.2℃</b>', actorName: { en: 'Officer 01' } },
  });
  const snapshot = entries.find((entry) => entry.textKey === 'log.evidence-snapshot');
  expect(snapshot?.params).toMatchObject({ subjectEn: 'Officer 01', type: 'image/png' });
  reader.close();
  for (const one of [officer, desk]) {
    expect(one.problems.filter((problem) => !/401|ERR_INTERNET_DISCONNECTED|WebSocket/u.test(problem))).toEqual([]);
    expect([...one.hosts]).toEqual([new URL(server.url).host]);
    await one.context.close();
  }
});
