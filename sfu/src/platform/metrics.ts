import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Gauges {
  readonly connections: () => number;
  readonly rooms: () => number;
  readonly seats: () => number;
  readonly mediaWorkers: () => number;
  readonly writerBacklog: () => number;
  readonly clockJumps: () => number;
  readonly vessels: () => number;
  readonly vesselReaders: () => number;
  readonly vesselFrames: () => number;
  readonly vesselFrameBytes: () => number;
  readonly vesselFramesHeldBack: () => number;
  readonly trackFixesWaiting: () => number;
  readonly trackFixesLost: () => number;
  readonly trackFailing: () => number;
  readonly trackThreadRestarts: () => number;
  readonly trackFileBytes: () => number;
  readonly trackPointsOverLimit: () => number;
  readonly tracksAfterClockAhead: () => number;
  readonly unfinishedUploads: () => number;
  readonly mediaWorkerCpuPercent: () => number;
  readonly mediaVideoConsumers: () => number;
  readonly mediaSeatsGood: () => number;
  readonly mediaSeatsFair: () => number;
  readonly mediaSeatsPoor: () => number;
}

/** Where a peer met the refusal. */
type Edge = 'call' | 'http' | 'socket';

/** Counters and gauges of `/metrics`, event-loop delay among the defaults; one registry per server. */
export function createMetrics(gauges: Gauges, mediaCalls: ReadonlySet<string>) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const calls = new Counter({
    name: 'haigang_calls_total',
    help: 'Calls by name and outcome',
    labelNames: ['call', 'code'],
    registers,
  });
  const callSeconds = new Histogram({
    name: 'haigang_call_seconds',
    help: 'Time from parsed call to reply',
    labelNames: ['call'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers,
  });
  const refused = new Counter({
    name: 'haigang_refused_sockets_total',
    help: 'Sockets refused by reason',
    labelNames: ['reason'],
    registers,
  });
  const linkRefused = new Counter({
    name: 'haigang_expert_link_refused_total',
    help: 'Expert links and their guests refused by reason',
    labelNames: ['reason'],
    registers,
  });
  const mediaRefused = new Counter({
    name: 'haigang_media_refused_total',
    help: 'Calls about media that were refused, by reason',
    labelNames: ['reason'],
    registers,
  });
  const pageFaults = new Counter({
    name: 'haigang_page_faults_total',
    help: 'Parts of pages that failed and were drawn anew, by surface',
    labelNames: ['surface'],
    registers,
  });
  const peerRefused = new Counter({
    name: 'haigang_refused_total',
    help: 'What peers asked for and did not get, by edge (call, http, socket) and reason',
    labelNames: ['edge', 'reason'],
    registers,
  });
  /** [EDGE11] Reasons are words of our own code, so their number is bounded. */
  const peerWasRefused = (edge: Edge, reason: string): void => peerRefused.inc({ edge, reason });
  for (const [name, read] of Object.entries(gauges)) {
    new Gauge({
      name: `haigang_${name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`)}`,
      help: `Current ${name}`,
      registers,
      collect() {
        this.set((read as () => number)());
      },
    });
  }
  return {
    registry,
    callFinished: (outcome: { call: string; code: string; reason: string | null; milliseconds: number }): void => {
      if (outcome.reason !== null) peerWasRefused('call', outcome.reason);
      if (outcome.reason !== null && mediaCalls.has(outcome.call)) mediaRefused.inc({ reason: outcome.reason });
      calls.inc({ call: outcome.call, code: outcome.code });
      callSeconds.observe({ call: outcome.call }, outcome.milliseconds / 1000);
    },
    peerWasRefused,
    socketRefused: (reason: string): void => refused.inc({ reason }),
    pageFailed: (surface: string): void => pageFaults.inc({ surface }),
    expertLinkRefused: (reason: string): void => linkRefused.inc({ reason }),
  };
}
export type Metrics = ReturnType<typeof createMetrics>;
