import { every } from '../../kernel/every.js';
import { whenUnclaimed } from './claims.js';
import { dropFile, keptFileAge, keptFileNames, sweepGone } from './kept-files.js';
import {
  dropMessage,
  dropUnreadable,
  keepMessage,
  keptMessage,
  keptMessages,
  keptPlaces,
  type KeptAt,
} from './kept-queue.js';
import { expiredOf, isPastTime, type Outgoing } from './outgoing.js';

const SWEEP_EVERY_MS = 3_600_000;
/** Younger bytes stay without a message that names them: another window may just be writing it down. */
const YOUNG_MS = 60_000;

/** How much is unsent. */
export interface Unsent {
  readonly messages: number;
  readonly files: number;
}

/** [EXC11] Sweeps at the start of a page and then every hour, whoever is signed in or nobody. */
export function keepSwept(): void {
  dropUnreadable();
  const sweep = (): void => void sweepUnsent().catch(() => undefined);
  sweep();
  every(SWEEP_EVERY_MS, sweep);
}

/** [EXC11] Of all people on this browser: what is past its time, and bytes that no message names. */
async function sweepUnsent(): Promise<void> {
  for (const at of keptPlaces()) await whenUnclaimed(at.id, () => expire(at));
  await sweepGone(Date.now());
  for (const name of await keptFileNames()) {
    const { at, file } = partsOf(name);
    if (isNamed(at, file)) continue;
    await whenUnclaimed(at.id, async () => {
      const age = await keptFileAge(name, Date.now());
      if (age !== null && age > YOUNG_MS && !isNamed(at, file)) await dropFile(name);
    });
  }
}

export function unsentOf(principalId: string): Unsent {
  return amountOf(keptMessages(principalId));
}

/** [EXC11] Deletes what one person left unsent on this browser, in every window; how much it was. */
export async function forgetUnsent(principalId: string): Promise<Unsent> {
  const amount = unsentOf(principalId);
  for (const at of keptPlaces(`${principalId}/`)) dropMessage(at);
  const names = await keptFileNames();
  for (const name of names.filter((one) => one.startsWith(`${principalId}/`))) await dropFile(name);
  return amount;
}

async function expire(at: KeptAt): Promise<void> {
  const item = keptMessage(at);
  if (item === null) dropMessage(at);
  else if (isPastTime(item, Date.now())) {
    // The bytes first: a page that shows the row has its claim, and would keep a later sweep from them.
    for (const { key } of item.files) await dropFile(`${at.owner}/${at.id}/${key}`);
    keepMessage(at.owner, expiredOf(item));
  }
}

function isNamed(at: KeptAt, file: string): boolean {
  return keptMessage(at)?.files.some(({ key, evidenceId }) => key === file && evidenceId === null) ?? false;
}

function partsOf(name: string): { at: KeptAt; file: string } {
  const [principalId = '', conferenceId = '', id = '', file = ''] = name.split('/');
  return { at: { owner: `${principalId}/${conferenceId}`, id }, file };
}

function amountOf(items: readonly Outgoing[]): Unsent {
  const files = items.flatMap((item) => item.files.filter(({ evidenceId }) => evidenceId === null));
  return { messages: items.length, files: files.length };
}
