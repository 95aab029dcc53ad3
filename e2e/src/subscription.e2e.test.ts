import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { artifact } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { received, receivedPicture, waitForMedia } from './testing/media-facts.js';

const SOON = { timeout: 15_000, interval: 100 };
/** From the press that enlarges to the top layer's picture. */
const ENLARGED_WITHIN = { timeout: 10_000, interval: 100 };

let centre: TestCentre;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(() => centre.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('subscription') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

test('[MEDIA1] [MEDIA2] a small tile receives the low layer, an enlarged one the top, a hidden one nothing while its voice goes on', async () => {
  await convene(centre.server);
  const officer = await joinAsOfficer(centre);
  const { page } = await joinAsDesk(centre, 'commander', { width: 1600, height: 900 });
  await waitForMedia(page, 1);
  const id = (await page.locator('.stage .main [data-participant]').getAttribute('data-participant'))!;
  const picture = () => receivedPicture(page, id);
  const layOut = async (css: string): Promise<void> => {
    await page.evaluate((rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`.stage .main [data-participant] { ${rules} }`);
      document.adoptedStyleSheets = [sheet];
    }, css);
  };
  await layOut('right: auto; bottom: auto; width: 240px; height: 135px');
  await expect.poll(async () => (await picture())?.frameWidth, SOON).toBe(320);
  await page.screenshot({ path: artifact('media-small.png') });
  await layOut('');
  await expect.poll(async () => (await picture())?.frameWidth, ENLARGED_WITHIN).toBe(1280);
  // A phone pulls the middle layer at most.
  const onPhone = officer.page.locator('.stage [data-participant]').first();
  const phoneSees = (await onPhone.getAttribute('data-participant'))!;
  await expect.poll(async () => (await receivedPicture(officer.page, phoneSees))?.frameWidth, SOON).toBe(640);

  await layOut('display: none');
  const silence = async (): Promise<number> => {
    const before = (await picture())!.bytesReceived;
    await page.waitForTimeout(500);
    return (await picture())!.bytesReceived - before;
  };
  await expect.poll(silence, { timeout: 10_000, interval: 10 }).toBe(0);
  const heard = (await received(page)).audioPackets;
  await expect.poll(async () => (await received(page)).audioPackets, SOON).toBeGreaterThan(heard + 20);
  expect(await silence()).toBe(0);
  await layOut('');
  await expect.poll(async () => (await picture())?.frameWidth, ENLARGED_WITHIN).toBe(1280);
});
