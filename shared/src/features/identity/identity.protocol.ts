import { z } from 'zod';
import { action, mutation, query, type Call } from '../../kernel/contract.js';
import { Bilingual } from '../../kernel/bilingual.js';
import { Position } from '../../kernel/position.js';
import { deviceCalls } from './device.protocol.js';
import { Account, Display, NewPassword, Principal, Role, Username } from './identity.model.js';
import { NetworkType } from './network.model.js';

/** What a page reports of itself while it is open; lossy, never stored. */
export const PresenceReport = z.object({
  surface: z.enum(['desk', 'wall', 'field', 'kiosk', 'expert']),
  foreground: z.boolean(),
  onDuty: z.boolean(),
  /** True while the browser refuses to play sound before a tap: this screen cannot ring. */
  soundBlocked: z.boolean(),
  position: Position.nullable(),
  positionAt: z.number().nullable(),
  batteryPercent: z.number().min(0).max(100).nullable(),
  /** How fast the browser thinks it is, as `4g`: of a Wi-Fi too. */
  network: z.string().max(20).nullable(),
  networkType: NetworkType.nullable().default(null),
});
export type PresenceReport = z.infer<typeof PresenceReport>;

/** What commander and dispatcher see of an open page. */
export const Presence = PresenceReport.extend({
  principalId: z.string(),
  name: Bilingual,
  roles: z.array(Role),
  reachable: z.boolean(),
  at: z.number(),
});
export type Presence = z.infer<typeof Presence>;

export const Me = z.object({
  principal: Principal,
  site: z.object({
    name: Bilingual,
    organisation: Bilingual,
    eraProfile: z.enum(['CIQ_2016', 'CUSTOMS_2025']),
    demo: z.boolean(),
    mapboxToken: z.string().nullable(),
    /** [REACH6] TURN servers that browsers talk to where nothing else gets through. */
    relayHosts: z.array(z.string()),
    /** Address under which people elsewhere reach the centre; null when none is configured. */
    publicUrl: z.string().nullable(),
  }),
  protocolVersion: z.int(),
  serverInstance: z.string(),
});
export type Me = z.infer<typeof Me>;

/** How much of a fault is told; a page cuts what is longer. */
export const MOST_FAULT_CHARACTERS = { part: 60, message: 300, stack: 4000 } as const;
/** [FAULT2] What a part of a page failed with: its code's words, none of what it showed. */
export const PageFaultReport = z.object({
  part: z.string().max(MOST_FAULT_CHARACTERS.part),
  message: z.string().max(MOST_FAULT_CHARACTERS.message),
  stack: z.string().max(MOST_FAULT_CHARACTERS.stack),
});
export type PageFaultReport = z.infer<typeof PageFaultReport>;

export const identityCalls = {
  ...deviceCalls,
  'identity:me': query(z.object({}), Me),
  'identity:report-fault': action(PageFaultReport, z.object({})),
  'identity:report-presence': action(PresenceReport, z.object({})),
  'identity:change-password': mutation(z.object({ current: z.string().max(200), next: NewPassword }), z.object({})),
  'identity:sign-out-everywhere': mutation(z.object({}), z.object({ sessions: z.int() })),
  'identity:create-account': mutation(
    z.object({ username: Username, name: Bilingual, roles: z.array(Role).min(1), password: NewPassword }),
    Account,
  ),
  'identity:update-account': mutation(
    z.object({
      id: z.string(),
      revision: z.int(),
      name: Bilingual.optional(),
      roles: z.array(Role).min(1).optional(),
      disabled: z.boolean().optional(),
      password: NewPassword.optional(),
    }),
    Account,
  ),
  'identity:approve-display': mutation(
    z.object({ pairingCode: z.string().max(12), name: z.string().trim().min(1).max(40) }),
    Display,
  ),
  'identity:revoke-display': mutation(z.object({ id: z.string() }), Display),
} as const satisfies Record<string, Call>;

export const identityEvents = {
  'identity:presence-changed': z.array(Presence),
  /** The session ended (signed out elsewhere, disabled, revoked); the page must sign in again. */
  'identity:session-ended': z.object({ reason: z.string() }),
} as const;
