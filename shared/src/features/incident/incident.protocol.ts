import { z } from 'zod';
import { mutation, query, type Call } from '../../kernel/contract.js';
import { line } from '../../kernel/ids.js';
import { Position } from '../../kernel/position.js';
import { Instant } from '../../kernel/time.js';
import { EventLevel, IncidentKind, IncidentSource, IncidentView, LogEntry } from './incident.model.js';

/** Nine digits as radio gives them; MID ranges are checked where vessels are known. */
const Mmsi = z.string().regex(/^\d{9}$/u);

export const ReportIncident = z.object({
  kind: IncidentKind,
  summary: line(400),
  source: IncidentSource.default('desk'),
  position: Position.optional(),
  vesselMmsi: Mmsi.optional(),
  occurredAt: Instant.optional(),
});
export type ReportIncident = z.infer<typeof ReportIncident>;

const Target = z.object({ id: z.uuid(), revision: z.int() });

export const incidentCalls = {
  'incident:report': mutation(ReportIncident, IncidentView),
  'incident:acknowledge': mutation(Target, IncidentView),
  'incident:verify': mutation(Target.extend({ plan: line(400) }), IncidentView),
  'incident:grade': mutation(
    Target.extend({ kind: IncidentKind, eventLevel: EventLevel, reason: line(400) }),
    IncidentView,
  ),
  'incident:declare-false-alarm': mutation(Target.extend({ reason: line(400) }), IncidentView),
  'incident:add-note': mutation(z.object({ id: z.uuid(), note: line(2000) }), LogEntry),
  'incident:get': query(z.object({ id: z.uuid() }), IncidentView),
  'incident:list': query(z.object({}), z.object({ incidents: z.array(IncidentView) })),
  'incident:log': query(z.object({ id: z.uuid() }), z.object({ entries: z.array(LogEntry) })),
} as const satisfies Record<string, Call>;
