import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { AppError } from '@haigang/shared/kernel/errors';
import type { SettingsReader } from '@haigang/shared/kernel/settings';
import { toInstant } from '@haigang/shared/kernel/time';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { expertLinkMinutes } from '@haigang/shared/features/conference/conference.settings';
import type { ExpertLink } from '@haigang/shared/features/conference/conference.model';
import { expertNameOf, LINK_REVOKERS } from '@haigang/shared/features/conference/link.rules';
import type { Database } from '../../platform/storage/schema.js';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { newSecret, requireRole, type Session, type Sessions } from '../identity/index.js';
import { nameParams, type IncidentService } from '../incident/index.js';
import type { ConferenceService } from './conference.service.js';
import { conferences, expertLinks } from './conference.stores.js';
import { GUEST, guestPrincipal } from './expert-principal.js';
import { bindSecret, findSecret, isKeyOf, keepSecret, type ExpertSecret } from './expert-secrets.js';
import type { RoomService } from './room.service.js';

/** 128 random bits (design.md §2, expert links). */
const TOKEN_BYTES = 16;

/** What the page behind a link shows before Enter is pressed; reading it consumes nothing. */
export interface LinkPreview {
  readonly expertName: string;
  readonly expertNameEn: string;
  readonly incidentNumber: string;
  readonly hostName: { zh: string; en: string };
  readonly expiresAt: string;
  /** True for the browser that entered already. */
  readonly entered: boolean;
}

/** What a browser shows of itself: the cookie's session, and the key it made before it entered. */
export interface GuestBrowser {
  readonly session: Session | undefined;
  readonly key: string | undefined;
}

/** The token is for the cookie; null where the browser has it. */
interface Entered {
  readonly token: string | null;
  readonly session: Session;
  readonly link: ExpertLink;
}

export interface ExpertLinksDeps {
  readonly conference: ConferenceService;
  readonly room: RoomService;
  readonly incident: IncidentService;
  readonly sessions: Sessions;
  readonly settings: SettingsReader;
  readonly onEnded: (session: Session, reason: string) => void;
}

/** External experts by link: issued, shown, bound to the first browser that presses Enter, revoked. */
export class ExpertLinks {
  readonly #deps: ExpertLinksDeps;

  constructor(deps: ExpertLinksDeps) {
    this.#deps = deps;
  }

  /** [LINK1] A link for one expert, one conference, with an end; the token leaves once and is stored hashed. */
  async issue(
    unit: Unit,
    draft: {
      conferenceId: string;
      expertName: string;
      expertNameEn?: string | undefined;
      validMinutes?: number | undefined;
    },
  ): Promise<{ link: ExpertLink; token: string }> {
    const conference = await this.#deps.room.openFor(unit, draft.conferenceId, 'invite');
    const id = randomUUID();
    const validMinutes = draft.validMinutes ?? this.#deps.settings.get(expertLinkMinutes);
    unit.withholdReply();
    const token = newSecret(TOKEN_BYTES);
    const link = await expertLinks.insert(unit, {
      id,
      orgId: conference.orgId,
      simulated: conference.simulated,
      drill: conference.drill,
      conferenceId: conference.id,
      incidentId: conference.incidentId,
      expertName: draft.expertName,
      expertNameEn: draft.expertNameEn ?? '',
      state: 'ISSUED',
      guestId: `${GUEST}${id}`,
      issuedById: unit.actor.id,
      issuedByName: unit.actor.name,
      issuedAt: unit.at,
      boundAt: null,
      expiresAt: toInstant(unit.now + validMinutes * 60_000),
      incidentNumber: conference.incidentNumber,
      revision: 0,
    });
    await keepSecret(unit, id, token);
    unit.audit('expert-link:issued', 'expert-link', id, { conferenceId: conference.id });
    await this.#deps.incident.log(unit, conference.incidentId, {
      kind: 'conference',
      textKey: 'log.expert-invited',
      params: nameParams(expertNameOf(link)),
    });
    return { link, token };
  }

  /** [LINK2] Shows what the link is for, to anybody who holds it; never consumes it. */
  async preview(db: Kysely<Database>, token: string, now: number, browser: GuestBrowser): Promise<LinkPreview> {
    const { link, secret } = await this.#find(db, token, now);
    const entered = secret.sessionId !== null && browser.session?.id === secret.sessionId;
    if (secret.sessionId !== null && !entered && !isKeyOf(secret, browser.key)) throw boundElsewhere();
    const conference = await conferences.get(db, link.conferenceId);
    return {
      expertName: link.expertName,
      expertNameEn: link.expertNameEn,
      incidentNumber: conference.incidentNumber,
      hostName: conference.hostName,
      expiresAt: link.expiresAt,
      entered,
    };
  }

  /** [LINK3] Pressing Enter binds the link to this browser and seats the guest in the lobby. */
  async enter(unit: Unit, token: string, browser: GuestBrowser): Promise<Entered> {
    const { link, secret } = await this.#find(unit.tx, token, unit.now);
    const { sessionId } = secret;
    if (sessionId !== null) return this.#enterAgain(unit, link, { ...secret, sessionId }, browser);
    const opened = await this.#openSession(unit, link);
    await bindSecret(unit, link.id, { sessionId: opened.session.id, key: browser.key });
    const bound = await expertLinks.update(unit, link, {
      ...link,
      state: 'BOUND',
      boundAt: unit.at,
      revision: link.revision + 1,
    });
    unit.audit('expert-link:entered', 'expert-link', link.id);
    const { room } = await conferences.get(unit.tx, link.conferenceId);
    const waits = room.lobby || room.lock !== null;
    await this.#deps.conference.setParticipant(
      unit,
      link.conferenceId,
      guestPrincipal(bound),
      waits ? 'LOBBY' : 'INVITED',
    );
    return { ...opened, link: bound };
  }

  /** [LINK9] The browser the link belongs to; with its key alone, the answer that held its cookie was lost. */
  async #enterAgain(
    unit: Unit,
    link: ExpertLink,
    secret: ExpertSecret & { sessionId: string },
    { session, key }: GuestBrowser,
  ): Promise<Entered> {
    if (session?.id === secret.sessionId) return { token: null, session, link };
    if (!isKeyOf(secret, key)) throw boundElsewhere();
    unit.audit('expert-link:entered-again', 'expert-link', link.id);
    const living = this.#deps.sessions.get(secret.sessionId);
    if (living) return { token: await this.#deps.sessions.renew(unit, living), session: living, link };
    const opened = await this.#openSession(unit, link);
    await bindSecret(unit, link.id, { sessionId: opened.session.id, key });
    return { ...opened, link };
  }

  #openSession(unit: Unit, link: ExpertLink): Promise<{ session: Session; token: string }> {
    return this.#deps.sessions.open(unit, {
      principalId: link.guestId,
      subjectId: link.id,
      kind: 'guest',
      lifetimeMs: Math.min(Date.parse(link.expiresAt) - unit.now, 24 * 3_600_000),
    });
  }

  /** [LINK4] Revocation evicts live: the session ends, and with it the socket, the seat and its transports. */
  async revoke(unit: Unit, linkId: string): Promise<ExpertLink> {
    requireRole(unit.actor, ...LINK_REVOKERS);
    const link = await expertLinks.get(unit.tx, linkId);
    if (link.state === 'REVOKED') return link;
    unit.audit('expert-link:revoked', 'expert-link', linkId);
    await this.#deps.sessions.revoke(
      unit,
      (session) => session.subjectId === linkId,
      (session) => this.#deps.onEnded(session, 'expert-link.revoked'),
    );
    await this.#deps.incident.log(unit, link.incidentId, {
      kind: 'conference',
      textKey: 'log.expert-revoked',
      params: nameParams(expertNameOf(link)),
    });
    return expertLinks.update(unit, link, { ...link, state: 'REVOKED', revision: link.revision + 1 });
  }

  /** [ROOM10] A guest who was put out: his link opens no more. Nothing happens for anybody who is no guest. */
  async endGuest(unit: Unit, guestId: string): Promise<void> {
    const link = guestId.startsWith(GUEST) ? await expertLinks.find(unit.tx, guestId.slice(GUEST.length)) : undefined;
    if (!link || link.state === 'REVOKED') return;
    unit.audit('expert-link:revoked', 'expert-link', link.id, { because: 'removed' });
    await this.#deps.sessions.revoke(
      unit,
      (session) => session.subjectId === link.id,
      (session) => this.#deps.onEnded(session, 'expert-link.removed'),
    );
    await expertLinks.update(unit, link, { ...link, state: 'REVOKED', revision: link.revision + 1 });
  }

  /** [LINK6] A guest lives as long as the room: with its end his session ends, and with it his socket. */
  async endWithConference(unit: Unit, conferenceId: string): Promise<void> {
    const links = await expertLinks.list(unit.tx, { states: ['BOUND'] });
    const ids = links.filter((link) => link.conferenceId === conferenceId).map((link) => link.id);
    await this.#deps.sessions.revoke(
      unit,
      (session) => session.kind === 'guest' && ids.includes(session.subjectId),
      (session) => this.#deps.onEnded(session, 'expert-link.conference-ended'),
    );
  }

  async findGuest(db: Kysely<Database>, linkId: string): Promise<Principal | null> {
    const link = await expertLinks.find(db, linkId);
    if (link?.state !== 'BOUND') return null;
    const conference = await conferences.find(db, link.conferenceId);
    return conference && conference.state !== 'ENDED' ? guestPrincipal(link) : null;
  }

  async #find(db: Kysely<Database>, token: string, now: number): Promise<{ link: ExpertLink; secret: ExpertSecret }> {
    const secret = await findSecret(db, token);
    const link = secret && (await expertLinks.find(db, secret.linkId));
    if (!secret || !link) throw new AppError('not_found', 'expert-link.unknown', 'this link is not valid');
    if (link.state === 'REVOKED') throw new AppError('forbidden', 'expert-link.revoked', 'this link was withdrawn');
    if (Date.parse(link.expiresAt) <= now) {
      throw new AppError('forbidden', 'expert-link.expired', 'this link has expired');
    }
    const conference = await conferences.get(db, link.conferenceId);
    if (conference.state === 'ENDED') {
      throw new AppError('forbidden', 'expert-link.conference-ended', 'the conference has ended');
    }
    return { link, secret };
  }
}

function boundElsewhere(): AppError {
  return new AppError('forbidden', 'expert-link.bound-elsewhere', 'this link is in use in another browser');
}
