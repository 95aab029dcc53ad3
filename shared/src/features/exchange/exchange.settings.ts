import { setting, wholeNumber } from '../../kernel/settings.js';

const common = { group: 'exchange', twoPerson: false, source: 'exchange/SPEC.md EXC6' } as const;

export const messagesBurst = setting({
  ...common,
  key: 'exchange.messages-burst',
  label: { zh: '可连续发送的消息数', en: 'Messages let through at once' },
  unit: 'count',
  schema: wholeNumber(1, 200),
  default: 20,
});
export const messagesPerMinute = setting({
  ...common,
  key: 'exchange.messages-per-minute',
  label: { zh: '每人每分钟消息数', en: 'Messages of one person in a minute' },
  unit: 'count',
  schema: wholeNumber(1, 600),
  default: 60,
});

export const exchangeSettings = [messagesBurst, messagesPerMinute];
