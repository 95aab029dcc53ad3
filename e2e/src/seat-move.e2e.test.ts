import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { artifact, type TestPage } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { signInOn } from './testing/sign-in.js';

const SOON = { timeout: 20_000, interval: 100 };
const MOVED = '通话已移到您的另一台设备';

let centre: TestCentre;
beforeAll(async () => {
  centre = await openCentre();
  await convene(centre.server);
});
afterAll(() => centre.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('seat-move') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

const notices = async ({ page }: TestPage): Promise<string> =>
  (await page.locator('.call-notices').textContent()) ?? '';

test('[CONF7] a phone that was away while the call moved is told so and offers to move it back (bug: it took the call unasked)', async () => {
  const phone = await joinAsOfficer(centre);
  const desk = await joinAsDesk(centre, 'commander');
  await waitForMedia(desk.page, 1);
  await phone.context.setOffline(true);

  const tablet = await centre.browser.open({ phone: true });
  await signInOn(tablet, centre.server, '/field/', 'officer1');
  const move = tablet.page.locator('button:has-text("移到这里")');
  await tablet.page.locator('.call').or(move).first().waitFor();
  if (await move.isVisible()) await move.click();
  await waitForMedia(tablet.page, 1);

  await phone.context.setOffline(false);
  await expect.poll(() => notices(phone), SOON).toContain(MOVED);
  await phone.page.screenshot({ path: artifact('seat-moved-phone.png') });
  await waitForMedia(tablet.page, 1);
  expect(await notices(tablet)).not.toContain(MOVED);

  await phone.page.click('button:has-text("移回这里")');
  await expect.poll(() => notices(tablet), SOON).toContain(MOVED);
  await waitForMedia(phone.page, 1);
  expect(await notices(phone)).not.toContain(MOVED);
});
