import { setting, wholeNumber } from '../../kernel/settings.js';

const common = {
  group: 'exchange',
  twoPerson: false,
  source: { zh: '会议交流规则 exchange/SPEC.md EXC6', en: 'exchange/SPEC.md EXC6' },
} as const;

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

export const unsentKeptHours = setting({
  ...common,
  key: 'exchange.unsent-kept-hours',
  label: { zh: '未发送内容在设备上的保留时间', en: 'How long a device keeps what was not sent' },
  unit: 'hours',
  schema: wholeNumber(1, 720),
  // As long as the centre keeps the begun upload that it goes on with (EVD8).
  default: 48,
  source: { zh: '会议交流规则 exchange/SPEC.md EXC11', en: 'exchange/SPEC.md EXC11' },
  shownTo: 'everybody',
});

export const unitMessageMinutes = setting({
  ...common,
  key: 'exchange.unit-message-minutes',
  label: { zh: '单兵装备显示最新消息的时间', en: 'How long a body-worn unit shows the newest message' },
  unit: 'minutes',
  schema: wholeNumber(1, 60),
  default: 5,
  source: { zh: '会议交流规则 exchange/SPEC.md EXC12', en: 'exchange/SPEC.md EXC12' },
  shownTo: 'everybody',
});

export const exchangeSettings = [messagesBurst, messagesPerMinute, unsentKeptHours, unitMessageMinutes];
