import { setting, wholeNumber } from '../../kernel/settings.js';

const common = { group: 'edge', twoPerson: false } as const;

export const callsPerSecond = setting({
  ...common,
  key: 'edge.calls-per-second',
  label: { zh: '每个页面每秒调用数', en: 'Calls a page may make per second' },
  unit: 'per-second',
  schema: wholeNumber(10, 1000),
  default: 60,
  source: 'signaling/SPEC.md EDGE7',
});
export const callsBurst = setting({
  ...common,
  key: 'edge.calls-burst',
  label: { zh: '每个页面瞬时调用数', en: 'Calls a page may make at once' },
  unit: 'count',
  schema: wholeNumber(50, 5000),
  default: 200,
  source: 'signaling/SPEC.md EDGE7',
});

export const edgeSettings = [callsPerSecond, callsBurst];
