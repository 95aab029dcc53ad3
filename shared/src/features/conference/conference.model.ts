import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Position } from '../../kernel/position.js';
import { Instant } from '../../kernel/time.js';
import { Role } from '../identity/identity.model.js';
import { NetworkType } from '../identity/network.model.js';
import { NEW_ROOM, RoomState } from './room.model.js';

/** States of a conference request (domain.md §2.2). */
export const RequestState = z.enum([
  'REQUESTED',
  'ESCALATED',
  'ACCEPTED',
  'CONVENED',
  'DECLINED',
  'CANCELLED',
  'ENDED',
]);
export type RequestState = z.infer<typeof RequestState>;

/** 手机 · 平板 · 单兵 */
export const DeviceKind = z.enum(['phone', 'tablet', 'body-worn', 'desk']);
export type DeviceKind = z.infer<typeof DeviceKind>;

/**
 * The call to the bureau's duty phone for a request nobody answers. STOPPED: it was answered before the phone was reached;
 * NOT_CONFIGURED: this site has none.
 */
const DutyPhoneCall = z.object({
  state: z.enum(['NOT_CONFIGURED', 'PENDING', 'DELIVERED', 'FAILED', 'STOPPED']),
  at: Instant,
});

export const ConferenceRequest = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  incidentId: z.uuid(),
  incidentNumber: z.string(),
  /** The incident was made with the request; false when it was asked on one that runs. */
  incidentIsNew: z.boolean().default(true),
  requesterId: z.string(),
  requesterName: Bilingual,
  state: RequestState,
  urgency: z.enum(['normal', 'urgent']),
  reason: z.string(),
  deviceKind: DeviceKind,
  position: Position.nullable(),
  /** When the device took the position, by the server's clock. */
  positionAt: Instant.nullable().default(null),
  network: z.string().nullable(),
  networkType: NetworkType.nullable().default(null),
  batteryPercent: z.number().nullable(),
  requestedAt: Instant,
  /** When nobody had answered in time and the commander was alarmed. */
  escalatedAt: Instant.nullable().default(null),
  dutyPhone: DutyPhoneCall.nullable().default(null),
  answeredById: z.string().nullable(),
  answeredByName: Bilingual.nullable(),
  answeredAt: Instant.nullable(),
  declineReason: z.string().nullable(),
  conferenceId: z.uuid().nullable(),
  revision: z.int(),
});
export type ConferenceRequest = z.infer<typeof ConferenceRequest>;

export const ConferenceRequestView = ConferenceRequest.extend({
  can: z.object({ accept: z.boolean(), decline: z.boolean(), cancel: z.boolean() }),
});
export type ConferenceRequestView = z.infer<typeof ConferenceRequestView>;

/** States of a participant (domain.md §2.2); LOBBY is a guest who waits to be admitted. */
export const ParticipantState = z.enum([
  'INVITED',
  'RINGING',
  'LOBBY',
  'JOINED',
  'DROPPED',
  'LEFT',
  'DECLINED',
  'EXPIRED',
  'REMOVED',
]);
export type ParticipantState = z.infer<typeof ParticipantState>;

/** The centre's call to a participant: who called and when, and why he said no. */
const ParticipantCall = z.object({
  at: Instant,
  byId: z.string(),
  byName: Bilingual,
  declineReason: z.string().nullable(),
});

export const Participant = z.object({
  principalId: z.string(),
  name: Bilingual,
  role: Role,
  state: ParticipantState,
  call: ParticipantCall.optional(),
  /** Since when the page is away; only while DROPPED. */
  droppedAt: Instant.optional(),
});
export type Participant = z.infer<typeof Participant>;

export const Conference = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  incidentId: z.uuid(),
  incidentNumber: z.string(),
  state: z.enum(['OPEN', 'ACTIVE', 'ENDED']),
  hostId: z.string(),
  hostName: Bilingual,
  participants: z.array(Participant),
  room: RoomState.default(NEW_ROOM),
  convenedAt: Instant,
  endedAt: Instant.nullable(),
  revision: z.int(),
});
export type Conference = z.infer<typeof Conference>;

export const ConferenceView = Conference.extend({
  can: z.object({
    join: z.boolean(),
    /** Receive without a place on the list: walls. */
    watch: z.boolean(),
    end: z.boolean(),
    invite: z.boolean(),
    admit: z.boolean(),
    /** Mute, spotlight, lower hands, lobby, lock. */
    moderate: z.boolean(),
    handOver: z.boolean(),
    /** Become the host oneself. */
    takeHost: z.boolean(),
    raiseHand: z.boolean(),
  }),
});
export type ConferenceView = z.infer<typeof ConferenceView>;

/** An external expert's link: one conference, one browser. The token itself is shown once and never stored. */
export const ExpertLink = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  conferenceId: z.uuid(),
  incidentId: z.uuid(),
  expertName: z.string(),
  /** On English screens; empty where none was given. */
  expertNameEn: z.string().default(''),
  state: z.enum(['ISSUED', 'BOUND', 'REVOKED', 'EXPIRED']),
  guestId: z.string(),
  issuedById: z.string(),
  issuedByName: Bilingual.nullable().default(null),
  issuedAt: Instant,
  /** When somebody entered by it for the first time. */
  boundAt: Instant.nullable().default(null),
  expiresAt: Instant,
  incidentNumber: z.string().default(''),
  revision: z.int(),
});
export type ExpertLink = z.infer<typeof ExpertLink>;
