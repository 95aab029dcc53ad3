import { setting, wholeNumber } from '../../kernel/settings.js';

const common = { group: 'edge', twoPerson: false } as const;

export const callsPerSecond = setting({
  ...common,
  key: 'edge.calls-per-second',
  label: { zh: '每个页面每秒调用数', en: 'Calls a page may make per second' },
  unit: 'per-second',
  schema: wholeNumber(10, 1000),
  default: 60,
  source: { zh: '网络接入规则 signaling/SPEC.md EDGE7', en: 'signaling/SPEC.md EDGE7' },
});
export const callsBurst = setting({
  ...common,
  key: 'edge.calls-burst',
  label: { zh: '每个页面瞬时调用数', en: 'Calls a page may make at once' },
  unit: 'count',
  schema: wholeNumber(50, 5000),
  default: 200,
  source: { zh: '网络接入规则 signaling/SPEC.md EDGE7', en: 'signaling/SPEC.md EDGE7' },
});

export const socketsPerSession = setting({
  ...common,
  key: 'edge.sockets-per-session',
  label: { zh: '每个登录会话同时打开的页面数', en: 'Pages one session may have open at once' },
  unit: 'count',
  schema: wholeNumber(2, 500),
  default: 20,
  source: {
    zh: '网络接入规则 signaling/SPEC.md EDGE12：值守席位全部窗口共五六个',
    en: 'signaling/SPEC.md EDGE12: a desk with all its windows has five or six',
  },
});
export const requestsPerSecond = setting({
  ...common,
  key: 'edge.requests-per-second',
  label: { zh: '每个地址每秒 HTTP 接口请求数', en: 'HTTP API requests of one address per second' },
  unit: 'per-second',
  schema: wholeNumber(10, 5000),
  default: 200,
  source: {
    zh: '网络接入规则 signaling/SPEC.md EDGE12：整个大厅共用一个地址且正在上传时，仍远低于此值',
    en: 'signaling/SPEC.md EDGE12: a hall behind one address with uploads running stays well below',
  },
});
export const requestsBurst = setting({
  ...common,
  key: 'edge.requests-burst',
  label: { zh: '每个地址瞬时 HTTP 接口请求数', en: 'HTTP API requests of one address at once' },
  unit: 'count',
  schema: wholeNumber(50, 20_000),
  default: 1000,
  source: { zh: '网络接入规则 signaling/SPEC.md EDGE12', en: 'signaling/SPEC.md EDGE12' },
});

export const edgeSettings = [callsPerSecond, callsBurst, socketsPerSession, requestsPerSecond, requestsBurst];
