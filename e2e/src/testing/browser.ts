import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTrustStore } from '@haigang/certs';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';

export const CHROMIUM = process.env['HAIGANG_CHROMIUM'] ?? '/usr/bin/chromium';

/** Sound plays without a gesture. */
export const PLAY_AT_ONCE: readonly string[] = ['--autoplay-policy=no-user-gesture-required'];

/** Flags for a headless Chromium with a fake camera and microphone that never asks and never leaves this machine. */
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
];

export interface TestBrowser {
  readonly browser: Browser;
  /** A fresh profile: its own cookies, permissions given, page errors collected. */
  open(options?: {
    phone?: boolean;
    width?: number;
    height?: number;
    position?: { latitude: number; longitude: number };
    userAgent?: string;
  }): Promise<TestPage>;
  /** Keeps what every open page shows and said, for a failed test. */
  keepEvidence(name: string): Promise<string[]>;
  close(): Promise<void>;
}

export interface TestPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly problems: string[];
  /** Every host this page asked for anything, by HTTP or WebSocket. */
  readonly hosts: ReadonlySet<string>;
}

/** Chromium that trusts the given CA the way a user's would: through the NSS database of its home folder. */
export async function launchBrowser(
  caPem: string,
  flags: readonly string[] = PLAY_AT_ONCE,
  program = CHROMIUM,
): Promise<TestBrowser> {
  const home = mkdtempSync(join(tmpdir(), 'haigang-browser-'));
  createTrustStore(home, caPem);
  const browser = await chromium.launch({
    executablePath: program,
    args: [...FLAGS, ...flags],
    env: { ...definedEnv(), HOME: home },
  });
  const pages: TestPage[] = [];
  return {
    browser,
    keepEvidence: async (name) => {
      const said: string[] = [];
      for (const [at, { page, problems }] of pages.entries()) {
        if (page.isClosed()) continue;
        await page.screenshot({ path: artifact(`failed-${name}-${at}.png`) }).catch(() => undefined);
        const elements = await page
          .evaluate(() =>
            [...document.querySelectorAll<HTMLMediaElement>('audio, video')].map(
              (media) => `${media.tagName} ${media.paused ? 'paused' : 'plays'} at ${media.currentTime}`,
            ),
          )
          .catch(() => []);
        problems.push(...elements);
        said.push(`${at} ${page.url()}: ${problems.join(' | ')}`);
      }
      return said;
    },
    open: async ({ phone = false, width = 1920, height = 1080, position, userAgent } = {}) => {
      const context = await browser.newContext({
        viewport: phone ? { width: 412, height: 892 } : { width, height },
        ...(phone ? { hasTouch: true, isMobile: true, deviceScaleFactor: 1 } : {}),
        permissions: ['camera', 'microphone', 'clipboard-write', ...(position ? ['geolocation'] : [])],
        ...(position ? { geolocation: position } : {}),
        ...(userAgent === undefined ? {} : { userAgent }),
        locale: 'zh-CN',
      });
      await context.addInitScript(recordPeerConnections);
      const page = await context.newPage();
      const problems: string[] = [];
      page.on('pageerror', (failure) => problems.push(`page error: ${failure.message}`));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(`console: ${message.text()}`);
      });
      const hosts = new Set<string>();
      const asked = (url: string): void => {
        // Pictures and scripts made by the page itself (`blob:`, `data:`) have no host.
        const { host } = new URL(url);
        if (host !== '') hosts.add(host);
      };
      context.on('request', (request) => asked(request.url()));
      page.on('websocket', (socket) => asked(socket.url()));
      const opened = { page, context, problems, hosts };
      pages.push(opened);
      return opened;
    },
    close: async () => {
      await browser.close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function definedEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

/** Runs in the page before it: keeps every RTCPeerConnection, so that a test can read its statistics. */
function recordPeerConnections(): void {
  const Native = window.RTCPeerConnection;
  const all: RTCPeerConnection[] = [];
  Object.assign(window, {
    haigangPeerConnections: all,
    RTCPeerConnection: class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        all.push(this);
      }
    },
  });
}

/** Where screenshots of a run are kept; a folder that is never committed. */
export function artifact(name: string): string {
  const directory = process.env['HAIGANG_ARTIFACTS'] ?? join(tmpdir(), 'haigang-artifacts');
  mkdirSync(directory, { recursive: true });
  return join(directory, name);
}
