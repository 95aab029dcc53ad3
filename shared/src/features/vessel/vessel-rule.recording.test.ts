import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { LatLon } from '../../kernel/geodesy.js';
import { DEFAULT_SETTINGS } from '../../kernel/settings.js';
import { AisDecoder } from './ais-decoder.js';
import type { AisMessage } from './ais-message.js';
import { formatMmsi } from './mmsi.js';
import { portCallLimits, type Sighting } from './port-call.rules.js';
import { RuleEngine, type RuleSite } from './vessel-rule.engine.js';
import { ruleLimits } from './vessel-rule.limits.js';
import { sighting } from './vessel-rule-testing.js';
import { lostLimits } from './vessel.rules.js';

const REACH: LatLon[] = [
  { lat: 49.06, lon: 1.44 },
  { lat: 49.06, lon: 1.53 },
  { lat: 49.13, lon: 1.53 },
  { lat: 49.13, lon: 1.44 },
];

/** What is raised of these sentences, in order; one look for each instant. */
function raisedOf(lines: Iterable<{ text: string; now: number }>): string[] {
  const rules: RuleSite = {
    site: {
      ...{ limit: REACH, berths: [], anchorages: [] },
      zones: [{ id: 'R', name: { zh: '河', en: 'Reach' }, noEntry: false, speedLimitKnots: 8, ring: REACH }],
    },
    ...{ limits: ruleLimits(DEFAULT_SETTINGS), lost: lostLimits(DEFAULT_SETTINGS) },
    ...{ calls: portCallLimits(DEFAULT_SETTINGS), clearanceOf: () => 'pending', stayOf: () => null },
  };
  const ships = new Map<string, Sighting>();
  const engine = new RuleEngine();
  const raised: string[] = [];
  let at = 0;
  let lookedAt = 0;
  let standing = new Set<string>();
  const take = (message: AisMessage): void => {
    if (message.type === 27 || !('navigationStatusCode' in message) || !message.position) return;
    const { mmsi, position, speedKnots, courseDeg, headingDeg } = message;
    const over = { position, speedKnots, courseDeg, headingDeg, positionAt: at, lastReportAt: at, imo: 9_990_014 };
    ships.set(formatMmsi(mmsi), sighting(mmsi, over));
  };
  const decoder = new AisDecoder({ onMessage: take });
  for (const { text, now } of lines) {
    at = now;
    decoder.decode(text, now);
    if (now === lookedAt) continue;
    lookedAt = now;
    engine.look(ships.values(), now, rules);
    const keys = [...engine.board.standing()].map(({ key }) => key);
    raised.push(...keys.filter((key) => !standing.has(key)));
    standing = new Set(keys);
  }
  expect(engine.followedShips).toBeGreaterThan(0);
  return raised;
}

test('[AIS70] sentences of every type from all over the world, said twice, raise nothing here', () => {
  const sample = readFileSync(new URL('testdata/gpsd-sample.aivdm', import.meta.url), 'latin1').split('\n');
  const twice = [...sample, ...sample].map((text, index) => ({ text, now: index * 1000 }));
  expect(raisedOf(twice)).toEqual([]);
});

/** `HAIGANG_PORT_CALL_RECORDING`: the day at Vernon (vernon_20160331.log.gz), lines with second time stamps. */
for (const file of (process.env['HAIGANG_PORT_CALL_RECORDING'] ?? '').split(':').filter((name) => name !== '')) {
  test(`[AIS70] [AIS73] [AIS74] [AIS78] in ${file} nobody is two ships, jumps or falls silent, and who meets is told of once`, () => {
    const stamped = gunzipSync(readFileSync(file))
      .toString('latin1')
      .split('\n')
      .flatMap((line) => {
        const stamp = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)/u.exec(line);
        return stamp ? [{ text: line.slice(19), now: Date.parse(`${stamp[1]!}T${stamp[2]!}Z`) }] : [];
      });
    const raised = raisedOf(stamped);
    const of = (rule: string): string[] => raised.filter((key) => key.startsWith(rule));
    for (const rule of ['shared-mmsi', 'impossible-speed', 'silent', 'alongside']) expect(of(rule), rule).toEqual([]);
    // Every meeting on a river is a close one; none is told of twice.
    expect(of('close-approach').length).toBeGreaterThan(20);
    expect(new Set(of('close-approach')).size).toBe(of('close-approach').length);
    expect(of('over-speed').length).toBeGreaterThan(3);
    expect(new Set(of('over-speed')).size).toBe(of('over-speed').length);
  });
}
