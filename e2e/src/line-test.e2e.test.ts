import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { artifact } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

let centre: TestCentre;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(() => centre.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await centre.browser.keepEvidence('line-test') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

test('[REACH4] before a call an officer sees which ways reach the media, measured by what came back', async () => {
  const phone = await centre.browser.open({ phone: true });
  const { page, problems } = phone;
  await signInOn(phone, centre.server, '/field/', 'officer1');
  await page.click('footer a[href="/field/test"]');
  await page.waitForSelector('.line-test video');
  await page.screenshot({ path: artifact('line-test-before.png'), fullPage: true });
  await page.click('.ways button');
  await page.waitForSelector('[data-way=turn][data-state=absent]', { timeout: 60_000 });
  for (const way of ['udp', 'tcp']) {
    const row = page.locator(`[data-way=${way}]`);
    expect(await row.getAttribute('data-state')).toBe('good');
    expect(await row.innerText()).toMatch(/上行 [1-9]\d* · 下行 [1-9]\d* kbit\/s/u);
  }
  // How good it was is the machine's matter.
  expect(await page.locator('.verdict[data-line]').innerText()).toMatch(/可以通话，线路.+：走 UDP 直连/u);
  expect(await page.locator('.signalling').innerText()).toMatch(/\d+ ms/u);
  // The browser's own test microphone beeps once a second, which the page itself sees best.
  await page.waitForFunction(() => (document.querySelector<HTMLMeterElement>('.line-test meter')?.value ?? 0) > 0.05);
  await page.screenshot({ path: artifact('line-test.png'), fullPage: true });
  expect(problems).toEqual([]);
});
