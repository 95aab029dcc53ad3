import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { artifact, type TestPage } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';

const SOON = { timeout: 20_000, interval: 200 };

let centre: TestCentre;
let desk: TestPage;
let conferenceId: string;
beforeAll(async () => {
  centre = await openCentre();
  ({ conferenceId } = await convene(centre.server));
  await joinAsOfficer(centre);
  desk = await joinAsDesk(centre, 'commander', { width: 1440, height: 900 });
});
afterAll(() => centre.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('lines') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

test('[STAT2] [STAT4] the desk lists both lines of everybody in the room, its own first, opened by I and closed by Escape', async () => {
  const { page, problems } = desk;
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

test('[STAT5] who is in the room and tells nothing stands in the list as the server sees him', async () => {
  const silent = await connectClient(centre.server, 'dispatcher');
  await silent.call('conference:join', { conferenceId, seatId: randomUUID() });
  const { page } = desk;
  await page.keyboard.press('i');
  const row = page.locator('.line-panel tbody[data-source=server]');
  await expect.poll(() => row.locator('th').allInnerTexts(), SOON).toEqual([expect.stringContaining('服务器所测')]);
  expect(await row.locator('td.rate').first().innerText()).toMatch(/\d+ kbit\/s/u);
  expect(await row.locator('.rung').allInnerTexts()).toEqual(['—', '—']);
  expect(await page.locator('.line-panel tbody[data-source=page]').count()).toBe(2);
  await page.screenshot({ path: artifact('lines-desk-server.png') });
  silent.close();
});
