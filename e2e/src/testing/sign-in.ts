import type { TestPage } from './browser.js';

/** Signs in on a page the way a person does. */
export async function signInOn(
  { page }: TestPage,
  server: { readonly url: string },
  path: string,
  username: string,
): Promise<void> {
  await page.goto(`${server.url}${path}`);
  await page.fill('input[name=username]', username);
  await page.fill('input[name=password]', 'haigang-demo');
  await page.click('button[type=submit]');
}

/** Marks the page, so that a later `isSamePage` tells whether it was loaded anew meanwhile. */
export async function markPage({ page }: TestPage): Promise<void> {
  await page.evaluate(() => Object.assign(window, { haigangMark: true }));
}

export function isSamePage({ page }: TestPage): Promise<boolean> {
  return page.evaluate(() => 'haigangMark' in window);
}
