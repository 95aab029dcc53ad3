import { setTimeout as wait } from 'node:timers/promises';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Clock } from '@haigang/shared/kernel/time';
import type { ConferenceRequest } from '@haigang/shared/features/conference/conference.model';
import { signedPost, type SignedPostTarget } from '../../platform/http/signed-post.js';

/** How patiently the receiver is tried: one attempt's time, and the pauses between attempts, milliseconds. */
export interface DutyPhoneRetry {
  readonly timeoutMs: number;
  readonly pausesMs: readonly number[];
}

/** Six attempts over about two minutes, then somebody has long come or the receiver is down. */
const RETRY: DutyPhoneRetry = { timeoutMs: 8000, pausesMs: [2000, 5000, 10_000, 30_000, 60_000] };

/** What came of it. `stopped`: somebody answered the request meanwhile, or the server ended. */
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

  /** Tries until it arrives, the pauses are used up, or `stillNeeded` says no. Rejects only when the server ends. */
  async call(request: ConferenceRequest, stillNeeded: () => Promise<boolean>): Promise<DutyPhoneOutcome> {
    let problem: string | null = null;
    for (let attempts = 1; ; attempts += 1) {
      const now = this.#clock();
      const message = { deliveryId: request.id, body: describe(request, now), at: now };
      problem = await signedPost(this.#target, message, {
        timeoutMs: this.#retry.timeoutMs,
        signal: this.#scope.signal,
      });
      if (problem === null) return { state: 'DELIVERED', attempts, problem };
      const pause = this.#retry.pausesMs[attempts - 1];
      if (pause === undefined) return { state: 'FAILED', attempts, problem };
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
