import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startApp, type TestServer } from '@haigang/sfu/testing/start-app';
import { launchBrowser, type TestBrowser } from './browser.js';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The pages as they were built. */
export const BUILT_PAGES = {
  commandDir: join(ROOT, 'command-ui/dist/site'),
  fieldDir: join(ROOT, 'field-client/dist/site'),
};

/** A whole centre: a server in this process that serves the built pages, and a browser that trusts it. */
export interface TestCentre {
  readonly server: TestServer;
  readonly browser: TestBrowser;
  readonly close: () => Promise<void>;
}

export async function openCentre(
  options: {
    config?: NonNullable<Parameters<typeof startApp>[0]>['config'];
    /** The server's clock, for what would take minutes. */
    clock?: () => number;
    deps?: NonNullable<Parameters<typeof startApp>[0]>['deps'];
    ui?: typeof BUILT_PAGES;
    flags?: readonly string[];
  } = {},
): Promise<TestCentre> {
  const { config, clock, deps, ui = BUILT_PAGES, flags } = options;
  const server = await startApp({ ...(config ? { config } : {}), deps: { ui, ...(clock ? { clock } : {}), ...deps } });
  const browser = await launchBrowser(server.caPem, ...(flags ? [flags] : []));
  return {
    server,
    browser,
    close: async () => {
      await browser.close();
      await server.close();
    },
  };
}
