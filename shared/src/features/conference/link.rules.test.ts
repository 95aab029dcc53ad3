import { expect, test } from 'vitest';
import { expertNameOf, linkState } from './link.rules.js';

test('[LINK8] a link whose time is over is expired, a revoked one stays revoked', () => {
  const expiresAt = '2026-05-10T01:00:00.000Z';
  const at = Date.parse(expiresAt);
  expect(linkState({ state: 'ISSUED', expiresAt }, at - 1)).toBe('ISSUED');
  expect(linkState({ state: 'BOUND', expiresAt }, at)).toBe('EXPIRED');
  expect(linkState({ state: 'REVOKED', expiresAt }, at)).toBe('REVOKED');
});

test('[LINK11] without an English name the one there is stands on every screen', () => {
  expect(expertNameOf({ expertName: '专家E03', expertNameEn: 'Expert E03' })).toEqual({
    zh: '专家E03',
    en: 'Expert E03',
  });
  expect(expertNameOf({ expertName: '专家E03', expertNameEn: '' })).toEqual({ zh: '专家E03', en: '专家E03' });
});
