import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { artifact } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';

const SOON = { timeout: 20_000, interval: 200 };

let centre: TestCentre;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(() => centre.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('lines') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

test('[STAT2] [STAT4] the desk lists both lines of everybody in the room, its own first, opened by I and closed by Escape', async () => {
  await convene(centre.server);
  await joinAsOfficer(centre);
  const { page, problems } = await joinAsDesk(centre, 'commander', { width: 1440, height: 900 });
  await waitForMedia(page, 1);
  const panel = page.locator('.line-panel');
  await page.keyboard.press('i');
  await panel.waitFor();
  const people = panel.locator('tbody');
  await expect.poll(() => people.count(), SOON).toBe(2);
  const own = people.nth(0);
  const officer = people.nth(1);
  expect(await own.locator('th').innerText()).toContain('本机');
  for (const one of [own, officer]) {
    await expect.poll(() => one.locator('td.rate').count(), SOON).toBe(2);
    await expect.poll(() => one.locator('td.rate').first().innerText(), SOON).toMatch(/[1-9]\d* kbit\/s/u);
    await expect.poll(() => one.locator('polyline').first().getAttribute('points'), SOON).toContain(' ');
  }
  await expect.poll(() => officer.locator('.layer').innerText(), SOON).toMatch(/[低中高]层\s*\d+×\d+/u);
  await page.locator('.participants [data-line]').first().waitFor();
  await page.screenshot({ path: artifact('lines-desk.png') });
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  expect(await page.locator('.stage .controls').count()).toBe(1);
  await page.keyboard.press('i');
  await panel.waitFor();
  await page.keyboard.press('i');
  await panel.waitFor({ state: 'detached' });
  expect(problems).toEqual([]);
});
