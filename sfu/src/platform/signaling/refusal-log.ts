import type { AppError } from '@haigang/shared/kernel/errors';
import type { Clock } from '@haigang/shared/kernel/time';
import type { UnitOfWork } from '../storage/unit-of-work.js';
import type { CallContext } from './call-context.js';

/** The same refusal of the same session is written down once in this time, so that nobody can fill the audit. */
const REPEAT_MS = 60_000;
const PRUNE_ABOVE = 4096;

/** [EDGE9] Writes down who tried to change what he may not. */
export class RefusalLog {
  readonly #unitOfWork: UnitOfWork;
  readonly #clock: Clock;
  readonly #writtenAt = new Map<string, number>();

  constructor(unitOfWork: UnitOfWork, clock: Clock) {
    this.#unitOfWork = unitOfWork;
    this.#clock = clock;
  }

  async record(call: string, failure: AppError, { principal, sessionId, client }: CallContext): Promise<void> {
    const key = `${sessionId} ${call} ${failure.reason}`;
    const now = this.#clock();
    if (now - (this.#writtenAt.get(key) ?? -Infinity) < REPEAT_MS) return;
    if (this.#writtenAt.size >= PRUNE_ABOVE) {
      for (const [known, at] of this.#writtenAt) if (now - at >= REPEAT_MS) this.#writtenAt.delete(known);
    }
    this.#writtenAt.set(key, now);
    const origin = { call: 'call:refuse', requestId: undefined, body: null, client };
    await this.#unitOfWork.run(principal, origin, (unit) => {
      unit.audit('call:refused', 'call', call, { reason: failure.reason });
      return Promise.resolve();
    });
  }
}
