import { expect, test } from 'vitest';
import { SAMPLE_GATES, SAMPLE_PORT, SAMPLE_ZONES } from '@haigang/shared/features/vessel/sample-port';
import { textsOf, typedPart } from './port-part-form.js';

const [ZONE] = SAMPLE_ZONES;

test('[AIS100] what the form shows of a berth, an anchorage, a zone and a gate is read back as it was', () => {
  for (const part of [SAMPLE_PORT.berths[0]!, SAMPLE_PORT.anchorages[0]!, ZONE!, SAMPLE_GATES[0]!]) {
    expect(typedPart(part, textsOf(part))).toEqual(part);
  }
});

test('[AIS114] a drawn zone gets id, names, no entry and speed limit, and keeps its corners', () => {
  const blank = { ...ZONE!, id: '', name: { zh: '', en: '' }, speedLimitKnots: null };
  expect(typedPart(blank, textsOf(blank))).toBeNull();
  const texts = { ...textsOf(blank), id: ' Z9 ', nameEn: 'Basin', noEntry: 'true' };
  expect(typedPart(blank, texts)).toEqual({
    ...{ id: 'Z9', name: { zh: 'Z9', en: 'Basin' }, ring: ZONE!.ring },
    ...{ noEntry: true, speedLimitKnots: null },
  });
  expect(typedPart(blank, { ...texts, speedLimitKnots: '8.5' })).toMatchObject({ speedLimitKnots: 8.5 });
  for (const speedLimitKnots of ['-1', '0', 'fast', '61']) {
    expect(typedPart(blank, { ...texts, speedLimitKnots })).toBeNull();
  }
});

test('[AIS100] a place without a number is none', () => {
  const [berth] = SAMPLE_PORT.berths;
  for (const key of ['lat', 'lon', 'axisDeg', 'lengthMetres', 'widthMetres']) {
    expect(typedPart(berth!, { ...textsOf(berth!), [key]: '' })).toBeNull();
  }
});
