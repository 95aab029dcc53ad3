import { z } from 'zod';
import type { SeatQuality } from '../../features/conference/conference.protocol.js';
import {
  learntKbps,
  networkKind,
  startRates,
  type LastLine,
  type StartRates,
} from '../../features/conference/start-rate.rules.js';
import {
  startKbpsFast,
  startKbpsMobile,
  startKbpsSlow,
  startMemoryHours,
} from '../../features/conference/start-rate.settings.js';
import { settingMs } from '../../kernel/settings.js';
import { siteSettings, type Connection } from '../connection/index.js';
import { networkHint } from './network-signals.js';

const STORED = 'haigang-last-line';

const StoredLine = z.object({
  kind: z.enum(['fast', 'mobile', 'slow']),
  upKbps: z.number().positive().nullable(),
  downKbps: z.number().positive().nullable(),
  at: z.number(),
});

/** [MEDIA13] Where each direction of a page's line begins, by its network and the last call of this browser. */
export function startRatesOf(connection: Connection): StartRates {
  const settings = siteSettings(connection);
  const kbps = {
    fast: settings.get(startKbpsFast),
    mobile: settings.get(startKbpsMobile),
    slow: settings.get(startKbpsSlow),
  };
  return startRates(networkHint(), lastLine(), { kbps, memoryMs: settingMs(settings, startMemoryHours) }, Date.now());
}

/** Remembers what the lines carry now, for the next call; `openForMs` is how long they have been measured. */
export function rememberLines(
  { up, down }: SeatQuality,
  availableKbps: { readonly up: number | null; readonly down: number | null },
  openForMs: number,
): void {
  const of = (line: SeatQuality['up'], available: number | null): number | null =>
    learntKbps({ kbps: line.kbps, availableKbps: available, isReduced: line.rung !== 'full' }, openForMs);
  const learnt = { upKbps: of(up, availableKbps.up), downKbps: of(down, availableKbps.down) };
  if (learnt.upKbps === null && learnt.downKbps === null) return;
  const kind = networkKind(networkHint());
  const before = lastLine();
  const kept = before?.kind === kind ? before : { upKbps: null, downKbps: null };
  const line: LastLine = {
    ...{ kind, at: Date.now() },
    upKbps: learnt.upKbps ?? kept.upKbps,
    downKbps: learnt.downKbps ?? kept.downKbps,
  };
  try {
    localStorage.setItem(STORED, JSON.stringify(line));
  } catch {
    // A browser without storage learns nothing from one call for the next.
  }
}

function lastLine(): LastLine | null {
  try {
    return StoredLine.safeParse(JSON.parse(localStorage.getItem(STORED) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}
