import { expect, test } from 'vitest';
import { shapeOf } from './station-shape.js';

test('[AIS108] what is no ship is not drawn as one: aids, those by radio alone, coast stations, aircraft', () => {
  expect(shapeOf({ kind: 'aid-to-navigation', mmsi: '994121001' })).toBe('aid');
  expect(shapeOf({ kind: 'aid-to-navigation', mmsi: '994126001' })).toBe('virtual-aid');
  expect(shapeOf({ kind: 'coast-station', mmsi: '004121234' })).toBe('coast-station');
  expect(shapeOf({ kind: 'sar-aircraft', mmsi: '111412001' })).toBe('aircraft');
  expect(shapeOf({ kind: 'ship', mmsi: '412000001' })).toBe('ship');
  expect(shapeOf({ kind: 'auxiliary-craft', mmsi: '984120001' })).toBe('ship');
});
