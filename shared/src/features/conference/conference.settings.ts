import { setting, wholeNumber } from '../../kernel/settings.js';

/** How long a seat waits for its page after the socket dropped. */
export const seatGraceSeconds = setting({
  key: 'conference.seat-grace-seconds',
  group: 'conference',
  label: { zh: '断线后席位保留时间', en: 'How long a dropped seat is kept' },
  unit: 'seconds',
  schema: wholeNumber(15, 600),
  default: 120,
  source: 'domain.md §2.2 [CDV]',
  twoPerson: true,
});
export const expertLinkMinutes = setting({
  key: 'conference.expert-link-minutes',
  group: 'conference',
  label: { zh: '专家链接默认有效期', en: 'Default lifetime of an expert link' },
  unit: 'minutes',
  schema: wholeNumber(5, 1440),
  default: 120,
  source: 'design.md §2, expert links',
  twoPerson: false,
  shownTo: 'everybody',
});

export const conferenceSettings = [seatGraceSeconds, expertLinkMinutes];
