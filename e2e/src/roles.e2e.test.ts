import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestBrowser } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { openCentre } from './testing/centre.js';
import { waitForMedia } from './testing/media-facts.js';
import { screenFaults } from './testing/screen-faults.js';
import { isSamePage, markPage, signInOn } from './testing/sign-in.js';

let server: TestServer;
let browser: TestBrowser;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ server, browser, close } = await openCentre());
});
afterAll(() => close());
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${(await browser.keepEvidence('roles')).join('\n')}\n`);
});

const DESK = { width: 1440, height: 900 };

test('[REQ10] the laboratory asks at its desk, sees it ring, and is led in; then it answers from the overview [DEC14]', async () => {
  const dispatcher = await connectClient(server, 'dispatcher');
  const injured = await dispatcher.call('incident:report', {
    ...{ kind: 'injury', summary: '船员坠落受伤', source: 'desk' },
  });
  const lab = await browser.open(DESK);
  await signInOn(lab, server, '/', 'lab');
  await lab.page.click('.incidents .line:has-text("外伤急救")');
  await lab.page.waitForSelector('.stage:has-text("您不在本事件的会议中")');
  await lab.page.click('button:has-text("请求视频会议")');
  await lab.page.fill('dialog input', '化验结果须立即会商');
  await lab.page.click('dialog button:has-text("紧急")');
  await lab.page.screenshot({ path: artifact('68-laboratory-asks.png') });
  await lab.page.click('dialog button[type=submit]');
  await lab.page.waitForSelector('.asked-band:has-text("化验结果须立即会商")');
  // (bug: the own request rang at the desk of who made it, as if it were to be answered there)
  expect(await lab.page.locator('.ringing-band').count()).toBe(0);
  await lab.page.click('.asked-band button:has-text("撤回")');
  await lab.page.waitForSelector('.asked-band', { state: 'detached' });

  await lab.page.click('button:has-text("请求视频会议")');
  await lab.page.fill('dialog input', '请即会商');
  await lab.page.keyboard.press('Enter');
  await lab.page.waitForSelector('.asked-band');
  const desk = await browser.open(DESK);
  await signInOn(desk, server, '/', 'dispatcher');
  await desk.page.waitForSelector(`.ringing-band:has-text("${injured.number}"):has-text("席位")`);
  await desk.page.keyboard.press('F2');
  await lab.page.waitForSelector('.controls button:has-text("离开")');
  await waitForMedia(lab.page, 1);

  await lab.page.keyboard.press('Escape');
  await lab.page.waitForSelector('.overview');
  await desk.page.keyboard.press('d');
  await desk.page.fill('dialog textarea', '转运伤员，封存现场');
  await desk.page.waitForSelector('dialog label:has-text("检验员01") input:checked');
  await desk.page.uncheck('dialog label:has-text("检验员01") input');
  await desk.page.click('dialog button[type=submit]');
  // (bug: what a dialog opened over itself was a form in a form; sending it loaded the page anew and dropped the call)
  await markPage(desk);
  await desk.page.click('dialog button:has-text("征询"):not([type=submit])');
  await desk.page.check('dialog dialog label:has-text("检验员01") input');
  await desk.page.click('dialog dialog button[type=submit]');
  await lab.page.waitForSelector(`.asked-of-you:has-text("${injured.number}"):has-text("转运伤员")`);
  expect(await screenFaults(lab.page, 'zh')).toEqual([]);
  await lab.page.screenshot({ path: artifact('69-laboratory-asked-on-the-overview.png') });
  await lab.page.keyboard.press('j');
  await lab.page.click('dialog .stances button:has-text("同意") >> nth=0');
  await lab.page.click('dialog .opinion-form > button');
  await lab.page.waitForSelector('.asked-of-you', { state: 'detached' });
  await desk.page.waitForSelector('dialog li:has-text("检验员01"):has-text("同意")');

  // Another text asks anew.
  await desk.page.click('dialog button:has-text("修改")');
  await desk.page.fill('dialog dialog textarea', '先采样，再转运');
  await desk.page.click('dialog dialog button[type=submit]');
  await lab.page.waitForSelector('.asked-of-you:has-text("先采样，再转运")', { state: 'attached' });
  // Beside its own incident the question stands at the head of the sheets (bug: a notice said so once, then nothing).
  await lab.page.keyboard.press('Escape');
  await lab.page.waitForSelector('dialog', { state: 'detached' });
  await lab.page.click(`.incidents button:has-text("${injured.number}")`);
  await lab.page.waitForSelector('.decisions .ph button:has-text("打开并答复")');
  expect(await lab.page.locator('.asked-of-you').count()).toBe(0);
  await lab.page.keyboard.press('j');
  await lab.page.waitForSelector('dialog:has-text("先采样，再转运") .stances');
  await lab.page.keyboard.press('Escape');
  await lab.page.waitForSelector('dialog', { state: 'detached' });
  expect(await isSamePage(desk)).toBe(true);
  await waitForMedia(desk.page, 1);

  // [PRE1] [INC13] Nobody is told that nothing is there who may not see it.
  const registrar = await browser.open(DESK);
  await signInOn(registrar, server, '/', 'registrar');
  await registrar.page.waitForSelector(
    '.incidents:has-text("这里只有与您有关的事件"):has-text("没有您能看到的未结事件")',
  );
  await registrar.page.waitForSelector('.requests:has-text("没有与您有关的会议")');
  await registrar.page.waitForSelector('.ticker:has-text("没有您能看到的记录")');
  await registrar.page.screenshot({ path: artifact('70-registrar.png') });
  await registrar.page.click('.incidents button:has-text("报告事件")');
  await registrar.page.fill('dialog input[type=text], dialog input:not([type])', '三号通道放射性报警');
  await registrar.page.click('dialog button[type=submit]');
  await registrar.page.waitForSelector('.incident-header:has-text("三号通道放射性报警")');

  // [AIS17] A declarant has no chart, and no source that failed (bug: his desk called AIS broken).
  const declarant = await browser.open(DESK);
  await signInOn(declarant, server, '/', 'agent');
  await declarant.page.waitForSelector('.map:has-text("船舶动态仅供口岸工作人员查看")');
  expect(await declarant.page.locator('.vessel-alerts, .ais-health, .map canvas').count()).toBe(0);
  expect(await screenFaults(declarant.page, 'zh')).toEqual([]);
  await declarant.page.screenshot({ path: artifact('72-declarant.png') });

  // [PRE3] A phone shows each role what it may do, and no button that is refused.
  const phone = await browser.open({ phone: true, position: { latitude: 29.9, longitude: 121.9 } });
  await signInOn(phone, server, '/field/', 'registrar');
  await phone.page.waitForSelector('a:has-text("打开席位")');
  expect(await phone.page.locator('button:has-text("请求视频会议"), button:has-text("结束值班")').count()).toBe(0);
  expect(await screenFaults(phone.page, 'zh')).toEqual([]);
  await phone.page.screenshot({ path: artifact('71-registrar-phone.png') });

  // An auditor looks on: nothing rings for who cannot answer.
  const officer = await connectClient(server, 'officer2', { surface: 'field' });
  const auditor = await browser.open(DESK);
  await signInOn(auditor, server, '/', 'auditor');
  const { id: requestId } = await officer.call('conference:request', { reason: '请求支援' });
  await auditor.page.waitForSelector('.requests .row:has-text("请求支援")');
  expect(await auditor.page.locator('.ringing-band, .unattended-band').count()).toBe(0);
  await officer.call('conference:cancel', { requestId });
  for (const one of [dispatcher, officer]) one.close();
  for (const one of [lab, desk, registrar, declarant, phone, auditor]) {
    expect(one.problems.filter((text) => !text.includes('401'))).toEqual([]);
    await one.context.close();
  }
}, 240_000);

test('[EXC3] [ANN2] who declined and comes after all is given what was said and drawn without him (bug: an empty conversation, and no board)', async () => {
  const { incidentId } = await convene(server, '甲板积水');
  const officer = await joinAsOfficer({ server, browser });
  const desk = await joinAsDesk({ server, browser }, 'commander', DESK);
  await waitForMedia(desk.page, 1);
  const dispatcher = await connectClient(server, 'dispatcher');
  const { people } = await dispatcher.call('conference:callable', { incidentId });
  const called = people.filter(({ role }) => role === 'lab').map(({ principalId }) => principalId);
  const lab = await browser.open(DESK);
  await signInOn(lab, server, '/', 'lab');
  await lab.page.waitForSelector('.requests');
  await dispatcher.call('conference:call', { incidentId, who: { kind: 'chosen', principalIds: called } });
  await lab.page.click('.incoming-band button >> nth=0');
  await lab.page.waitForSelector('.incoming-band', { state: 'detached' });
  await desk.page.fill('.xc-text', '三号舱先封闭');
  await desk.page.keyboard.press('Enter');
  await desk.page.waitForSelector('.xc-list li:has-text("三号舱先封闭")');
  await desk.page.click('button:has-text("定格标注")');
  await desk.page.click('.xc-frame:has-text("检疫员01")');
  await desk.page.waitForSelector('.annotation-board');
  const { number } = await dispatcher.call('incident:get', { id: incidentId });
  await lab.page.click(`.requests li:has-text("${number}") button:has-text("进入会议")`);
  await lab.page.waitForSelector('.xc-list li:has-text("三号舱先封闭")');
  await lab.page.waitForSelector('.annotation-board');
  await lab.page.screenshot({ path: artifact('72-after-all.png') });

  // [INC14] Who may read the file reads it in the call, behind its number.
  await officer.page.click('.annotation-board button:has-text("收起")');
  await officer.page.click('.incident-chip');
  await officer.page.waitForSelector('dialog .incident-rows li:has-text("三号舱先封闭")');
  await officer.page.waitForSelector('dialog .incident-facts:has-text("检疫员01"):has-text("已接报")');
  expect(await screenFaults(officer.page, 'zh')).toEqual([]);
  await officer.page.screenshot({ path: artifact('73-file-in-the-call.png') });
  await officer.page.click('dialog footer button');
  await officer.page.click('button:has-text("离开")');
  await officer.page.waitForSelector('.incident-list .btn:has-text("甲板积水")');
  expect(await screenFaults(officer.page, 'zh')).toEqual([]);
  await officer.page.screenshot({ path: artifact('74-files-at-home.png') });

  // [EVD12] What was filed is looked at by whoever reads the incident (bug: a camera's snapshot could be looked at by nobody).
  const auditor = await browser.open(DESK);
  await signInOn(auditor, server, '/', 'auditor');
  await auditor.page.click('.incidents .line:has-text("甲板积水")');
  await auditor.page.waitForSelector('button:has-text("证据文件 1")');
  await auditor.page.keyboard.press('k');
  await auditor.page.waitForFunction(
    () => (document.querySelector<HTMLImageElement>('dialog .file-grid img')?.naturalWidth ?? 0) > 0,
  );
  await auditor.page.screenshot({ path: artifact('77-files-of-an-incident.png') });
  await auditor.page.click('dialog .file-grid button:has-text("检疫员01")');
  await auditor.page.waitForSelector('dialog .xc-hash:text-matches("^[0-9a-f]{64}$")');
  expect(await screenFaults(auditor.page, 'zh')).toEqual([]);
  await auditor.page.screenshot({ path: artifact('78-file-large.png') });
  await auditor.page.keyboard.press('Escape');
  await auditor.page.keyboard.press('Escape');
  await auditor.page.waitForSelector('.overview');

  // [REQ10] [ROOM14] The last of the centre goes: a desk is told that people are left alone, who cannot enter is not.
  await desk.page.click('.annotation-board button:has-text("收起"), .annotation-bar');
  await desk.page.click('.controls button:has-text("离开")');
  await desk.page.waitForSelector('.unattended-band');
  expect(await lab.page.locator('.unattended-band').count()).toBe(0);
  expect(await auditor.page.locator('.unattended-band').count()).toBe(0);
  await auditor.context.close();
  dispatcher.close();
  for (const one of [officer, desk, lab]) {
    expect(one.problems.filter((text) => !text.includes('401'))).toEqual([]);
    await one.context.close();
  }
}, 240_000);
