import { expect, test } from 'vitest';
import { SAMPLE_PORT } from '../../features/vessel/sample-port.js';
import { portGeometry } from './port-geometry.js';

test('[AIS62] a berth on the chart names who lies there; the others keep their own name', () => {
  const { features } = portGeometry(SAMPLE_PORT, 'en', new Map([['B3-2', 'SYNTH COPPER']]));
  const names = features.map(({ properties }) => (properties as { name: string }).name);
  expect(names).toContain('B3-2 SYNTH COPPER');
  expect(names).toContain('B3-1');
  expect(names).not.toContain('B3-2');
});
