import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { artifact } from './testing/browser.js';
import { convene, joinAsDesk } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';

let centre: TestCentre;
let desk: Page;
beforeAll(async () => {
  centre = await openCentre();
  await convene(centre.server);
  desk = (await joinAsDesk(centre, 'dispatcher', { width: 1440, height: 900 })).page;
});
afterAll(() => centre.close());
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  process.stderr.write(`${(await centre.browser.keepEvidence('keys')).join('\n')}\n`);
});

test('[SCREEN4] the keys of the desk: each stands on its button, `?` lists them, whoever writes keeps his letters', async () => {
  const press = (key: string): Promise<void> => desk.keyboard.press(key);
  const button = (name: string) => desk.locator('.controls').getByRole('button', { name, exact: true });

  // The microphone is open.
  await button('静音 M').waitFor();
  await press('m');
  await button('取消静音 M').waitFor();
  await press('m');
  await button('静音 M').waitFor();
  await press('h');
  await button('举手 第 1 位 H').waitFor();
  await press('h');
  await button('举手 H').waitFor();

  await press('?');
  const list = desk.getByRole('dialog', { name: '键盘操作' });
  await list.waitFor();
  const keys = await list.locator('kbd').allTextContents();
  expect(keys).toEqual(expect.arrayContaining(['?', 'M', 'V', 'S', 'H', 'G', 'I', 'E', 'C', 'D', 'N', 'L', 'Esc']));
  expect(new Set(keys).size).toBe(keys.length);
  // What nothing rings for has no key now.
  expect(keys).not.toContain('F2');
  await desk.screenshot({ path: artifact('keys-desk.png') });
  // A dialog has the keyboard to itself.
  await press('m');
  await press('Escape');
  await list.waitFor({ state: 'detached' });
  await button('静音 M').waitFor();

  await press('n');
  await desk.keyboard.type('m: 你好');
  expect(await desk.inputValue('.xc-text')).toBe('m: 你好');
  await button('静音 M').waitFor();
  await desk.locator('.xc-text').fill('');
  await desk.locator('.xc-text').blur();

  await press('l');
  expect(await desk.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('记录一条…');
  await desk.evaluate(() => (document.activeElement as HTMLElement).blur());

  for (const [key, title] of [
    ['c', '呼叫'],
    ['e', '邀请'],
    ['d', '决策单'],
  ] as const) {
    await press(key);
    const dialog = desk.locator('dialog[open]');
    await dialog.waitFor();
    expect(await dialog.getAttribute('aria-label')).toContain(title);
    await press('Escape');
    await dialog.waitFor({ state: 'detached' });
  }
});
