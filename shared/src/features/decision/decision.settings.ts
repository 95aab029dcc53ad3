import { setting, wholeNumber } from '../../kernel/settings.js';

/** [DEC9] From this age on an unsigned order is an alarm on every screen that shows it. */
export const unsignedOrderSeconds = setting({
  key: 'conference.unsigned-order-seconds',
  group: 'conference',
  label: { zh: '部署未签收多久后突出显示', en: 'Age from which an unsigned order stands out' },
  unit: 'seconds',
  schema: wholeNumber(10, 3600),
  default: 120,
  source: { zh: '领域手册 domain.md §2.2 [CDV]', en: 'domain.md §2.2 [CDV]' },
  twoPerson: true,
  shownTo: 'everybody',
});

export const decisionSettings = [unsignedOrderSeconds];
