import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { artifact } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { isSamePage, markPage } from './testing/sign-in.js';
import { openUdpRelay, sendMediaThrough, type UdpRelay } from './testing/udp-relay.js';

let centre: TestCentre;
let media: UdpRelay;
beforeAll(async () => {
  centre = await openCentre();
  media = await openUdpRelay({ address: '127.0.0.2', target: { ip: '127.0.0.1', port: centre.server.rtcPort } });
});
afterAll(async () => {
  await centre.close();
  await media.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    process.stderr.write(`${(await centre.browser.keepEvidence('unconnected')).join('\n')}\n`);
  }
});

test('[NET11] [LADDER9] whose media finds no way is told so, as are the others, and it comes by itself once there is one (bug: black pictures without a word)', async () => {
  media.shape({ up: { blocked: true } });
  await convene(centre.server);
  const officer = await joinAsOfficer(centre, (page) => sendMediaThrough(page, media));
  const desk = await joinAsDesk(centre, 'dispatcher', { width: 1440, height: 900 });
  await markPage(officer);
  await officer.page.waitForSelector('.linkbar:has-text("声音和画面尚未接通")');
  await desk.page.waitForSelector('.rest[data-cause="unbegun"]:has-text("画面尚未接通")');
  await officer.page.screenshot({ path: artifact('68-media-finds-no-way.png') });
  await desk.page.screenshot({ path: artifact('69-picture-has-not-come.png') });
  // Text goes the other way round.
  await officer.page.click('button[aria-label="打开会议交流"]');
  await officer.page.fill('.xc-text', '听不到声音');
  await officer.page.keyboard.press('Enter');
  await desk.page.waitForSelector('.xc:has-text("听不到声音")');

  media.shape({});
  for (const { page } of [officer, desk]) expect((await waitForMedia(page, 1)).framesDecoded).toBeGreaterThan(5);
  await officer.page.waitForFunction(() => document.querySelector('.linkbar') === null);
  await desk.page.waitForFunction(() => document.querySelector('.rest') === null);
  expect(await isSamePage(officer)).toBe(true);
});
