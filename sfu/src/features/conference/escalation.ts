import type { Scope } from '@haigang/shared/kernel/scope';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import type { ConferenceRequest } from '@haigang/shared/features/conference/conference.model';
import { isWaiting } from '@haigang/shared/features/conference/conference.rules';
import { dutyPhoneSeconds, escalateSeconds } from '@haigang/shared/features/conference/conference.settings';
import { requestDeadlines } from '@haigang/shared/features/conference/conference.states';
import type { Logger } from '../../platform/logger.js';
import { repeat } from '../../platform/repeat.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { Unit, UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { systemPrincipal } from '../identity/index.js';
import type { IncidentService } from '../incident/index.js';
import { conferenceRequests } from './conference.stores.js';
import type { DutyPhone, DutyPhoneOutcome } from './duty-phone.js';
import { isCalled, moveRequest } from './request-moves.js';

export interface EscalationDeps {
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly incidents: IncidentService;
  readonly settings: SettingsReader;
  readonly clock: Clock;
  readonly orgId: string;
  readonly scope: Scope;
  readonly logger: Logger;
  /** Null where the site has no duty phone. */
  readonly dutyPhone: DutyPhone | null;
}

const LOOK_EVERY_MS = 1000;

/**
 * [REQ2] [REQ3] Looks each second at what waits and counts from `requestedAt`: nothing is remembered, so a restart, a changed
 * setting or an answer needs no care.
 */
export function openEscalation(deps: EscalationDeps): void {
  const escalation = new Escalation(deps);
  repeat(
    deps.scope,
    LOOK_EVERY_MS,
    () => escalation.look(),
    (failure) => {
      if (!deps.scope.closed) deps.logger.error({ err: failure }, 'waiting requests could not be looked at');
    },
  );
}

class Escalation {
  readonly #deps: EscalationDeps;
  /** Requests whose duty phone is being called by this process. */
  readonly #calling = new Set<string>();

  constructor(deps: EscalationDeps) {
    this.#deps = deps;
  }

  async look(): Promise<void> {
    const { database, settings, scope, logger } = this.#deps;
    const limits = {
      escalateMs: settingMs(settings, escalateSeconds),
      dutyPhoneMs: settingMs(settings, dutyPhoneSeconds),
    };
    const waiting = await conferenceRequests.list(database.reader, { states: ['REQUESTED', 'ESCALATED'] });
    for (const request of waiting) {
      // One request that cannot be judged keeps no other from being seen.
      await this.#judge(request, requestDeadlines(request, limits)).catch((failure: unknown) => {
        if (!scope.closed) logger.error({ requestId: request.id, err: failure }, 'a waiting request was not judged');
      });
    }
  }

  async #judge(request: ConferenceRequest, due: { escalateAt: number; dutyPhoneAt: number }): Promise<void> {
    const now = this.#deps.clock();
    if (request.state === 'REQUESTED' && now >= due.escalateAt) {
      await this.#change(request.id, (unit, current) => this.#escalate(unit, current));
    }
    if (request.dutyPhone === null && now >= due.dutyPhoneAt) {
      await this.#change(request.id, (unit, current) => this.#ask(unit, current));
    }
    if (isCalled(request)) this.#call(request);
  }

  /** Runs a change on the request as it stands under the writer lock; one that was answered meanwhile is left alone. */
  #change(requestId: string, work: (unit: Unit, request: ConferenceRequest) => Promise<unknown>): Promise<void> {
    const { unitOfWork, orgId } = this.#deps;
    const origin = { call: 'conference:escalate', requestId: undefined, body: null, client: null };
    return unitOfWork.run(systemPrincipal(orgId), origin, async (unit) => {
      const request = await conferenceRequests.get(unit.tx, requestId);
      await work(unit, request);
    });
  }

  async #escalate(unit: Unit, request: ConferenceRequest): Promise<void> {
    if (request.state !== 'REQUESTED') return;
    unit.audit('conference:escalated', 'conference-request', request.id);
    await this.#log(unit, request, 'log.conference-escalated', {
      seconds: String(Math.round((unit.now - Date.parse(request.requestedAt)) / 1000)),
    });
    await moveRequest(unit, request, 'ESCALATED', { escalatedAt: unit.at });
  }

  /** Writes down that the duty phone is due before it is called, so that a restart calls it and never twice knowingly. */
  async #ask(unit: Unit, request: ConferenceRequest): Promise<void> {
    if (!isWaiting(request) || request.dutyPhone !== null) return;
    const state = this.#deps.dutyPhone ? 'PENDING' : 'NOT_CONFIGURED';
    unit.audit('conference:duty-phone', 'conference-request', request.id, { state });
    await this.#log(unit, request, this.#deps.dutyPhone ? 'log.duty-phone-called' : 'log.duty-phone-missing');
    await this.#mark(unit, request, state);
  }

  #call(request: ConferenceRequest): void {
    const { dutyPhone, database, logger, scope } = this.#deps;
    if (!dutyPhone || this.#calling.has(request.id)) return;
    this.#calling.add(request.id);
    const record = (outcome: DutyPhoneOutcome): Promise<void> =>
      this.#change(request.id, (unit, now) => this.#record(unit, now, outcome));
    const failed = (failure: unknown): void => {
      if (!scope.closed) logger.error({ requestId: request.id, err: failure }, 'the duty phone could not be called');
    };
    const current = (): Promise<ConferenceRequest | undefined> => conferenceRequests.find(database.reader, request.id);
    const stillNeeded = async (): Promise<boolean> => {
      const now = await current();
      return now !== undefined && isWaiting(now);
    };
    const call = async (): Promise<void> => {
      // The list may be from before the call that has just reached somebody.
      const now = await current();
      if (!now || !isCalled(now)) return;
      await record(await dutyPhone.call(now, stillNeeded, (outcome) => void record(outcome).catch(failed)));
    };
    call()
      .catch(failed)
      .finally(() => this.#calling.delete(request.id));
  }

  /** One row for each change of what came of it, however often it is called. */
  async #record(unit: Unit, request: ConferenceRequest, outcome: DutyPhoneOutcome): Promise<void> {
    const { state, attempts, problem } = outcome;
    if (state === 'FAILED' && request.dutyPhone?.state === 'FAILED') return;
    unit.audit('conference:duty-phone', 'conference-request', request.id, { state, attempts, problem });
    if (!isCalled(request)) return;
    const params = { attempts: String(attempts), problem: problem ?? '' };
    await this.#log(unit, request, state === 'DELIVERED' ? 'log.duty-phone-reached' : 'log.duty-phone-failed', params);
    await this.#mark(unit, request, state);
  }

  #mark(
    unit: Unit,
    request: ConferenceRequest,
    state: NonNullable<ConferenceRequest['dutyPhone']>['state'],
  ): Promise<ConferenceRequest> {
    const revision = request.revision + 1;
    return conferenceRequests.update(unit, request, { ...request, dutyPhone: { state, at: unit.at }, revision });
  }

  #log(unit: Unit, request: ConferenceRequest, textKey: string, params: Record<string, string> = {}): Promise<unknown> {
    return this.#deps.incidents.log(unit, request.incidentId, { kind: 'conference', textKey, params });
  }
}
