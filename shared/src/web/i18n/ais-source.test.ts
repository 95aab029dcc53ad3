import { expect, test } from 'vitest';
import { ForwardFault } from '../../features/vessel/vessel.model.js';
import { aisSourceEn } from './texts/ais-source.en.js';
import { aisSourceZh } from './texts/ais-source.zh.js';

test('[AIS47] every advice about a source has words in both languages', () => {
  const advices = [...ForwardFault.options, 'ended', 'silent', 'refused-peer', 'bad-line'];
  for (const texts of [aisSourceZh, aisSourceEn]) {
    expect(Object.keys(texts.texts.aisSource.advice).toSorted()).toEqual(advices.toSorted());
  }
});
