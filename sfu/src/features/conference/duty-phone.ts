import { setTimeout as wait } from 'node:timers/promises';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { ConferenceRequest } from '@haigang/shared/features/conference/conference.model';
import { signedPost, type SignedPostTarget } from '../../platform/http/signed-post.js';

/**
 * How patiently the receiver is tried: one attempt's time, and the pauses between attempts, milliseconds. When they are
 * used up it counts as not reached, and the longest goes on between the next ones.
 */
export interface DutyPhoneRetry {
  readonly timeoutMs: number;
  readonly pausesMs: readonly number[];
}

/** Six attempts over about two minutes; whoever did not answer then is called once a minute. */
const RETRY: DutyPhoneRetry = { timeoutMs: 8000, pausesMs: [2000, 5000, 10_000, 30_000, 60_000] };

/** What came of it. FAILED: not reached so far, called on; STOPPED: somebody answered the request meanwhile. */
export interface DutyPhoneOutcome {
  readonly state: 'DELIVERED' | 'FAILED' | 'STOPPED';
  readonly attempts: number;
  /** Of the last attempt; null when it arrived. */
  readonly problem: string | null;
}

/**
 * The bureau's duty phone behind a webhook. [REQ4] What leaves names the incident's number and how long it waits, no person
 * and no word of what the officer said.
 */
export class DutyPhone {
  readonly #target: SignedPostTarget;
  readonly #retry: DutyPhoneRetry;
  readonly #scope: Scope;
  readonly #clock: Clock;

  constructor(options: { target: SignedPostTarget; retry: DutyPhoneRetry | undefined; scope: Scope; clock: Clock }) {
    this.#target = options.target;
    this.#retry = options.retry ?? RETRY;
    this.#scope = options.scope;
    this.#clock = options.clock;
  }

  /**
   * Tries until it arrives or `stillNeeded` says no. `onUnreached` hears once when the pauses are used up; the calling goes
   * on. Rejects only when the server ends.
   */
  async call(
    request: ConferenceRequest,
    stillNeeded: () => Promise<boolean>,
    onUnreached: (outcome: DutyPhoneOutcome) => void,
  ): Promise<DutyPhoneOutcome> {
    const { pausesMs, timeoutMs } = this.#retry;
    let problem: string | null = null;
    for (let attempts = 1; ; attempts += 1) {
      const now = this.#clock();
      const message = { deliveryId: request.id, body: describe(request, now), at: now };
      problem = await signedPost(this.#target, message, { timeoutMs, signal: this.#scope.signal });
      if (problem === null) return { state: 'DELIVERED', attempts, problem };
      if (attempts === pausesMs.length + 1) onUnreached({ state: 'FAILED', attempts, problem });
      const pause = pausesMs[attempts - 1] ?? Math.max(...pausesMs);
      await wait(pause, undefined, { signal: this.#scope.signal, ref: false });
      if (!(await stillNeeded())) return { state: 'STOPPED', attempts, problem };
    }
  }
}

function describe(request: ConferenceRequest, now: number): Record<string, unknown> {
  return {
    type: 'conference-request-unanswered',
    requestId: request.id,
    incidentNumber: request.incidentNumber,
    urgency: request.urgency,
    requestedAt: request.requestedAt,
    waitingSeconds: Math.round((now - Date.parse(request.requestedAt)) / 1000),
    simulated: request.simulated,
    drill: request.drill,
  };
}
