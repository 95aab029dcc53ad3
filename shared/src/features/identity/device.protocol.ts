import { z } from 'zod';
import { mutation, type Call } from '../../kernel/contract.js';
import { line } from '../../kernel/ids.js';
import { Device, EnrolledKind } from './device.model.js';

const label = line(40);
const accountId = z.string().max(120).nullable();
const WithCode = z.object({ device: Device, code: z.string() });

/** Devices of the authority, kept by administrators. A code is shown once, is used once and soon over. */
export const deviceCalls = {
  'identity:add-device': mutation(
    z.object({ label, kind: EnrolledKind, accountId: accountId.default(null) }),
    WithCode,
  ),
  /** A new code for a device that lost its token, or was revoked; the old token ends when the code is used. */
  'identity:issue-device-code': mutation(z.object({ id: z.string() }), WithCode),
  'identity:update-device': mutation(
    z.object({ id: z.string(), revision: z.int(), label: label.optional(), accountId: accountId.optional() }),
    Device,
  ),
  'identity:revoke-device': mutation(z.object({ id: z.string() }), Device),
} as const satisfies Record<string, Call>;
