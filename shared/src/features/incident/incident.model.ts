import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Position } from '../../kernel/position.js';
import { Instant } from '../../kernel/time.js';
import { Role } from '../identity/identity.model.js';

/** Incident kinds of design.md §5; `unclassified` is allowed until GRADED, `hiv-finding` waits for its separate store. */
export const IncidentKind = z.enum([
  'unclassified',
  'influenza-outbreak',
  'pulmonary-tuberculosis',
  'varicella',
  'hiv-finding',
  'illness',
  'injury',
  'death',
  'radiation',
  'chemical-biological',
  'vector',
  'unreported-crew-movement',
  'violation',
  'unknown-group-illness',
  'food-poisoning',
  'system-outage',
]);
export type IncidentKind = z.infer<typeof IncidentKind>;

/** States of domain.md §2.1. */
export const IncidentState = z.enum([
  'REPORTED',
  'ACKNOWLEDGED',
  'VERIFYING',
  'FALSE_ALARM',
  'GRADED',
  'DISPATCHED',
  'ON_SCENE',
  'CONTROLLED',
  'AFTERCARE',
  'CLOSED',
  'REOPENED',
  'MERGED',
]);
export type IncidentState = z.infer<typeof IncidentState>;

/** eventLevel 事件等级: I 特别重大 · II 重大 · III 较大 · IV 一般 (domain.md §3.1). */
export const EventLevel = z.enum(['I', 'II', 'III', 'IV']);
export type EventLevel = z.infer<typeof EventLevel>;

export const IncidentSource = z.enum([
  'phone',
  'kit',
  'desk',
  'camera',
  'ais-rule',
  'radiation-gate',
  'agent',
  'agency',
]);

/** tX stamps of domain.md §2.1, server clock, UTC. */
export const IncidentStamps = z.object({
  tAlarm: Instant,
  tAck: Instant.nullable(),
  tVerify: Instant.nullable(),
  tGrade: Instant.nullable(),
  tDispatch: Instant.nullable(),
  tOnScene: Instant.nullable(),
  tClosed: Instant.nullable(),
});

/** The incident as stored; clients get an `IncidentView`. */
export const Incident = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  /** `BL-YYYYMMDD-NNN`, Shanghai day, at least three digits. */
  number: z.string(),
  kind: IncidentKind,
  state: IncidentState,
  eventLevel: EventLevel.nullable(),
  lifeSaving: z.boolean(),
  summary: z.string(),
  source: IncidentSource,
  position: Position.nullable(),
  vesselMmsi: z.string().nullable(),
  locationUnknown: z.boolean(),
  reporterId: z.string(),
  reporterName: Bilingual,
  /** Claimed by the device; the server's own stamp is `stamps.tAlarm`. */
  occurredAt: Instant,
  stamps: IncidentStamps,
  teamIds: z.array(z.string()),
  /** Internal experts invited to its conferences; they see it (domain.md §5). */
  expertIds: z.array(z.string()).default([]),
  revision: z.int(),
});
export type Incident = z.infer<typeof Incident>;

export const IncidentAbilities = z.object({
  acknowledge: z.boolean(),
  verify: z.boolean(),
  grade: z.boolean(),
  dispatch: z.boolean(),
  /** Dispatching before grading, to save a life. */
  dispatchLifeSaving: z.boolean(),
  reportOnScene: z.boolean(),
  declareFalseAlarm: z.boolean(),
  writeLog: z.boolean(),
});
export type IncidentAbilities = z.infer<typeof IncidentAbilities>;

/** What one principal may see of an incident, with what he may do (abilities travel with the data). */
export const IncidentView = Incident.extend({
  can: IncidentAbilities,
  /** Set for those who may see only that the incident exists. */
  redacted: z.boolean(),
});
export type IncidentView = z.infer<typeof IncidentView>;

/** Kinds of log rows: ICS-214 rows with the kinds of domain.md §4. */
export const LogKind = z.enum([
  'report',
  'decision',
  'order',
  'on-scene',
  'measurement',
  'notice',
  'media',
  'system',
  'note',
  'conference',
]);

/**
 * One row of the 指挥日志, append only. `textKey` and `params` are translated at the reader; `note` is what a person
 * wrote. `hash` chains the incident's rows: sha256(prevHash ‖ digest of the row).
 */
export const LogEntry = z.object({
  id: z.uuid(),
  incidentId: z.uuid(),
  position: z.int().positive(),
  at: Instant,
  occurredAt: Instant,
  kind: LogKind,
  actorId: z.string(),
  actorName: Bilingual,
  actorRole: Role.nullable(),
  textKey: z.string().max(80),
  params: z.record(z.string(), z.string()),
  note: z.string().nullable(),
  digest: z.string(),
  prevHash: z.string(),
  hash: z.string(),
});
export type LogEntry = z.infer<typeof LogEntry>;
