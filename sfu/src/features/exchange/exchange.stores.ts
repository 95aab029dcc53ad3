import { ExchangeMark, ExchangeMessage } from '@haigang/shared/features/exchange/exchange.model';
import { exchangeAudience } from '@haigang/shared/features/exchange/exchange.rules';
import { Documents } from '../../platform/storage/documents.js';

/** `state` holds the conference, by which both are asked for. */
export const exchangeMessages = new Documents<ExchangeMessage>({
  entity: 'exchange-message',
  schema: ExchangeMessage,
  audience: exchangeAudience,
  incidentId: (message) => message.incidentId,
  state: (message) => message.conferenceId,
  createdAt: (message) => message.at,
});

export const exchangeMarks = new Documents<ExchangeMark>({
  entity: 'exchange-mark',
  schema: ExchangeMark,
  audience: exchangeAudience,
  incidentId: (mark) => mark.incidentId,
  state: (mark) => mark.conferenceId,
  createdAt: (mark) => mark.at,
});
