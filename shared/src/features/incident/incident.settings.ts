import { setting, wholeNumber } from '../../kernel/settings.js';

/** A device clock further ahead of the server than this is not believed; the server's time is taken instead. */
export const occurredAheadSeconds = setting({
  key: 'incident.occurred-ahead-seconds',
  group: 'incident',
  label: { zh: '事发时间可超前服务器的上限', en: 'How far a reported time may lie ahead of the server' },
  unit: 'seconds',
  schema: wholeNumber(0, 3600),
  default: 120,
  source: { zh: '领域手册 domain.md §2，事发时间 occurredAt', en: 'domain.md §2, occurredAt' },
  twoPerson: true,
});

export const incidentSettings = [occurredAheadSeconds];
