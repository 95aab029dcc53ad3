import { z } from 'zod';
import { Bilingual } from '@haigang/shared/kernel/bilingual';
import { Instant } from '@haigang/shared/kernel/time';
import { requestJson } from '@haigang/shared/web/connection';
import { storedKeyOf } from './expert-guest.js';

const Preview = z.object({
  expertName: z.string(),
  expertNameEn: z.string(),
  incidentNumber: z.string(),
  hostName: Bilingual,
  expiresAt: Instant,
  /** True in the browser that entered before. */
  entered: z.boolean(),
});
export type Preview = z.infer<typeof Preview> & {
  /** How long the centre took to answer. */
  readonly tookMs: number;
};

const Entered = z.object({ conferenceId: z.string() });

/** Before the hash of a link: the key by which the centre knows this browser again. */
const ROOT = 'haigang.expert-key.';
/** Where storage is forbidden a key lives as long as the page. */
const unstored = new Map<string, string>();

/** [LINK2] Looks at a link; consumes nothing. */
export async function openLink(token: string, signal: AbortSignal): Promise<Preview> {
  const key = keptKey(await storedKeyOf(ROOT, token));
  const asked = performance.now();
  const preview = Preview.parse(await requestJson('POST', '/api/expert-links/open', { token, key }, signal));
  return { ...preview, tookMs: performance.now() - asked };
}

/** [LINK9] Enters, as often as it takes to hear of it: with the key of before the centre knows this browser. */
export async function enterLink(token: string, signal: AbortSignal): Promise<void> {
  const stored = await storedKeyOf(ROOT, token);
  const key = keptKey(stored) ?? keepKey(stored, crypto.randomUUID());
  Entered.parse(await requestJson('POST', '/api/expert-links/enter', { token, key }, signal));
}

/** [SHELL4] For a link that is over. */
export async function forgetKey(token: string): Promise<void> {
  const stored = await storedKeyOf(ROOT, token);
  unstored.delete(stored);
  try {
    localStorage.removeItem(stored);
  } catch {
    // Storage forbidden: nothing was kept.
  }
}

function keptKey(stored: string): string | undefined {
  try {
    return localStorage.getItem(stored) ?? unstored.get(stored);
  } catch {
    return unstored.get(stored);
  }
}

function keepKey(stored: string, key: string): string {
  unstored.set(stored, key);
  try {
    localStorage.setItem(stored, key);
  } catch {
    // Storage forbidden: a page loaded anew is another browser.
  }
  return key;
}
