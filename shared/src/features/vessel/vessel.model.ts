import { z } from 'zod';
import { Position } from '../../kernel/position.js';
import { NavigationStatus } from './navigation-status.js';
import { ShipClass, ShipType } from './ship-type.js';

export const Mmsi = z.string().regex(/^\d{9}$/u, 'nine digits');

export const VesselKind = z.enum([
  'ship',
  'coast-station',
  'group',
  'sar-aircraft',
  'aid-to-navigation',
  'auxiliary-craft',
  'handheld',
  'sart',
  'man-overboard',
  'epirb',
  'other',
]);

/** What reports a position: class A, or class B that keeps slots like A (SO) or listens for free ones (CS). */
export const Transponder = z.enum(['A', 'B-SO', 'B-CS']);
export type Transponder = z.infer<typeof Transponder>;

/** An arrival as the ship estimates it, ms since 1970; without a time it is the beginning of that day, UTC. */
export const VesselEta = z.object({ at: z.number(), hasTime: z.boolean() });
export type VesselEta = z.infer<typeof VesselEta>;

/** From the antenna to the four sides of the hull, metres; one half may be unknown and is then 0. */
export const VesselHull = z.object({
  toBowMetres: z.number(),
  toSternMetres: z.number(),
  toPortMetres: z.number(),
  toStarboardMetres: z.number(),
});
export type VesselHull = z.infer<typeof VesselHull>;

/**
 * One AIS station as last heard. AIS is unauthenticated radio: it proposes, a person or a clearance decides anything of
 * legal weight (design §3). Everything "not available" is null.
 */
export const Vessel = z.object({
  mmsi: Mmsi,
  kind: VesselKind,
  /** Null for stations that are no ships, and until a ship's own report was heard. */
  transponder: Transponder.nullable(),
  name: z.string().max(40).nullable(),
  imo: z.int().nullable(),
  callSign: z.string().max(20).nullable(),
  shipType: ShipType.nullable(),
  shipClass: ShipClass,
  position: Position.pick({ lat: true, lon: true }).nullable(),
  speedKnots: z.number().nullable(),
  courseDeg: z.number().nullable(),
  headingDeg: z.number().nullable(),
  navigationStatus: NavigationStatus.nullable(),
  destination: z.string().max(40).nullable(),
  draughtMetres: z.number().nullable(),
  eta: VesselEta.nullable(),
  lengthMetres: z.number().nullable(),
  beamMetres: z.number().nullable(),
  /** Where on the hull the position is; null when the station says nothing of it, or length and beam alone. */
  hull: VesselHull.nullable(),
  /** When the station last said who it is, ms since 1970; null while it has not. It may be from before a restart. */
  staticAt: z.number().nullable(),
  /** When the position arrived, milliseconds since 1970; null without one. Older than `lastReportAt` when reports came without a fix. */
  positionAt: z.number().nullable(),
  /** When the first message of this station arrived since it was last forgotten, ms since 1970. */
  firstHeardAt: z.number(),
  /** When the last message of this station arrived, milliseconds since 1970 by the server's clock. */
  lastReportAt: z.number(),
  /** The source that heard the position; where there is none, the one that heard it last. */
  source: z.string().max(60),
  simulated: z.boolean(),
});
export type Vessel = z.infer<typeof Vessel>;

/** What a station says of itself and its voyage: it is kept over its silence and over restarts. [AIS27] */
export const VesselStatic = Vessel.pick({
  name: true,
  imo: true,
  callSign: true,
  shipType: true,
  shipClass: true,
  lengthMetres: true,
  beamMetres: true,
  hull: true,
  draughtMetres: true,
  destination: true,
  eta: true,
});
export type VesselStatic = z.infer<typeof VesselStatic>;

export const IDENTITY_FIELDS = ['name', 'imo', 'callSign'] as const;

/** An MMSI that says another name, IMO number or call sign than before. [AIS28] */
export const IdentityChange = z.object({
  field: z.enum(IDENTITY_FIELDS),
  before: z.string().max(40),
  after: z.string().max(40),
  /** Milliseconds since 1970. */
  at: z.number(),
  source: z.string().max(60),
});
export type IdentityChange = z.infer<typeof IdentityChange>;

/** `ended`: a recording that was played to its end. */
export const VesselSourceState = z.enum(['live', 'silent', 'disconnected', 'ended']);

export const VesselSourceKind = z.enum(['tcp', 'tcp-listen', 'udp', 'serial', 'file']);

/** Why a source cannot be heard. */
export const SourceFault = z.enum([
  'refused',
  'unreachable',
  'unknown-host',
  'closed',
  'stalled',
  'no-peer',
  'missing',
  'not-allowed',
  'unreadable',
  'unplugged',
  'not-a-line',
  'no-sentences',
  'failed',
]);
export type SourceFault = z.infer<typeof SourceFault>;

/** Health of one AIS source; an empty list of sources means 未接入. */
export const VesselSourceHealth = z.object({
  id: z.string().max(60),
  kind: VesselSourceKind,
  state: VesselSourceState,
  fault: SourceFault.nullable(),
  lastSentenceAt: z.number().nullable(),
  /** Of the last minute. */
  sentencesPerSecond: z.number(),
  /** Damaged ones among all of the last minute, 0 to 1; null when nothing was heard in it. */
  badShare: z.number().nullable(),
  sentences: z.number(),
  badChecksum: z.number(),
  malformed: z.number(),
  droppedFragments: z.number(),
  refusedPeers: z.number(),
  /** Address of the sender refused last. */
  lastRefused: z.string().max(60).nullable(),
  /** Transmissions it was the first to hear, and those heard before within the window for copies. */
  first: z.number(),
  also: z.number(),
  simulated: z.boolean(),
});
export type VesselSourceHealth = z.infer<typeof VesselSourceHealth>;

export const RecordingFault = z.enum(['disk-full', 'not-allowed', 'failed']);
export type RecordingFault = z.infer<typeof RecordingFault>;

/** How the recording of the sentences does. */
export const RecordingHealth = z.object({
  /** Why nothing is being written at this moment; null while it is. */
  fault: RecordingFault.nullable(),
  /** Lines on the disk, and those that were lost because the disk was slow or refused, since the start. */
  lines: z.number(),
  lost: z.number(),
  lastWrittenAt: z.number().nullable(),
  files: z.number(),
  bytes: z.number(),
});
export type RecordingHealth = z.infer<typeof RecordingHealth>;

export const ForwardFault = z.enum([...SourceFault.options, 'loop']);
export type ForwardFault = z.infer<typeof ForwardFault>;

/** How the passing on of sentences to another system does. */
export const ForwardHealth = z.object({
  id: z.string().max(60),
  kind: VesselSourceKind,
  /** Who takes them at this moment. */
  receivers: z.number(),
  fault: ForwardFault.nullable(),
  /** Sentences given to the network, and those a receiver was too slow or not there for, since the start. */
  sent: z.number(),
  dropped: z.number(),
  refusedPeers: z.number(),
});
export type ForwardHealth = z.infer<typeof ForwardHealth>;

/** How everything that hears, keeps and passes on sentences does. */
export const VesselHealth = z.object({
  sources: z.array(VesselSourceHealth),
  /** Null where sentences are not recorded. */
  recording: RecordingHealth.nullable(),
  /** Empty where sentences are passed on to nobody. */
  forwards: z.array(ForwardHealth),
});
export type VesselHealth = z.infer<typeof VesselHealth>;
