import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Position } from '../../kernel/position.js';
import { Instant } from '../../kernel/time.js';
import { NavigationStatus } from './navigation-status.js';
import { Mmsi, VesselEta } from './vessel.model.js';

/** SHIFTING: under way in the port after a place, to another one or out. LOST: silent so long that nobody knows. */
export const PortCallState = z.enum(['ARRIVED', 'ANCHORED', 'BERTHED', 'SHIFTING', 'DEPARTED', 'LOST']);
export type PortCallState = z.infer<typeof PortCallState>;

/** `found`: first heard inside the port, so that nobody saw the arrival. `returned`: back soon after departing. */
export const PortCallEventKind = z.enum([
  ...['found', 'arrived', 'returned', 'anchored', 'weighed', 'berthed', 'unberthed', 'departed', 'given-up'],
] as const);
export type PortCallEventKind = z.infer<typeof PortCallEventKind>;

/** What AIS said when an event was seen. */
export const PortCallEvidence = z.object({
  position: Position.pick({ lat: true, lon: true }),
  speedKnots: z.number().nullable(),
  courseDeg: z.number().nullable(),
  headingDeg: z.number().nullable(),
  /** What the crew had set; it proves nothing, it is a hint. */
  navigationStatus: NavigationStatus.nullable(),
  /** How old the report was when the event was recorded, ms. */
  reportAgeMs: z.number().nonnegative(),
  source: z.string().max(60),
  /** How far outside the geometry of the event the ship was, metres; 0 inside. */
  metresOutside: z.number().nonnegative(),
  /** The report before was so much older that the event falls into a silence since then. */
  silentSince: Instant.nullable(),
  /** False when it happened while nobody listened: the server had just started. */
  watched: z.boolean(),
  draughtMetres: z.number().nullable(),
  destination: z.string().max(40).nullable(),
  eta: VesselEta.nullable(),
  /** When draught, destination and ETA were said. */
  staticAt: Instant.nullable(),
});
export type PortCallEvidence = z.infer<typeof PortCallEvidence>;

/** What a person changed of an event, with what stood there before. */
export const PortCallCorrection = z.object({
  at: Instant,
  byId: z.string(),
  byName: Bilingual,
  reason: z.string().max(400),
  before: z.object({ at: Instant, placeId: z.string().nullable(), withdrawn: z.boolean() }).nullable(),
});
export type PortCallCorrection = z.infer<typeof PortCallCorrection>;

export const PortCallEvent = z.object({
  id: z.uuid(),
  kind: PortCallEventKind,
  /** When it happened: the first report that showed it. */
  at: Instant,
  /** When it was recorded. */
  recordedAt: Instant,
  /** Berth or anchorage. */
  placeId: z.string().max(40).nullable(),
  placeName: Bilingual.nullable(),
  /** Null for an event a person added. */
  evidence: PortCallEvidence.nullable(),
  withdrawn: z.boolean(),
  /** Newest last. */
  corrections: z.array(PortCallCorrection),
});
export type PortCallEvent = z.infer<typeof PortCallEvent>;

/** A silence; it goes on while `until` is null. Silence is no departure. [AIS64] */
export const PortCallGap = z.object({ since: Instant, until: Instant.nullable() });
export type PortCallGap = z.infer<typeof PortCallGap>;

/**
 * One stay of a ship in the port, as AIS proposes it and persons correct it. Nothing of legal weight follows from it by
 * itself. [AIS66]
 */
export const PortCall = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  mmsi: Mmsi,
  name: z.string().max(40).nullable(),
  imo: z.int().nullable(),
  state: PortCallState,
  /** Where she lies now; null under way and after the end. */
  placeId: z.string().max(40).nullable(),
  openedAt: Instant,
  closedAt: Instant.nullable(),
  /** In the order of `at`. Of a call with very many the oldest shifts are left out here; the audit holds them. */
  events: z.array(PortCallEvent),
  omittedEvents: z.int(),
  /** In order; the oldest give way. */
  gaps: z.array(PortCallGap),
  revision: z.int(),
});
export type PortCall = z.infer<typeof PortCall>;
