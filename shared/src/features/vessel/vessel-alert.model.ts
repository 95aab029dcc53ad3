import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Position } from '../../kernel/position.js';
import { Instant } from '../../kernel/time.js';
import { MOST_TEXT } from './safety-text.js';
import { IDENTITY_FIELDS, IdentityChange, Mmsi } from './vessel.model.js';

/** R8, R9 and R10 of domain.md §3.4, the rules of safe traffic, and what a station says to the others in words. */
export const VesselRule = z.enum([
  'left-before-clearance',
  'alongside',
  'silent',
  'impossible-speed',
  'shared-mmsi',
  'identity-changed',
  'zone-entered',
  'over-speed',
  'close-approach',
  'safety-text',
]);
export type VesselRule = z.infer<typeof VesselRule>;

/** `warning`: somebody should look now. `notice`: a clue to be looked at. */
export const VesselAlertSeverity = z.enum(['warning', 'notice']);
export type VesselAlertSeverity = z.infer<typeof VesselAlertSeverity>;

/** One ship as AIS had it when the alert was raised. */
export const AlertShip = z.object({
  mmsi: Mmsi,
  name: z.string().max(40).nullable(),
  position: Position.pick({ lat: true, lon: true }),
  positionAt: Instant,
  speedKnots: z.number().nullable(),
  courseDeg: z.number().nullable(),
});
export type AlertShip = z.infer<typeof AlertShip>;

/** What was measured; what a rule does not measure is null. */
export const AlertFacts = z.object({
  /** Berth, anchorage or zone. */
  place: z.object({ id: z.string().max(40), name: Bilingual }).nullable(),
  /** Between two hulls, at the closest approach, or between two places of one MMSI. */
  metres: z.number().nonnegative().nullable(),
  /** Sailed, or needed from one place to the next. */
  knots: z.number().nonnegative().nullable(),
  limitKnots: z.number().nonnegative().nullable(),
  /** Until the closest approach, or of silence. */
  seconds: z.number().nonnegative().nullable(),
  /** All that a station changed of itself at once. */
  changes: z.array(IdentityChange.pick({ field: true, before: true, after: true })).max(IDENTITY_FIELDS.length),
  /** What the station said, and to whom; null to everybody. [AIS110] */
  text: z.string().max(MOST_TEXT).nullable().default(null),
  addressee: Mmsi.nullable().default(null),
});
export type AlertFacts = z.infer<typeof AlertFacts>;

export const NO_FACTS: AlertFacts = {
  ...{
    place: null,
    metres: null,
    knots: null,
    limitKnots: null,
    seconds: null,
    changes: [],
    text: null,
    addressee: null,
  },
};

export const VesselAlertState = z.enum(['RAISED', 'ACKNOWLEDGED', 'CLEARED']);

/**
 * What a rule found: RAISED until somebody at a desk has taken note, ACKNOWLEDGED as long as it lasts, CLEARED when it is
 * over. AIS proposes it; nothing of legal weight follows by itself. [AIS70]
 */
export const VesselAlert = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  rule: VesselRule,
  severity: VesselAlertSeverity,
  state: VesselAlertState,
  /** Whom it is about: one ship or a pair; each as the evidence has it. */
  ships: z.array(AlertShip).min(1).max(2),
  facts: AlertFacts,
  /** Since when it was so, and when it was certain. */
  since: Instant,
  raisedAt: Instant,
  acknowledgedById: z.string().nullable(),
  acknowledgedByName: Bilingual.nullable(),
  acknowledgedAt: Instant.nullable(),
  clearedAt: Instant.nullable(),
  /** `unseen`: nobody was heard any more of whom it could be said. */
  clearReason: z.enum(['over', 'unseen']).nullable(),
  revision: z.int(),
});
export type VesselAlert = z.infer<typeof VesselAlert>;
