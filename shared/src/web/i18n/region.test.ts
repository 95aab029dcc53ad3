import { expect, test } from 'vitest';
import { regionName } from './region.js';

test('[AIS23] flags have their names in both languages, Hong Kong, Macao and Taiwan by the state’s usage', () => {
  expect(regionName('LR', 'zh')).toBe('利比里亚');
  expect(regionName('LR', 'en')).toBe('Liberia');
  expect(regionName('HK', 'zh')).toBe('中国香港');
  expect(regionName('TW', 'zh')).toBe('中国台湾');
  expect(regionName('MO', 'en')).toBe('Macao, China');
});
