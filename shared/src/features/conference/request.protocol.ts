import { z } from 'zod';
import { mutation, type Call } from '../../kernel/contract.js';
import { line } from '../../kernel/ids.js';
import { Position } from '../../kernel/position.js';
import { NetworkType } from '../identity/network.model.js';
import { ConferenceRequestView, ConferenceView, DeviceKind } from './conference.model.js';

/** Asking for a conference and the centre's answer (domain.md §2.2). */
export const requestCalls = {
  /** The officer's request; creates the REPORTED incident with it when none is named (domain.md §2.2). */
  'conference:request': mutation(
    z.object({
      reason: line(200),
      urgency: z.enum(['normal', 'urgent']).default('normal'),
      incidentId: z.uuid().optional(),
      deviceKind: DeviceKind.default('phone'),
      position: Position.optional(),
      /** How old the position is; an age, since a phone's clock is not trusted. */
      positionAgeMs: z.number().min(0).max(86_400_000).optional(),
      /** How fast the browser thinks the network is, as `4g`: of a Wi-Fi too. */
      network: z.string().max(20).optional(),
      networkType: NetworkType.optional(),
      batteryPercent: z.number().min(0).max(100).optional(),
    }),
    ConferenceRequestView,
  ),
  /**
   * First accept wins: opens the room and invites the requester into it. `stays`: the caller sits in another call and does
   * not come; the first desk that enters is host. [ROOM12]
   */
  'conference:accept': mutation(
    z.object({ requestId: z.uuid(), stays: z.boolean().default(false) }),
    z.object({ request: ConferenceRequestView, conference: ConferenceView }),
  ),
  'conference:decline': mutation(z.object({ requestId: z.uuid(), reason: line(200) }), ConferenceRequestView),
  'conference:cancel': mutation(z.object({ requestId: z.uuid() }), ConferenceRequestView),
} as const satisfies Record<string, Call>;
