import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { artifact, type TestPage } from './testing/browser.js';
import { openScreenWalk, type ScreenWalk } from './testing/screen-walk.js';
import { signInOn } from './testing/sign-in.js';

let walk: ScreenWalk;
let unit: TestPage;
let desk: TestPage;
beforeAll(async () => {
  walk = await openScreenWalk();
  const admin = await walk.client('admin');
  const { code } = await admin.call('identity:add-device', { label: 'SYNTH 07', kind: 'body-worn' });
  unit = await walk.browser.open({ width: 480, height: 640 });
  await unit.page.goto(`${walk.server.url}/field/?kiosk=1#enrol=${code}`);
  await unit.page.waitForSelector('.kiosk .plate:not([disabled])');
  desk = await walk.browser.open({ width: 1440, height: 900 });
  await signInOn(desk, walk.server, '/', 'dispatcher');
});
afterAll(() => walk.close());
afterEach(async ({ task }) => {
  const said = task.result?.state === 'fail' ? await walk.browser.keepEvidence('kiosk-request') : [];
  if (said.length > 0) process.stderr.write(`${said.join('\n')}\n`);
});

const refuse = async (reason: string): Promise<void> => {
  await desk.page.click('.ringing-band button:has-text("拒绝")');
  await desk.page.fill('dialog[open] input', reason);
  await desk.page.click('dialog[open] button[type=submit]');
  await unit.page.waitForSelector(`.kiosk :text("${reason}")`);
  // A band that rings next is the next request's.
  await desk.page.waitForSelector('.ringing-band', { state: 'detached' });
};
const numbers = async (): Promise<string[]> => {
  const auditor = await walk.client('auditor');
  const { incidents } = await auditor.call('incident:list', {});
  auditor.close();
  return incidents.map(({ number }) => number);
};

test('[CONF1] refused, a unit asks on the same incident by the same key, and on a new one once its wearer picks that for one request', async () => {
  await unit.page.keyboard.press(' ');
  await refuse('请先联系船方');
  await unit.page.screenshot({ path: artifact('78-unit-refused.png') });
  const [first] = await numbers();
  expect(await unit.page.textContent('.kiosk-asked')).toContain(first);
  await unit.page.keyboard.press(' ');
  await desk.page.waitForSelector(`.ringing-band .first:has-text("${first}")`);
  expect(await numbers()).toEqual([first]);
  await refuse('仍在核实');

  await unit.page.click('.kiosk-asked');
  await unit.page.waitForSelector('.kiosk-asked:has-text("新事件")');
  await unit.page.keyboard.press(' ');
  await desk.page.waitForSelector('.ringing-band .first');
  const both = await numbers();
  expect(both).toHaveLength(2);
  // What he picked held for one request: the next is on the incident of the last one, which is the new one.
  await refuse('改用电话');
  await unit.page.keyboard.press(' ');
  const second = both.find((number) => number !== first) ?? '';
  await desk.page.waitForSelector(`.ringing-band .first:has-text("${second}")`);
  expect(await numbers()).toHaveLength(2);
});
