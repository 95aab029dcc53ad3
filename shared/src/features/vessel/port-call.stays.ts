import type { Bilingual } from '../../kernel/bilingual.js';
import type { PortCall, PortCallEvent } from './port-call.model.js';
import { draughtChange } from './port-call.rules.js';

/** One berth or anchorage of a call, from when to when; `outAt` is null while she lies there. */
export interface Stay {
  readonly eventId: string;
  readonly kind: 'berthed' | 'anchored';
  readonly placeName: Bilingual | null;
  readonly inAt: string;
  readonly outAt: string | null;
}

/** Where a ship lay during a call, newest first; events that were withdrawn do not count. */
export function staysOf({ events }: Pick<PortCall, 'events'>): Stay[] {
  const counted = events.filter(({ withdrawn }) => !withdrawn);
  return counted
    .flatMap((event, at): Stay[] => {
      const { id: eventId, kind, placeName, at: inAt } = event;
      if (kind !== 'berthed' && kind !== 'anchored') return [];
      return [{ eventId, kind, placeName, inAt, outAt: counted[at + 1]?.at ?? null }];
    })
    .toReversed();
}

/** Whether a person changed anything of it. */
export function isCorrected({ events }: Pick<PortCall, 'events'>): boolean {
  return events.some(({ corrections }) => corrections.length > 0);
}

/** The draught she said at the first and at the last event, and the change between. [AIS68] */
export function draughtOf({ events }: Pick<PortCall, 'events'>): {
  first: number | null;
  last: number | null;
  change: number | null;
} {
  const said = (event: PortCallEvent | undefined): number | null => event?.evidence?.draughtMetres ?? null;
  const told = events.filter((event) => !event.withdrawn && said(event) !== null);
  const [first, last] = [said(told[0]), said(told.at(-1))];
  return { first, last, change: draughtChange(first, last) };
}
