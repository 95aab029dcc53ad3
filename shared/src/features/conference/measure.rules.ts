/** A row of a browser's `getStats()`, as far as it is read here. */
export type StatsRow = Readonly<Record<string, unknown>>;

/** Counters of one direction, to be compared with those of the sample before. */
export interface LineCounters {
  readonly bytes: number;
  readonly voicePackets: number;
  readonly voiceLost: number;
  readonly at: number;
}

/** One direction as it was since the sample before. */
export interface LineMeasure {
  readonly kbps: number;
  readonly lossPercent: number;
  readonly roundTripMs: number | null;
  readonly jitterMs: number;
  readonly freezes: number;
  /** The sender's estimate of what its line carries, kbit/s; null where there is none. */
  readonly availableKbps: number | null;
}

const number = (row: StatsRow | undefined, key: string): number => {
  const value = row?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
};
const optional = (row: StatsRow | undefined, key: string): number | null =>
  typeof row?.[key] === 'number' ? number(row, key) : null;
const sum = (rows: readonly StatsRow[], key: string): number =>
  rows.reduce((total, row) => total + number(row, key), 0);
const most = (rows: readonly StatsRow[], key: string): number => Math.max(0, ...rows.map((row) => number(row, key)));

function activePair(rows: readonly StatsRow[]): StatsRow | undefined {
  const transport = rows.find((row) => row['type'] === 'transport' && row['selectedCandidatePairId'] !== undefined);
  return rows.find((row) => row['type'] === 'candidate-pair' && row['id'] === transport?.['selectedCandidatePairId']);
}

function perSecond(now: LineCounters, before: LineCounters | null): number {
  if (!before || now.at <= before.at) return 0;
  return Math.max(0, ((now.bytes - before.bytes) * 8) / (now.at - before.at));
}

/** [STAT1] What a page sends, from the statistics of its sending transport; `now` in ms. */
export function measureUplink(
  rows: readonly StatsRow[],
  before: LineCounters | null,
  now: number,
): { measure: LineMeasure; counters: LineCounters } {
  const outbound = rows.filter((row) => row['type'] === 'outbound-rtp');
  const remote = rows.filter((row) => row['type'] === 'remote-inbound-rtp');
  const voice = remote.filter((row) => row['kind'] === 'audio');
  const told = voice.length > 0 ? voice : remote;
  const pair = activePair(rows);
  const counters = { bytes: sum(outbound, 'bytesSent'), voicePackets: 0, voiceLost: 0, at: now };
  const available = optional(pair, 'availableOutgoingBitrate');
  const roundTrip = optional(pair, 'currentRoundTripTime');
  return {
    counters,
    measure: {
      kbps: perSecond(counters, before),
      lossPercent: Math.min(100, most(told, 'fractionLost') * 100),
      roundTripMs: roundTrip === null ? null : Math.max(roundTrip, most(voice, 'roundTripTime')) * 1000,
      jitterMs: most(told, 'jitter') * 1000,
      freezes: 0,
      availableKbps: available === null ? null : available / 1000,
    },
  };
}

/** [STAT1] What a page receives, from the statistics of its receiving transport; `now` in ms. */
export function measureDownlink(
  rows: readonly StatsRow[],
  before: LineCounters | null,
  now: number,
): { measure: LineMeasure; counters: LineCounters } {
  const inbound = rows.filter((row) => row['type'] === 'inbound-rtp');
  const voices = inbound.filter((row) => row['kind'] === 'audio');
  const counters = {
    bytes: sum(inbound, 'bytesReceived'),
    voicePackets: sum(voices, 'packetsReceived'),
    voiceLost: sum(voices, 'packetsLost'),
    at: now,
  };
  const lost = Math.max(0, counters.voiceLost - (before?.voiceLost ?? counters.voiceLost));
  const came = Math.max(0, counters.voicePackets - (before?.voicePackets ?? counters.voicePackets));
  const roundTrip = optional(activePair(rows), 'currentRoundTripTime');
  return {
    counters,
    measure: {
      kbps: perSecond(counters, before),
      lossPercent: lost + came === 0 ? 0 : (lost / (lost + came)) * 100,
      roundTripMs: roundTrip === null ? null : roundTrip * 1000,
      jitterMs: most(voices, 'jitter') * 1000,
      freezes: sum(inbound, 'freezeCount'),
      availableKbps: null,
    },
  };
}
