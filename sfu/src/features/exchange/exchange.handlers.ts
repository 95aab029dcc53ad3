import type { Kysely } from 'kysely';
import type { exchangeCalls } from '@haigang/shared/features/exchange/exchange.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { Database } from '../../platform/storage/schema.js';
import type { ExchangeService } from './exchange.service.js';

export function createExchangeHandlers(deps: {
  service: ExchangeService;
  reader: Kysely<Database>;
}): Handlers<typeof exchangeCalls> {
  const { service, reader } = deps;
  return {
    'exchange:post': (unit, draft) => service.post(unit, draft),
    'exchange:mark': (unit, { conferenceId, ...to }) => service.mark(unit, conferenceId, to),
    'exchange:list': ({ principal }, asked) => service.list(reader, principal, asked),
  };
}
