import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestBrowser } from './testing/browser.js';
import { openCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ server, browser, close } = await openCentre({
    // The browser's own rule for sound: none before a person has touched the page.
    flags: ['--autoplay-policy=document-user-activation-required'],
  }));
});
afterAll(() => close());

test('a screen that may not ring says so, the dispatcher sees which, and a press gives it its voice', async () => {
  const hall = await browser.open();
  const desk = await browser.open();
  await signInOn(hall, server, '/', 'commander');
  await hall.page.waitForSelector('.overview');
  // Loaded anew, nobody has touched it: as after a restart of the machine at night. The test does not ask the page
  // anything either, since a question of the test counts as a touch.
  await hall.page.reload();
  await signInOn(desk, server, '/', 'dispatcher');
  await desk.page.waitForSelector('.overview');
  const officer = await connectClient(server, 'officer1', { surface: 'field' });
  await officer.call('conference:request', { reason: '5 名船员发热' });
  await desk.page.waitForSelector('.ringing-band:has-text("铃声被浏览器阻止: 指挥长01")');
  expect(await desk.page.locator('.top button.inv').count()).toBe(0);
  await desk.page.screenshot({ path: artifact('40-silent-screen.png') });
  await hall.page.mouse.click(200, 600);
  await desk.page.waitForFunction(() => !document.querySelector('.ringing-band')?.textContent.includes('指挥长01'));
  await hall.page.waitForSelector('.ringing-band');
  expect(await hall.page.locator('.top button.inv').count()).toBe(0);
  officer.close();
});
