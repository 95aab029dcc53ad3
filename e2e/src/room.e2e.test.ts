import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { Role } from '@haigang/shared/features/identity/identity.model';
import { enterAsExpert } from '@haigang/sfu/testing/cast';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestPage } from './testing/browser.js';
import { openCentre, type TestCentre } from './testing/centre.js';
import { received } from './testing/media-facts.js';
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
    await officer.page.click('button:has-text("参会 3")');
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

test('[ROOM4] [ROOM13] two experts wait: each knocks once at a desk that looks elsewhere, which sees both and admits them by one press of the keyboard (bug: unheard and unseen outside the incident)', async () => {
  const { browser, server } = centre;
  const dispatcher = await connectClient(server, 'commander');
  try {
    await dispatcher.resume();
    const [conference] = dispatcher.rows('conference').values();
    const conferenceId = String(conference?.['id']);
    const knocks = await listenForKnocks(desk);
    await desk.page.keyboard.press('Escape');
    await desk.page.waitForSelector('.overview');
    const guests = [
      await enterAsExpert(server, dispatcher, conferenceId),
      await enterAsExpert(server, dispatcher, conferenceId),
    ];
    await desk.page.waitForSelector('.lobby-band li >> nth=1');
    await desk.page.screenshot({ path: artifact('room-lobby-band.png') });
    await desk.page.keyboard.press('a');
    expect(await desk.page.evaluate(() => document.activeElement?.closest('.lobby-band') !== null)).toBe(true);
    await expect.poll(knocks).toBe(2);
    await desk.page.keyboard.press('F8');
    const lobby = desk.page.locator('section.lobby');
    await lobby.locator('li >> nth=1').waitFor();
    await desk.page.screenshot({ path: artifact('room-lobby.png') });
    await lobby.locator('button:has-text("全部准入 2 人")').focus();
    await desk.page.keyboard.press('Enter');
    await lobby.waitFor({ state: 'detached' });
    expect(await knocks()).toBe(2);
    for (const { client } of guests) {
      await client.call('conference:join', { conferenceId, seatId: crypto.randomUUID() });
    }
    // [ROOM10] bug: who was removed by the menu was told that his link was withdrawn, and no row said who removed him.
    const told = Promise.race(guests.map(({ client }) => client.next('identity:session-ended', undefined, 20_000)));
    await desk.page.locator('button[aria-label="E1 的操作"]').first().click();
    await desk.page.click('.menu button:text-is("移出会议")');
    await desk.page.click('dialog button.pri:has-text("移出会议")');
    expect(await told).toEqual({ reason: 'expert-link.removed' });
    await desk.page.locator('text=移出 E1').first().waitFor();
    for (const { client } of guests) client.close();
    expect(desk.problems).toEqual([]);
  } catch (failure) {
    throw new Error((await browser.keepEvidence('lobby')).join('\n'), { cause: failure });
  } finally {
    dispatcher.close();
  }
});

/** From now on counts the knocks of a page: two tones each, which nothing else sounds. */
async function listenForKnocks({ page }: TestPage): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const tones: number[] = [];
    Object.assign(window, { haigangTones: tones });
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own node below
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (this: OscillatorNode, when) {
      tones.push(this.frequency.value);
      start.call(this, when);
    };
  });
  return () =>
    page.evaluate(() => {
      const { haigangTones } = window as unknown as { haigangTones: number[] };
      return haigangTones.filter((hertz) => hertz === 330).length / 2;
    });
}

/** The first conference that runs, as the centre knows it. */
async function running(client: TestClient, incidentId?: string): Promise<ConferenceView> {
  await client.resume();
  const all = [...client.rows('conference').values()] as unknown as ConferenceView[];
  const found = all.find((one) => one.state !== 'ENDED' && (incidentId ?? one.incidentId) === one.incidentId);
  if (!found) throw new Error('no conference runs');
  return found;
}

const stateOf = (conference: ConferenceView, role: Role) =>
  conference.participants.find((one) => one.role === role)?.state;

test('[ROOM11] [ROOM3] [SCREEN4] a host who looks at the port or another incident stays in his call (bug: Esc left the room without a host)', async () => {
  const { browser, server } = centre;
  const observer = await connectClient(server, 'dispatcher');
  const { page } = commander;
  try {
    await observer.call('incident:report', { kind: 'injury', summary: '舷梯坠落，1 人受伤' });
    await desk.page.click('.controls button:text-is("离开")');
    await desk.page.waitForSelector('.stage button:has-text("进入会议")');
    // Escape closes the menu it was pressed in, and nothing else.
    const menu = page.locator('li.person', { hasText: '检疫员01' }).locator('button[aria-expanded]');
    await menu.click();
    await page.keyboard.press('Escape');
    await page.waitForSelector('li.person .menu', { state: 'detached' });
    expect(await page.locator('.incident .stage').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.waitForSelector('.overview');
    const band = page.locator('.call-band');
    await band.waitFor();
    await page.screenshot({ path: artifact('room-away.png') });
    const before = (await received(page)).audioPackets;
    await expect.poll(async () => (await received(page)).audioPackets).toBeGreaterThan(before + 20);
    await page.keyboard.press('m');
    await band.locator('button:has-text("取消静音")').waitFor();
    await page.keyboard.press('m');
    await page.click('.incidents .line >> nth=0');
    await page.waitForSelector('.incident h2:has-text("舷梯坠落")');
    // Leaving asks: nobody else of the centre is in.
    await band.locator('button:has-text("离开")').click();
    await page.waitForSelector('dialog[aria-label="会中没有其他中心人员"]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    const conference = await running(observer);
    expect(stateOf(conference, 'commander')).toBe('JOINED');
    expect(conference.hostName).toMatchObject({ zh: '指挥长01' });
    await page.keyboard.press('F8');
    await page.waitForSelector('.stage .main [data-participant] video');
    await band.waitFor({ state: 'detached' });
    expect(commander.problems).toEqual([]);
  } catch (failure) {
    throw new Error((await browser.keepEvidence('away')).join('\n'), { cause: failure });
  } finally {
    observer.close();
  }
});

test('[ROOM12] a guest of a call moves into the next one at once; its host is asked, stays, or ends it for all (bug: accepting left the first room without a word)', async () => {
  const { browser, server } = centre;
  const [observer, second, third] = await Promise.all([
    connectClient(server, 'dispatcher'),
    connectClient(server, 'officer2', { surface: 'field' }),
    connectClient(server, 'officer3', { surface: 'field' }),
  ]);
  const { page } = commander;
  try {
    const first = await running(observer);
    await desk.page.click('button:has-text("进入会议")');
    await desk.page.waitForSelector('.stage .main [data-participant] video');
    await second.call('conference:request', { reason: '挡鼠板缺失' });
    await desk.page.waitForSelector('.ringing-band');
    await desk.page.keyboard.press('F2');
    await desk.page.waitForSelector('.incident h2:has-text("挡鼠板缺失")');
    await desk.page.waitForSelector('.controls');
    await expect.poll(async () => stateOf(await running(observer, first.incidentId), 'dispatcher')).toBe('LEFT');

    const { incidentId } = await third.call('conference:request', { reason: '货舱异味' });
    await page.waitForSelector('.ringing-band');
    const question = page.locator('dialog[aria-label="您正在主持另一场会议"]');
    await page.keyboard.press('F2');
    await question.waitFor();
    await page.screenshot({ path: artifact('room-move.png') });
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    await page.keyboard.press('F2');
    await question.locator('button[type=submit]:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.ringing-band', { state: 'detached' });
    const next = await running(observer, incidentId);
    expect(stateOf(next, 'officer')).toBe('INVITED');
    expect(stateOf(await running(observer, first.incidentId), 'commander')).toBe('JOINED');

    // [ROOM14] Who asked sits there alone: every desk shows it until one has come.
    await third.call('conference:join', { conferenceId: next.id, seatId: randomUUID() });
    const waits = desk.page.locator('.unattended-band li', { hasText: next.incidentNumber });
    await waits.locator('button:has-text("进入会议")').waitFor();
    await desk.page.screenshot({ path: artifact('room-unattended.png') });

    await page.keyboard.press('Escape');
    await page.locator('.requests .row', { hasText: next.incidentNumber }).locator('button').click();
    await question.locator('button:has-text("结束本会并转入")').click();
    await page.waitForSelector('.incident h2:has-text("货舱异味")');
    await page.waitForSelector('.controls');
    await officer.page.waitForSelector('input[name=reason]');
    await expect.poll(async () => stateOf(await running(observer, incidentId), 'commander')).toBe('JOINED');
    await waits.waitFor({ state: 'detached' });
    await expect(running(observer, first.incidentId)).rejects.toThrow('no conference runs');
    expect(commander.problems).toEqual([]);
  } catch (failure) {
    throw new Error((await browser.keepEvidence('move')).join('\n'), { cause: failure });
  } finally {
    for (const one of [observer, second, third]) one.close();
  }
});
