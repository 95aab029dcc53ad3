import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { en } from './en.js';
import { zh } from './zh.js';
import { networkText } from './network-text.js';

beforeAll(() => i18next.init({ resources: { zh: { translation: zh }, en: { translation: en } } }));

test('[REQ5] a network is told by what it is, its speed only where that says more (bug: Wi-Fi was shown as 4G)', () => {
  const [inChinese, inEnglish] = [i18next.getFixedT('zh'), i18next.getFixedT('en')];
  const both = (...[networkType, network]: [Parameters<typeof networkText>[1]['networkType'], string | null]) =>
    [inChinese, inEnglish].map((t) => networkText(t, { network, networkType }));
  expect(both('wifi', '4g')).toEqual(['Wi-Fi', 'Wi-Fi']);
  expect(both('cellular', '4g')).toEqual(['蜂窝 4G', 'cellular 4G']);
  expect(both('cellular', null)).toEqual(['蜂窝', 'cellular']);
  expect(both('wifi', '2g')).toEqual(['Wi-Fi · 2G 速率', 'Wi-Fi · 2G speed']);
  expect(both(null, '4g')).toEqual(['4G 速率', '4G speed']);
  expect(both('none', '4g')).toEqual(['无网络', 'no network']);
  expect(both(null, null)).toEqual([null, null]);
});
