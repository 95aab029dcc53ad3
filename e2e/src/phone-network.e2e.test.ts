import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { artifact, type TestPage } from './testing/browser.js';
import { convene, joinAsDesk, joinAsOfficer } from './testing/call.js';
import { mediaReturns, peerConnectionsMade, receivedPicture, waitForMedia } from './testing/media-facts.js';
import { openPhoneNetwork, type PhoneNetwork } from './testing/phone-network.js';
import { isSamePage, markPage } from './testing/sign-in.js';
import { voicesFlow } from './testing/voice-facts.js';

/** Longer than the centre's paths (20 s) and the browser's live without an answer, shorter than the seat waits. */
const OUTAGE_MS = 35_000;
/** The least the setting allows. */
const SHORT_GRACE_SECONDS = 15;

let phone: PhoneNetwork;
let officer: TestPage;
let desk: TestPage;
/** Sees the durable side: where the officer stands. */
let watcher: TestClient;
let conferenceId: string;
let officerId: string;
let both: Page[];
beforeAll(async () => {
  phone = await openPhoneNetwork();
  const { server } = phone.centre;
  ({ conferenceId } = await convene(server));
  const behind = { server: { ...server, url: phone.url }, browser: phone.browser };
  officer = await joinAsOfficer(behind, (page) => phone.prepare(page));
  desk = await joinAsDesk(phone.centre, 'commander', { width: 1280, height: 720 });
  watcher = await connectClient(server, 'dispatcher');
  await watcher.resume();
  both = [officer.page, desk.page];
  for (const one of [officer, desk]) {
    await waitForMedia(one.page, 1);
    await markPage(one);
  }
  officerId = (await desk.page.locator('.stage .main [data-participant]').getAttribute('data-participant'))!;
});
afterAll(async () => {
  watcher.close();
  await phone.close();
});
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  const said = [...(await phone.centre.browser.keepEvidence('desk')), ...(await phone.browser.keepEvidence('phone'))];
  process.stderr.write(`${phone.kind} ${said.join('\n')}\n`);
});

function stateOfOfficer(): string | undefined {
  const conference = watcher.rows('conference').get(conferenceId) as unknown as ConferenceView;
  return conference.participants.find(({ principalId }) => principalId === officerId)?.state;
}

const notices = async (): Promise<string> => (await officer.page.locator('.linkbar').allTextContents()).join();

async function backWithin(limitMs: number): Promise<void> {
  process.stderr.write(`${phone.kind}: back after ${await mediaReturns(both, limitMs)} ms\n`);
  await expect.poll(notices).toBe('');
  expect(await isSamePage(officer)).toBe(true);
}

test('[NET4] [NET6] two real changes of address: sound and picture both ways after each, in the same seat', async () => {
  const made = await peerConnectionsMade(officer.page);
  for (const time of [1, 2]) {
    await phone.leave();
    await phone.enter();
    await backWithin(15_000);
    expect(await peerConnectionsMade(officer.page), `change ${time}`).toBe(made);
  }
});

test('[LADDER1] a tenth of every packet lost, then 300 kbit/s, for all that the phone sends and receives', async () => {
  await phone.shape({ lossPercent: 10 });
  await voicesFlow(both, { name: '10 % of every packet lost, phone and desk', concealedPercent: 25 });
  await phone.shape({ kilobitsPerSecond: 300 });
  const width = async (): Promise<number> => (await receivedPicture(desk.page, officerId))?.frameWidth ?? 0;
  await expect.poll(width, { timeout: 30_000, interval: 250 }).toBeLessThan(1280);
  await voicesFlow(both, { name: '300 kbit/s for everything, phone and desk' });
  await phone.shape({});
});

test('[NET5] [NET9] [LADDER9] 35 s without a single packet: the same seat goes on, nobody touched anything', async () => {
  const made = await peerConnectionsMade(officer.page);
  const backAt = performance.now() + OUTAGE_MS;
  await phone.shape({ blocked: true });
  await expect.poll(notices, { timeout: 15_000 }).toContain('席位还保留');
  await expect.poll(stateOfOfficer, { timeout: 30_000 }).toBe('DROPPED');
  // Bug: his last picture stood there as if it were live. [LADDER9]
  await desk.page.waitForSelector('[data-participant].stale .rest:has-text("对方掉线，画面停住")');
  await officer.page.waitForTimeout(backAt - performance.now());
  await officer.page.screenshot({ path: artifact('outage-phone.png') });
  // One sentence, and not that the line is weak. [LADDER4]
  expect(await officer.page.locator('.weakline').count()).toBe(0);
  await phone.shape({});
  await backWithin(30_000);
  expect(await peerConnectionsMade(officer.page)).toBe(made);
  expect(stateOfOfficer()).toBe('JOINED');
});

/** How long the phone has been in the room with its link, sending no moving picture, ms; 0 while it is not. */
function steadyOnVoices(): () => Promise<number> {
  let since: number | null = null;
  return async () => {
    const rung = await officer.page.evaluate(
      () => document.querySelector<HTMLElement>('.weakline')?.dataset['rung'] ?? '',
    );
    const isSteady = stateOfOfficer() === 'JOINED' && (await notices()) === '' && ['still', 'audio'].includes(rung);
    since = isSteady ? (since ?? performance.now()) : null;
    return since === null ? 0 : performance.now() - since;
  };
}

test('[LADDER10] [NET10] 64 kbit/s for all that the phone sends and receives: it is in the room by itself, its voice flows (bug: it was lost for good)', async () => {
  const made = await peerConnectionsMade(officer.page);
  const began = performance.now();
  await phone.shape({ kilobitsPerSecond: 64 });
  // The line is full for seconds first: what it was good for before still lies in it.
  await expect.poll(steadyOnVoices(), { timeout: 115_000, interval: 500 }).toBeGreaterThan(10_000);
  process.stderr.write(
    `${phone.kind}: steady at 64 kbit/s ${performance.now() - began - 10_000} ms after the squeeze\n`,
  );
  await voicesFlow(both, { name: '64 kbit/s for everything, phone and desk' });
  await desk.page.waitForSelector('[data-participant] .rest[data-cause=weak]');
  await desk.page.screenshot({ path: artifact('weak-everything-desk.png') });
  await officer.page.screenshot({ path: artifact('weak-everything-phone.png') });
  expect(await peerConnectionsMade(officer.page)).toBe(made);
}, 240_000);

test('[LADDER4] [LADDER9] [NET5] who is gone from a weak line is said to be gone, and comes back (bug: “weak network” stood there all the while)', async () => {
  await phone.shape({ blocked: true });
  await expect.poll(stateOfOfficer, { timeout: 30_000 }).toBe('DROPPED');
  await desk.page.waitForSelector('[data-participant].stale .rest:has-text("对方掉线，画面停住")');
  await desk.page.screenshot({ path: artifact('outage-weak-desk.png') });
  expect(await desk.page.locator('[data-participant] .rest:has-text("网络弱")').count()).toBe(0);
  await phone.shape({});
  await expect.poll(stateOfOfficer, { timeout: 30_000 }).toBe('JOINED');
  await desk.page.waitForSelector('[data-participant]:not(.stale):not(:has(.rest)) video', { timeout: 90_000 });
  await backWithin(30_000);
}, 180_000);

test('[NET9] longer than the seat waits: the page says that it was given up, and enters again by itself', async () => {
  await shortenGrace();
  await phone.leave();
  await expect.poll(stateOfOfficer, { timeout: 60_000, interval: 250 }).toBe('LEFT');
  expect(await notices()).toContain('席位已让出');
  await officer.page.screenshot({ path: artifact('outage-phone-given-up.png') });
  await phone.enter();
  await backWithin(20_000);
  expect(stateOfOfficer()).toBe('JOINED');
});

async function shortenGrace(): Promise<void> {
  const key = 'conference.seat-grace-seconds';
  const admin = await connectClient(phone.centre.server, 'admin');
  const commander = await connectClient(phone.centre.server, 'commander');
  const { settings } = await admin.call('settings:list', {});
  const { revision } = settings.find(({ id }) => id === key)!;
  const proposed = await admin.call('settings:propose', { key, revision, value: SHORT_GRACE_SECONDS, reason: 'drill' });
  await commander.call('settings:approve', { key, revision: proposed.revision });
  admin.close();
  commander.close();
}
