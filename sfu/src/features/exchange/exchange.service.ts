import type { Kysely } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import type { SettingsReader } from '@haigang/shared/kernel/settings';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Conference } from '@haigang/shared/features/conference/conference.model';
import { isAdmitted, mayContribute } from '@haigang/shared/features/evidence/evidence.rules';
import type { Attachment, ExchangeMark, ExchangeMessage } from '@haigang/shared/features/exchange/exchange.model';
import type { PostMessage } from '@haigang/shared/features/exchange/exchange.protocol';
import { attachmentOf, maySetMark } from '@haigang/shared/features/exchange/exchange.rules';
import { messagesBurst, messagesPerMinute } from '@haigang/shared/features/exchange/exchange.settings';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { TokenBucket } from '../../platform/signaling/token-bucket.js';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { evidenceFiles, followedConference, logged } from '../evidence/index.js';
import type { IncidentService } from '../incident/index.js';
import { exchangeMarks, exchangeMessages } from './exchange.stores.js';

const PAGE = 100;
/** Looked at for the highest number: rows of the same millisecond have no order of their own. */
const NEWEST = 50;
const MAX_BUCKETS = 4096;

export interface ExchangeServiceDeps {
  readonly incidents: IncidentService;
  readonly settings: SettingsReader;
  readonly clock: Clock;
}

/** The conversation of a conference. */
export class ExchangeService {
  readonly #deps: ExchangeServiceDeps;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(deps: ExchangeServiceDeps) {
    this.#deps = deps;
  }

  /** [EXC1] [EXC2] [EXC5] Throws `conference.unknown`, `conference.ended`, `exchange.not-allowed`, `exchange.too-fast`, `evidence.unknown`, `exchange.id-taken`. */
  async post(unit: Unit, draft: PostMessage): Promise<ExchangeMessage> {
    const conference = await followedConference(unit.tx, draft.conferenceId, unit.actor);
    requireContribution(conference, unit.actor);
    if (await exchangeMessages.find(unit.tx, draft.id)) {
      throw new AppError('conflict', 'exchange.id-taken', 'this message id was used');
    }
    this.#requireRate(unit.actor);
    const attachments = await attached(unit, conference, draft.attachments);
    const message = await exchangeMessages.insert(unit, {
      id: draft.id,
      ...scopeOf(conference),
      position: (await lastPosition(unit.tx, conference)) + 1,
      authorId: unit.actor.id,
      authorName: unit.actor.name,
      authorRole: unit.actor.roles[0] ?? null,
      text: draft.text,
      attachments,
      writtenAt: draft.writtenAt ?? null,
      at: unit.at,
      revision: 0,
    });
    await this.#record(unit, message);
    return message;
  }

  async #record(unit: Unit, message: ExchangeMessage): Promise<void> {
    const hashes = message.attachments.map((file) => file.sha256);
    unit.audit('exchange:posted', 'exchange-message', message.id, { text: message.text, files: hashes });
    const { writtenAt } = message;
    await this.#deps.incidents.log(unit, message.incidentId, {
      kind: 'note',
      textKey: hashes.length > 0 ? 'log.message-files' : 'log.message',
      params: hashes.length > 0 ? { count: String(hashes.length), sha256: hashes.join(' ') } : {},
      ...(message.text ? { note: message.text } : {}),
      ...(writtenAt !== null && Date.parse(writtenAt) <= unit.now ? { occurredAt: writtenAt } : {}),
    });
  }

  /** [EXC4] */
  async mark(unit: Unit, conferenceId: string, to: { delivered: number; read: number }): Promise<ExchangeMark> {
    const conference = await followedConference(unit.tx, conferenceId, unit.actor);
    if (!maySetMark(conference, unit.actor)) throw notAllowed();
    const last = await lastPosition(unit.tx, conference);
    const id = `${conferenceId}:${unit.actor.id}`;
    const known = await exchangeMarks.find(unit.tx, id);
    const read = Math.max(known?.read ?? 0, Math.min(to.read, last));
    const delivered = Math.max(known?.delivered ?? 0, read, Math.min(to.delivered, last));
    if (known?.read === read && known.delivered === delivered) return known;
    if (read > (known?.read ?? 0)) unit.audit('exchange:read', 'conference', conferenceId, { read });
    const next = { id, ...scopeOf(conference), principalId: unit.actor.id, name: unit.actor.name, delivered, read };
    return known
      ? exchangeMarks.update(unit, known, { ...next, at: known.at, revision: known.revision + 1 })
      : exchangeMarks.insert(unit, { ...next, at: unit.at, revision: 0 });
  }

  /** [EXC3] What was said, newest first, to whoever may read it now. */
  async list(
    db: Kysely<Database>,
    principal: Principal,
    { conferenceId, until }: { conferenceId: string; until?: string | undefined },
  ): Promise<{ messages: ExchangeMessage[]; marks: ExchangeMark[]; more: boolean }> {
    const { incidentId } = await followedConference(db, conferenceId, principal);
    const of = { incidentId, states: [conferenceId] };
    const messages = await exchangeMessages.list(db, { ...of, limit: PAGE + 1, ...(until ? { until } : {}) });
    return {
      messages: messages.slice(0, PAGE),
      marks: await exchangeMarks.list(db, of),
      more: messages.length > PAGE,
    };
  }

  #requireRate(actor: Principal): void {
    if (this.#buckets.size > MAX_BUCKETS) this.#buckets.clear();
    const { settings, clock } = this.#deps;
    const rate = () => ({ burst: settings.get(messagesBurst), perSecond: settings.get(messagesPerMinute) / 60 });
    const bucket = this.#buckets.get(actor.id) ?? new TokenBucket(rate, clock);
    this.#buckets.set(actor.id, bucket);
    if (!bucket.take()) throw new AppError('over_capacity', 'exchange.too-fast', 'too many messages');
  }
}

function requireContribution(conference: Conference, actor: Principal): void {
  if (conference.state === 'ENDED') throw new AppError('conflict', 'conference.ended', 'this conference has ended');
  if (!mayContribute(conference, actor)) throw notAllowed();
}

function notAllowed(): AppError {
  return new AppError('forbidden', 'exchange.not-allowed', 'you only read here');
}

function scopeOf(conference: Conference) {
  const { orgId, simulated, drill, incidentId, id: conferenceId, participants } = conference;
  const readers = participants.filter(isAdmitted).map((participant) => participant.principalId);
  return { orgId, simulated, drill, incidentId, conferenceId, readers };
}

async function lastPosition(db: Kysely<Database>, { incidentId, id }: Conference): Promise<number> {
  const newest = await exchangeMessages.list(db, { incidentId, states: [id], limit: NEWEST });
  return Math.max(0, ...newest.map((message) => message.position));
}

async function attached(unit: Unit, conference: Conference, ids: readonly string[]): Promise<Attachment[]> {
  const found: Attachment[] = [];
  for (const id of new Set(ids)) {
    const file = await evidenceFiles.find(unit.tx, id);
    if (file?.conferenceId !== conference.id) throw new AppError('not_found', 'evidence.unknown', 'no such file');
    await logged(unit, file);
    found.push(attachmentOf(file));
  }
  return found;
}
