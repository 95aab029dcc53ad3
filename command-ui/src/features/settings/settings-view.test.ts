import { expect, test } from 'vitest';
import type { SettingView } from '@haigang/shared/features/settings/settings.model';
import { seatGraceSeconds } from '@haigang/shared/features/conference/conference.settings';
import { settingDefinitions } from '@haigang/shared/settings';
import { byGroup, matches, shownSettings, typedValue } from './settings-view.js';

const view = (id: string, isDefault: boolean): SettingView => ({
  ...{ id, orgId: 'o', value: 1, isDefault, changedAt: null, changedByName: null, proposal: null, revision: 0 },
  can: { set: false, propose: false, approve: false, refuse: false },
});
const all = new Map(settingDefinitions.map(({ key }, at) => [key, view(key, at > 0)]));
const found = (text: string, changedOnly = false): string[] =>
  shownSettings(all)
    .filter((one) => matches(one, { text, changedOnly }))
    .map(({ definition }) => definition.key);

test('settings are found by words of either language, by key and by source', () => {
  expect(found('席位 断线')).toEqual(['conference.seat-grace-seconds']);
  expect(found('DROPPED seat')).toEqual(['conference.seat-grace-seconds']);
  expect(found('m.1371')).toHaveLength(7);
  expect(found('锚泊回转圈')).toEqual(['vessel.port-call-anchorage-leave-metres']);
  expect(found('SWINGING circle')).toEqual(['vessel.port-call-anchorage-leave-metres']);
  expect(found('')).toHaveLength(settingDefinitions.length);
  expect(found('no such words')).toEqual([]);
  expect(found('', true)).toEqual(['identity.staff-session-hours']);
});

test('[SET1] every setting says in Chinese and in English where its default comes from', () => {
  for (const { key, source } of settingDefinitions) {
    expect(source.zh, key).toMatch(/\p{Script=Han}/u);
    expect(source.en.trim(), key).not.toBe('');
    expect(source.en, key).not.toMatch(/\p{Script=Han}/u);
  }
});

test('a page that was told of two settings shows two, grouped', () => {
  const two = shownSettings(new Map([...all].filter(([key]) => key.startsWith('vessel.lost-class-b'))));
  expect(byGroup(two)).toEqual([['vessel', two]]);
});

test('only a whole number within the range is taken from the keyboard', () => {
  expect(typedValue(seatGraceSeconds, ' 60 ')).toBe(60);
  for (const text of ['', '14', '601', '60.5', '6e1', '-60', 'x', '１２０']) {
    expect(typedValue(seatGraceSeconds, text)).toBeNull();
  }
});
