import { setting, wholeNumber } from '../../kernel/settings.js';

/** How long a seat waits for its page after the socket dropped. */
export const seatGraceSeconds = setting({
  key: 'conference.seat-grace-seconds',
  group: 'conference',
  label: { zh: '断线后席位保留时间', en: 'How long a dropped seat is kept' },
  unit: 'seconds',
  schema: wholeNumber(15, 600),
  default: 120,
  source: { zh: '领域手册 domain.md §2.2 [CDV]', en: 'domain.md §2.2 [CDV]' },
  twoPerson: true,
  shownTo: 'everybody',
});
export const expertLinkMinutes = setting({
  key: 'conference.expert-link-minutes',
  group: 'conference',
  label: { zh: '专家链接默认有效期', en: 'Default lifetime of an expert link' },
  unit: 'minutes',
  schema: wholeNumber(5, 1440),
  default: 120,
  source: { zh: '总体方案 design.md §2，专家链接', en: 'design.md §2, expert links' },
  twoPerson: false,
  shownTo: 'everybody',
});

/** The ranges do not overlap, so the commander always hears of it before the duty phone is called. */
export const escalateSeconds = setting({
  key: 'conference.escalate-seconds',
  group: 'conference',
  label: { zh: '会议请求无人应答，升级指挥长', en: 'A request nobody answers is escalated to the commander after' },
  unit: 'seconds',
  schema: wholeNumber(10, 120),
  default: 60,
  source: { zh: '领域手册 domain.md §2.2 [CDV]', en: 'domain.md §2.2 [CDV]' },
  twoPerson: true,
  shownTo: 'everybody',
});
export const dutyPhoneSeconds = setting({
  key: 'conference.duty-phone-seconds',
  group: 'conference',
  label: { zh: '会议请求无人应答，呼叫局值班电话', en: 'A request nobody answers calls the duty phone after' },
  unit: 'seconds',
  schema: wholeNumber(121, 1800),
  default: 180,
  source: { zh: '领域手册 domain.md §2.2 [CDV]', en: 'domain.md §2.2 [CDV]' },
  twoPerson: true,
  shownTo: 'everybody',
});

export const ringSeconds = setting({
  key: 'conference.ring-seconds',
  group: 'conference',
  label: { zh: '中心呼叫的振铃时间', en: 'How long a call of the centre rings' },
  unit: 'seconds',
  schema: wholeNumber(15, 180),
  default: 45,
  source: { zh: '视频会议规则 CALL3 [CDV]', en: 'conference rules, CALL3 [CDV]' },
  twoPerson: false,
  shownTo: 'everybody',
});

/** [ROOM14] Accepting and entering follow each other within a second or two; nothing rings for those. */
export const deskGraceSeconds = setting({
  key: 'conference.desk-grace-seconds',
  group: 'conference',
  label: { zh: '会中没有中心人员，提醒各席位', en: 'People in a room without a desk ring at every desk after' },
  unit: 'seconds',
  schema: wholeNumber(3, 60),
  default: 8,
  source: { zh: '视频会议规则 ROOM14 [CDV]', en: 'conference rules, ROOM14 [CDV]' },
  twoPerson: false,
  shownTo: 'everybody',
});

/** [REQ8] Off: an officer's request opens nothing until the centre answers it. */
export const allowAutoConvene = setting({
  key: 'conference.allow-auto-convene',
  group: 'conference',
  label: {
    zh: '检疫员请求后立即开会，不等中心受理（1 是，0 否）',
    en: 'An officer’s request opens the room at once, before the centre answers (1 yes, 0 no)',
  },
  unit: 'count',
  schema: wholeNumber(0, 1),
  default: 0,
  source: { zh: '领域手册 domain.md §2.2 [CDV]', en: 'domain.md §2.2 [CDV]' },
  twoPerson: true,
});

/** [CONF1] A refusal stays on the phone until its officer has read it, or asked again. */
export const refusalShownSeconds = setting({
  key: 'conference.refusal-shown-seconds',
  group: 'conference',
  label: { zh: '会议请求被拒绝后，手机上的提示保留', en: 'A refused request stays on the phone for' },
  unit: 'seconds',
  schema: wholeNumber(30, 3600),
  default: 600,
  source: { zh: '视频会议规则 CONF1 [CDV]', en: 'conference rules, CONF1 [CDV]' },
  twoPerson: false,
  shownTo: 'everybody',
});
/** [CONF1] A unit shows one thing at a time: its refusal makes room sooner. */
export const unitRefusalShownSeconds = setting({
  key: 'conference.unit-refusal-shown-seconds',
  group: 'conference',
  label: { zh: '会议请求被拒绝后，单兵设备上的提示保留', en: 'A refused request stays on a body-worn unit for' },
  unit: 'seconds',
  schema: wholeNumber(10, 600),
  default: 60,
  source: { zh: '视频会议规则 CONF1 [CDV]', en: 'conference rules, CONF1 [CDV]' },
  twoPerson: false,
  shownTo: 'everybody',
});

export const conferenceSettings = [
  deskGraceSeconds,
  seatGraceSeconds,
  expertLinkMinutes,
  escalateSeconds,
  dutyPhoneSeconds,
  ringSeconds,
  refusalShownSeconds,
  unitRefusalShownSeconds,
  allowAutoConvene,
];
