import { expect, test } from 'vitest';
import { NO_FACTS, VesselRule, type VesselAlert } from './vessel-alert.model.js';
import { isClue, openVesselAlerts, RULE_SEVERITY } from './vessel-alert.rules.js';
import { alertKey, alertShip, findingKey } from './vessel-rule.board.js';
import { sighting } from './vessel-rule-testing.js';

const alert = (rule: VesselRule, minute: number, over: Partial<VesselAlert> = {}): VesselAlert => {
  const raisedAt = new Date(minute * 60_000).toISOString();
  return {
    ...{ id: crypto.randomUUID(), orgId: 'test', simulated: false, drill: false, rule, state: 'RAISED' },
    ...{ severity: RULE_SEVERITY[rule], ships: [alertShip(sighting(1, { position: { lat: 30, lon: 122 } }))] },
    ...{ facts: NO_FACTS, since: raisedAt, raisedAt, acknowledgedById: null, acknowledgedByName: null },
    ...{ acknowledgedAt: null, clearedAt: null, clearReason: null, revision: 1, ...over },
  };
};

test('[AIS79] what calls for somebody stands first: warnings before notices, the newest first; what is over is not shown', () => {
  const shown = openVesselAlerts([
    alert('over-speed', 9),
    alert('alongside', 1),
    alert('close-approach', 2),
    alert('shared-mmsi', 8, { state: 'ACKNOWLEDGED' }),
    alert('zone-entered', 10, { state: 'CLEARED' }),
  ]);
  expect(shown.map(({ rule }) => rule)).toEqual(['close-approach', 'alongside', 'over-speed', 'shared-mmsi']);
});

test('[AIS79] R8, R9 and R10 are clues, traffic that was unsafe is not', () => {
  expect(VesselRule.options.filter((rule) => !isClue(rule))).toEqual(['zone-entered', 'over-speed', 'close-approach']);
});

test('[AIS70] an alert is found again by its key: a pair whichever way round, a zone apart, the simulated apart', () => {
  const pair = [{ mmsi: '2' }, { mmsi: '1' }];
  const real = { simulated: false };
  expect(findingKey('alongside', pair, real)).toBe(findingKey('alongside', pair.toReversed(), real));
  expect(findingKey('alongside', pair, { simulated: true })).not.toBe(findingKey('alongside', pair, real));
  const place = { id: 'F1', name: { zh: '航道', en: 'Fairway' } };
  const speed = alert('over-speed', 0, { facts: { ...NO_FACTS, place } });
  expect(alertKey(speed)).toBe(findingKey('over-speed', speed.ships, { ...real, placeId: 'F1' }));
  const left = alert('left-before-clearance', 0, { facts: { ...NO_FACTS, place } });
  expect(alertKey(left)).toBe(findingKey('left-before-clearance', left.ships, real));
});
