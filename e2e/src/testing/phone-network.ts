import { launchBrowser, PLAY_AT_ONCE, type TestBrowser, type TestPage } from './browser.js';
import { openCentre, type TestCentre } from './centre.js';
import { openNamespaceLine, type AccessConditions, type NamespaceLine } from './namespace-line.js';
import { openTcpLine } from './tcp-line.js';
import { openUdpRelay, sendMediaThrough } from './udp-relay.js';

/** A centre, and one phone whose network a test takes away, spoils and changes. */
export interface PhoneNetwork {
  /** `namespaces` where this machine lets us make them: real interfaces and addresses; else relays in between. */
  readonly kind: 'namespaces' | 'relays';
  readonly centre: TestCentre;
  /** The browser of the phone, which asks for pages at `url`. */
  readonly browser: TestBrowser;
  readonly url: string;
  /** To be called before the phone's page is loaded. */
  prepare(page: TestPage): Promise<void>;
  shape(conditions: AccessConditions): Promise<void>;
  /** The network is gone; the browser may hear of it. */
  leave(): Promise<void>;
  /** Another network is there, with another address. */
  enter(): Promise<void>;
  close(): Promise<void>;
}

/** Relays alone with `HAIGANG_TEST_NETWORK=relays`. */
export async function openPhoneNetwork(): Promise<PhoneNetwork> {
  if (process.env['HAIGANG_TEST_NETWORK'] === 'relays') return overRelays();
  let line: NamespaceLine;
  try {
    line = await openNamespaceLine();
  } catch (failure) {
    process.stderr.write(`phone behind relays, not in a network of its own: ${String(failure)}\n`);
    return overRelays();
  }
  return inNamespaces(line);
}

async function inNamespaces(line: NamespaceLine): Promise<PhoneNetwork> {
  const centre = await openCentre({ deps: { mediaAddresses: [{ ip: line.centreAddress }] } });
  const { url, caPem } = centre.server;
  const browser = await launchBrowser(
    caPem,
    // The certificate names localhost.
    [...PLAY_AT_ONCE, `--host-resolver-rules=MAP localhost ${line.centreAddress}`],
    line.chromium,
  );
  return {
    ...{ kind: 'namespaces', centre, browser, url },
    prepare: () => Promise.resolve(),
    shape: (conditions) => line.shape(conditions),
    leave: () => line.unplug(),
    enter: () => line.plug(),
    close: async () => {
      await browser.close();
      await centre.close();
      await line.close();
    },
  };
}

async function overRelays(): Promise<PhoneNetwork> {
  const centre = await openCentre();
  const { server, browser } = centre;
  const media = await openUdpRelay({ address: '127.0.0.2', target: { ip: '127.0.0.1', port: server.rtcPort } });
  const line = await openTcpLine(server.port);
  const block = (blocked: boolean): Promise<void> => {
    media.shape({ up: { blocked }, down: { blocked } });
    line.block(blocked);
    return Promise.resolve();
  };
  return {
    ...{ kind: 'relays', centre, browser, url: `https://localhost:${line.port}` },
    prepare: (page) => sendMediaThrough(page, media),
    shape: ({ lossPercent = 0, kilobitsPerSecond = null, blocked = false }) => {
      if (blocked) return block(true);
      line.block(false);
      media.shape({ up: { lossPercent, kilobitsPerSecond }, down: { lossPercent, kilobitsPerSecond } });
      return Promise.resolve();
    },
    leave: () => block(true),
    enter: () => {
      media.strand();
      return block(false);
    },
    close: async () => {
      await centre.close();
      await line.close();
      await media.close();
    },
  };
}
