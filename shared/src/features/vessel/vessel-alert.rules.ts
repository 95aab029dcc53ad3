import type { VesselAlert, VesselAlertSeverity, VesselRule } from './vessel-alert.model.js';

/** Whoever runs the centre takes note of alerts. [AIS79] */
export const ACKNOWLEDGING_ROLES = ['commander', 'dispatcher'] as const;

export const RULE_SEVERITY: Record<VesselRule, VesselAlertSeverity> = {
  'left-before-clearance': 'warning',
  alongside: 'warning',
  silent: 'notice',
  'impossible-speed': 'notice',
  'shared-mmsi': 'warning',
  'identity-changed': 'notice',
  'zone-entered': 'warning',
  'over-speed': 'notice',
  'close-approach': 'warning',
  'safety-text': 'notice',
};

/** R8, R9, R10 and what a station said: what somebody has to have seen, also when it is over. */
const CLUES: readonly VesselRule[] = [
  ...(['left-before-clearance', 'alongside', 'silent', 'impossible-speed'] as const),
  ...(['shared-mmsi', 'identity-changed', 'safety-text'] as const),
];

/** [AIS79] Whether an alert that is over stays until somebody has acknowledged it. */
export function isClue(rule: VesselRule): boolean {
  return CLUES.includes(rule);
}

/** [AIS79] What of the alerts a screen shows: what calls for somebody first, warnings before notices, the newest first. */
export function openVesselAlerts(alerts: Iterable<VesselAlert>): VesselAlert[] {
  const order = ({ state, severity }: VesselAlert): number =>
    (state === 'RAISED' ? 0 : 2) + (severity === 'warning' ? 0 : 1);
  return [...alerts]
    .filter(({ state }) => state !== 'CLEARED')
    .toSorted((a, b) => order(a) - order(b) || b.raisedAt.localeCompare(a.raisedAt));
}
