import { setting, wholeNumber } from '../../kernel/settings.js';

const common = { group: 'identity', twoPerson: true } as const;

export const staffSessionHours = setting({
  ...common,
  key: 'identity.staff-session-hours',
  label: { zh: '值守席位登录有效期', en: 'Sign-in lifetime, desks' },
  unit: 'hours',
  schema: wholeNumber(1, 24),
  default: 12,
  source: { zh: '总体方案 design.md §2，登录会话', en: 'design.md §2, sessions' },
});
export const fieldSessionDays = setting({
  ...common,
  key: 'identity.field-session-days',
  label: { zh: '一线手机登录有效期', en: 'Sign-in lifetime, field phones' },
  unit: 'days',
  schema: wholeNumber(1, 90),
  default: 30,
  source: { zh: '总体方案 design.md §2，登录会话', en: 'design.md §2, sessions' },
});
export const wallSessionDays = setting({
  ...common,
  key: 'identity.wall-session-days',
  label: { zh: '显示屏配对有效期', en: 'Pairing lifetime, wall displays' },
  unit: 'days',
  schema: wholeNumber(1, 730),
  default: 365,
  source: { zh: '总体方案 design.md §2，显示屏', en: 'design.md §2, wall displays' },
});
export const deviceSessionDays = setting({
  ...common,
  key: 'identity.device-session-days',
  label: { zh: '登记设备令牌有效期', en: 'Token lifetime, enrolled devices' },
  unit: 'days',
  schema: wholeNumber(1, 730),
  default: 365,
  source: { zh: '总体方案 design.md §2，登录会话 [CDV]', en: 'design.md §2, sessions [CDV]' },
});
export const enrolmentMinutes = setting({
  ...common,
  key: 'identity.enrolment-minutes',
  label: { zh: '设备登记码有效期', en: 'Lifetime of an enrolment code' },
  unit: 'minutes',
  schema: wholeNumber(2, 60),
  default: 15,
  source: { zh: '账户与登录规则 DEV2 [CDV]', en: 'identity rules, DEV2 [CDV]' },
});
export const signInFreeAttempts = setting({
  ...common,
  key: 'identity.sign-in-free-attempts',
  label: { zh: '登录延迟前的失败次数', en: 'Failed sign-ins before the delay' },
  unit: 'count',
  schema: wholeNumber(3, 20),
  default: 5,
  source: { zh: '总体方案 design.md §4，登录延迟', en: 'design.md §4, sign-in delay' },
});
export const signInFirstDelaySeconds = setting({
  ...common,
  key: 'identity.sign-in-first-delay-seconds',
  label: { zh: '登录首次延迟（其后每次加倍）', en: 'First sign-in delay, doubled each time' },
  unit: 'seconds',
  schema: wholeNumber(1, 60),
  default: 1,
  source: { zh: '总体方案 design.md §4，登录延迟', en: 'design.md §4, sign-in delay' },
});
export const signInLongestDelaySeconds = setting({
  ...common,
  key: 'identity.sign-in-longest-delay-seconds',
  label: { zh: '登录最长延迟', en: 'Longest sign-in delay' },
  unit: 'seconds',
  schema: wholeNumber(60, 3600),
  default: 60,
  source: { zh: '总体方案 design.md §4，登录延迟', en: 'design.md §4, sign-in delay' },
});

export const identitySettings = [
  staffSessionHours,
  fieldSessionDays,
  wallSessionDays,
  deviceSessionDays,
  enrolmentMinutes,
  signInFreeAttempts,
  signInFirstDelaySeconds,
  signInLongestDelaySeconds,
];
