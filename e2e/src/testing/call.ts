import { connectClient } from '@haigang/sfu/testing/test-client';
import type { TestServer } from '@haigang/sfu/testing/start-app';
import type { TestBrowser, TestPage } from './browser.js';
import { signInOn } from './sign-in.js';

/** A conference that the first officer asked for and the dispatcher accepted, without any page yet. */
export async function convene(
  server: TestServer,
  reason = '聚集性发热，请求会诊',
): Promise<{ conferenceId: string; incidentId: string }> {
  const officer = await connectClient(server, 'officer1', { surface: 'field' });
  const dispatcher = await connectClient(server, 'dispatcher');
  try {
    const request = await officer.call('conference:request', { reason });
    const { conference } = await dispatcher.call('conference:accept', { requestId: request.id });
    return { conferenceId: conference.id, incidentId: conference.incidentId };
  } finally {
    officer.close();
    dispatcher.close();
  }
}

type OpenOptions = Parameters<TestBrowser['open']>[0];
/** Runs before the page is loaded, for scripts that must be there first. */
type Prepare = (page: TestPage) => Promise<unknown>;

/** The first officer's phone; he was invited, so his page joins by itself. */
export async function joinAsOfficer(
  { server, browser }: { server: TestServer; browser: TestBrowser },
  prepare: Prepare = () => Promise.resolve(),
): Promise<TestPage> {
  const opened = await browser.open({ phone: true });
  await prepare(opened);
  await signInOn(opened, server, '/field/', 'officer1');
  await opened.page.waitForSelector('.call');
  return opened;
}

/** A desk that enters the running conference by the button. */
export async function joinAsDesk(
  { server, browser }: { server: TestServer; browser: TestBrowser },
  username: string,
  options: OpenOptions & { prepare?: Prepare } = {},
): Promise<TestPage> {
  const opened = await browser.open(options);
  await options.prepare?.(opened);
  await signInOn(opened, server, '/', username);
  await opened.page.click('button:has-text("进入会议")');
  await opened.page.waitForSelector('.stage');
  return opened;
}

/** A paired display of the hall; it goes to a running conference by itself. */
export async function openWall(
  { server, browser }: { server: TestServer; browser: TestBrowser },
  options: OpenOptions = {},
): Promise<TestPage> {
  const wall = await browser.open(options);
  await wall.page.goto(`${server.url}/wall/hall`);
  const code = await wall.page.waitForSelector('.code:text-matches("[0-9]{6}")');
  const approver = await connectClient(server, 'dispatcher');
  await approver.call('identity:approve-display', { pairingCode: (await code.textContent()) ?? '', name: 'hall' });
  approver.close();
  await wall.page.waitForSelector('.screen');
  return wall;
}
