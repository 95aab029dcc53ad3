import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterAsExpert } from '@haigang/sfu/testing/cast';
import { connectClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestPage } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { signInOn } from './testing/sign-in.js';

let centre: TestCentre;
let desk: TestPage;
let commander: TestPage;
let officer: TestPage;
beforeAll(async () => {
  centre = await openCentre();
  [desk, commander, officer] = await Promise.all([
    centre.browser.open({ width: 1440, height: 900 }),
    centre.browser.open(),
    centre.browser.open({ phone: true, position: { latitude: 29.985, longitude: 121.77 } }),
  ]);
});
afterAll(() => centre.close());

test('[ROOM5] [ROOM8] [ROOM2] the host’s panel: mute with a lock, hand, spotlight, hand-over; the phone says who did what', async () => {
  const { browser, server } = centre;
  try {
    await signInOn(desk, server, '/', 'dispatcher');
    await signInOn(commander, server, '/', 'commander');
    await signInOn(officer, server, '/field/', 'officer1');
    await commander.page.waitForSelector('.overview');
    await officer.page.fill('input[name=reason]', '5 名船员发热');
    await officer.page.click('button:has-text("请求视频会议")');
    await desk.page.click('.accept');
    await officer.page.waitForSelector('main.call');
    const people = desk.page.locator('section.participants');
    await people.locator('li.person', { hasText: '检疫员01' }).locator('[aria-label="麦克风开"]').waitFor();
    await commander.page.click('.incidents .line');
    await commander.page.click('button:has-text("进入会议")');
    await people.locator('li.person', { hasText: '指挥长01' }).waitFor();
    await officer.page.click('button:has-text("举手")');
    await people.locator('li.person', { hasText: '检疫员01' }).locator('.tag.on').waitFor();
    const row = people.locator('li.person', { hasText: '检疫员01' });
    // By keyboard alone: the menu opens, and its buttons are reached.
    await row.locator('button[aria-expanded]').focus();
    await desk.page.keyboard.press('Enter');
    await desk.page.screenshot({ path: artifact('room-desk-menu.png') });
    await row.locator('button:has-text("静音并锁定")').focus();
    await desk.page.keyboard.press('Enter');
    await officer.page.waitForSelector('.host-notice:has-text("调度员01 已将您静音并锁定")');
    await row.locator('[aria-label="被主持人静音"]').waitFor();
    // The button says why it does nothing.
    const held = officer.page.locator('.controls button:has-text("主持人已将您静音")');
    await held.waitFor();
    expect(await held.isDisabled()).toBe(true);
    await officer.page.click('button:has-text("参会 3 人")');
    await officer.page.screenshot({ path: artifact('room-phone.png') });
    await officer.page.setViewportSize({ width: 844, height: 390 });
    await officer.page.screenshot({ path: artifact('room-phone-landscape.png') });
    await officer.page.setViewportSize({ width: 390, height: 844 });
    await row.locator('button[aria-expanded]').click();
    await row.locator('button:has-text("允许发言")').click();
    await officer.page.waitForSelector('.host-notice', { state: 'detached' });
    // Let speak is not speaking: the person opens the microphone himself.
    await officer.page.click('.controls button:has-text("取消静音")');
    await row.locator('[aria-label="麦克风开"]').waitFor();
    await row.locator('button[aria-expanded]').click();
    await row.locator('button:has-text("设为焦点")').click();
    await commander.page.waitForSelector('.stage .main [data-participant]');
    await desk.page.screenshot({ path: artifact('room-desk.png') });
    await commander.page.screenshot({ path: artifact('room-wall.png') });
    const other = people.locator('li.person', { hasText: '指挥长01' });
    await other.locator('button[aria-expanded]').click();
    await other.locator('button:has-text("移交主持")').click();
    await desk.page.locator('dialog button[type=submit]').click();
    await other.locator('.tag:has-text("主持人")').waitFor();
    expect(desk.problems).toEqual([]);
    expect(officer.problems).toEqual([]);
  } catch (failure) {
    throw new Error((await browser.keepEvidence('room')).join('\n'), { cause: failure });
  }
});

test('[ROOM4] two experts wait: the desk sees both and admits them by one press of the keyboard', async () => {
  const { browser, server } = centre;
  const dispatcher = await connectClient(server, 'commander');
  try {
    await dispatcher.resume();
    const [conference] = dispatcher.rows('conference').values();
    const conferenceId = String(conference?.['id']);
    const guests = [
      await enterAsExpert(server, dispatcher, conferenceId),
      await enterAsExpert(server, dispatcher, conferenceId),
    ];
    const lobby = desk.page.locator('section.lobby');
    await lobby.locator('li >> nth=1').waitFor();
    await desk.page.screenshot({ path: artifact('room-lobby.png') });
    await lobby.locator('button:has-text("全部准入 2 人")').focus();
    await desk.page.keyboard.press('Enter');
    await lobby.waitFor({ state: 'detached' });
    for (const { client } of guests) {
      await client.call('conference:join', { conferenceId, seatId: crypto.randomUUID() });
      client.close();
    }
    expect(desk.problems).toEqual([]);
  } catch (failure) {
    throw new Error((await browser.keepEvidence('lobby')).join('\n'), { cause: failure });
  } finally {
    dispatcher.close();
  }
});
