import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
import { every } from '@haigang/shared/kernel/every';
import type { Scope } from '@haigang/shared/kernel/scope';
import {
  videoRefusedBy,
  withAdmitted,
  type MediaLimits,
  type MediaLoad,
} from '@haigang/shared/features/conference/admission.rules';

const SAMPLE_MS = 2000;
/** The server's own delay counts when it lasts so many samples: what a moment takes is over before a picture runs. */
const DELAY_SAMPLES = 3;

/** What was admitted is in the measures after so long, ms: two samples of the worker. */
const MEASURED_AFTER_MS = 2 * SAMPLE_MS;

/** [ADMIT5] A picture that was let in, as long as no measure shows it. */
export interface Admitted {
  /** Viewers that have not asked for it yet. */
  unsent: number;
  readonly pictures: number;
  readonly until: number;
}

interface Watched {
  cpuPercent: number;
  videoConsumers: number;
  cpuMs: number;
  at: number;
}

/** [ADMIT1] Knows how busy the media workers and this process are, and refuses new pictures before they harm running ones. */
export class VideoAdmission {
  readonly #limits: () => MediaLimits;
  readonly #workers = new Map<number, Watched>();
  readonly #admitted = new Map<number, Set<Admitted>>();
  #loopDelaysMs: number[] = [];

  constructor(options: { scope: Scope; limits: () => MediaLimits; sampleMs?: number }) {
    this.#limits = options.limits;
    const delay = monitorEventLoopDelay({ resolution: 20 });
    delay.enable();
    options.scope.defer(() => delay.disable());
    options.scope.defer(
      every(options.sampleMs ?? SAMPLE_MS, () => {
        // Nanoseconds, of which the resolution itself is no delay.
        const delayMs = Math.max(0, delay.percentile(95) / 1e6 - 20);
        this.#loopDelaysMs = [...this.#loopDelaysMs, delayMs].slice(-DELAY_SAMPLES);
        delay.reset();
      }),
    );
  }

  /** Follows a worker until it ends: its share of a core and the pictures that leave it. */
  watch(worker: types.Worker, sampleMs = SAMPLE_MS): void {
    const watched: Watched = { cpuPercent: 0, videoConsumers: 0, cpuMs: 0, at: 0 };
    this.#workers.set(worker.pid, watched);
    const stop = every(sampleMs, () => void sampleCpu(worker, watched).catch(() => undefined));
    worker.observer.once('close', () => {
      stop();
      this.#workers.delete(worker.pid);
      this.#admitted.delete(worker.pid);
    });
    worker.observer.on('newrouter', (router) => {
      router.observer.on('newtransport', (transport) => {
        transport.observer.on('newconsumer', (consumer) => {
          if (consumer.kind !== 'video') return;
          watched.videoConsumers += 1;
          consumer.observer.once('close', () => (watched.videoConsumers -= 1));
        });
      });
    });
  }

  get #loopDelayMs(): number {
    return this.#loopDelaysMs.length < DELAY_SAMPLES ? 0 : Math.min(...this.#loopDelaysMs);
  }

  loadOf(workerPid: number): MediaLoad {
    const watched = this.#workers.get(workerPid);
    return {
      workerCpuPercent: watched?.cpuPercent ?? 0,
      loopDelayMs: this.#loopDelayMs,
      videoConsumers: watched?.videoConsumers ?? 0,
    };
  }

  /** The busiest worker's load, for metrics. */
  get worst(): MediaLoad {
    const loads = [...this.#workers.keys()].map((pid) => this.loadOf(pid));
    return {
      workerCpuPercent: Math.max(0, ...loads.map((load) => load.workerCpuPercent)),
      loopDelayMs: this.#loopDelayMs,
      videoConsumers: Math.max(0, ...loads.map((load) => load.videoConsumers)),
    };
  }

  /**
   * Throws `over_capacity conference.video-full` unless a new picture may leave this worker `pictures` times. [ADMIT5] It
   * counts from now on; whoever receives one of them takes it out of `unsent`.
   */
  admit(workerPid: number, isMajor: boolean, pictures = 1): Admitted {
    const limits = this.#limits();
    const admitted = this.#fresh(workerPid);
    const sum = (of: (one: Admitted) => number): number => [...admitted].reduce((total, one) => total + of(one), 0);
    const load = withAdmitted(this.loadOf(workerPid), limits, {
      unsent: sum(({ unsent }) => unsent),
      unmeasured: sum((one) => one.pictures),
    });
    const limit = videoRefusedBy(load, limits, isMajor, pictures);
    if (limit === null) {
      const one = { unsent: pictures, pictures, until: performance.now() + MEASURED_AFTER_MS };
      admitted.add(one);
      return one;
    }
    throw new AppError(
      'over_capacity',
      'conference.video-full',
      `no room for another picture now (${limit}); sound goes on`,
    );
  }

  /** It does not come after all. */
  withdraw(workerPid: number, admitted: Admitted): void {
    this.#admitted.get(workerPid)?.delete(admitted);
  }

  #fresh(workerPid: number): Set<Admitted> {
    const now = performance.now();
    const fresh = new Set([...(this.#admitted.get(workerPid) ?? [])].filter(({ until }) => until > now));
    this.#admitted.set(workerPid, fresh);
    return fresh;
  }
}

async function sampleCpu(worker: types.Worker, watched: Watched): Promise<void> {
  const usage = await worker.getResourceUsage();
  const cpuMs = usage.ru_utime + usage.ru_stime;
  const now = performance.now();
  if (watched.at > 0) watched.cpuPercent = ((cpuMs - watched.cpuMs) / (now - watched.at)) * 100;
  watched.cpuMs = cpuMs;
  watched.at = now;
}
