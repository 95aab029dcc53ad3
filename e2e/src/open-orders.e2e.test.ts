import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestBrowser } from './testing/browser.js';
import { openWall } from './testing/call.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

let centre: TestCentre;
let browser: TestBrowser;
const clients: TestClient[] = [];
beforeAll(async () => {
  centre = await openCentre();
  ({ browser } = centre);
});
afterAll(async () => {
  for (const client of clients) client.close();
  await centre.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('orders')).join('\n')}\n`);
});

const seen = ({ id, revision }: { id: string; revision: number }) => ({ id, revision });

test('[DEC9] the overview lists the open orders with their age, and ending an incident warns of them (bug: they were inside their incident only, and left the desk with it)', async () => {
  const as = async (who: string): Promise<TestClient> => {
    const client = await connectClient(centre.server, who);
    clients.push(client);
    return client;
  };
  const [officer, dispatcher, commander] = [await as('officer1'), await as('dispatcher'), await as('commander')];
  const order = async (summary: string, text: string): Promise<{ incidentId: string; orderId: string }> => {
    const { id: incidentId } = await officer.call('incident:report', { kind: 'injury', summary });
    const { people } = await dispatcher.call('decision:people', { incidentId });
    const addresseeIds = ['Officer 01', 'Officer 02'].map(
      (en) => people.find((one) => one.name.en === en)!.principalId,
    );
    const sheet = await dispatcher.call('decision:propose', { incidentId, text, askIds: [] });
    const asked = await dispatcher.call('decision:ask', { id: sheet.id, principalIds: [] });
    const approved = await commander.call('decision:approve', { ...seen(asked), reason: '情况紧急' });
    const { id: orderId } = await dispatcher.call('decision:deploy', { ...seen(approved), addresseeIds });
    return { incidentId, orderId };
  };
  const first = await order('跌倒', '封闭 3 号舷梯，人员原地等候，停止一切上下船与装卸作业。');
  await officer.call('decision:acknowledge', { id: first.orderId });
  await order('烫伤', '转运至指定医院。');

  const desk = await browser.open({ width: 1440, height: 900 });
  await signInOn(desk, centre.server, '/', 'commander');
  const lines = desk.page.locator('.open-orders .line');
  await lines.nth(1).waitFor();
  expect(await lines.allTextContents()).toEqual([
    expect.stringMatching(/封闭 3 号舷梯.*1 人未签收.*\d+:\d\d/u),
    expect.stringMatching(/转运至指定医院.*2 人未签收.*\d+:\d\d/u),
  ]);
  await desk.page.screenshot({ path: artifact('orders-desk.png') });
  const wall = await openWall(centre, { width: 1920, height: 1080 });
  await wall.page.waitForSelector('.open-orders .line');
  await wall.page.screenshot({ path: artifact('orders-wall.png') });
  await wall.context.close();

  await lines.nth(0).click();
  await desk.page.waitForSelector('.order-card:has-text("未闭环")');
  await desk.page.screenshot({ path: artifact('orders-card.png') });
  await desk.page.click('.actions button:has-text("受理")');
  await desk.page.click('.actions button:has-text("误报")');
  await desk.page.waitForSelector('dialog .open-orders-warning:has-text("有 1 项部署尚未闭环")');
  await desk.page.fill('dialog [name=reason]', '演习脚本误触');
  await desk.page.screenshot({ path: artifact('orders-warning.png') });
  await desk.page.click('dialog button[type=submit]');
  await desk.page.waitForSelector('dialog[open]', { state: 'detached' });
  await desk.page.keyboard.press('Escape');
  await lines.nth(1).waitFor();
  await desk.page.click('button:has-text("English")');
  await desk.page.waitForSelector('.open-orders:has-text("Open orders")');
  await desk.page.screenshot({ path: artifact('orders-english.png') });
  await lines.nth(0).click();
  await desk.page.waitForSelector('.incident-header');
  expect(desk.problems).toEqual([]);
});
