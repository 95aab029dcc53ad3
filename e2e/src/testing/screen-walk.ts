import { connectClient, type TestClient } from '@haigang/sfu/testing/test-client';
import { artifact, PLAY_AT_ONCE, type TestPage } from './browser.js';
import { openCentre, type TestCentre } from './centre.js';
import { screenFaults, speak } from './screen-faults.js';

export const PHONE = { width: 390, height: 844 };
export const LANDSCAPE = { width: 844, height: 390 };

/** A centre whose screens are walked through in both languages; what is wrong with them gathers in `faults`. */
export interface ScreenWalk extends TestCentre {
  readonly faults: string[];
  /** The server's clock runs ahead by this. */
  readonly goOn: (ms: number) => void;
  /** Closed with the centre. */
  readonly client: (username: string, surface?: 'field') => Promise<TestClient>;
  /** Looks at a screen in both languages and leaves it in Chinese. */
  readonly look: (page: TestPage, name: string) => Promise<void>;
  readonly lookBothWays: (phone: TestPage, name: string) => Promise<void>;
}

export async function openScreenWalk(): Promise<ScreenWalk> {
  let ahead = 0;
  const clients: TestClient[] = [];
  const faults: string[] = [];
  // Words are looked at here, so the pictures may be slow.
  const flags = [...PLAY_AT_ONCE, '--use-fake-device-for-media-stream=fps=5'];
  const centre = await openCentre({ clock: () => Date.now() + ahead, flags });
  const look: ScreenWalk['look'] = async ({ page }, name) => {
    for (const language of ['en', 'zh'] as const) {
      await speak(page, language);
      for (const fault of await screenFaults(page, language)) faults.push(`${name} ${language}: ${fault}`);
      if (process.env['HAIGANG_ARTIFACTS']) await page.screenshot({ path: artifact(`screen-${name}-${language}.png`) });
    }
  };
  return {
    ...centre,
    faults,
    goOn: (ms) => {
      ahead += ms;
    },
    client: async (username, surface) => {
      const made = await connectClient(centre.server, username, surface ? { surface } : {});
      clients.push(made);
      return made;
    },
    look,
    lookBothWays: async (phone, name) => {
      await look(phone, name);
      await phone.page.setViewportSize(LANDSCAPE);
      await look(phone, `${name}-landscape`);
      await phone.page.setViewportSize(PHONE);
    },
    close: async () => {
      for (const one of clients) one.close();
      await centre.close();
    },
  };
}
