import { AppError } from '@haigang/shared/kernel/errors';
import type { identityCalls, Me, PageFaultReport } from '@haigang/shared/features/identity/identity.protocol';
import type { Handlers } from '../../platform/signaling/call-context.js';
import type { IdentityService } from './identity.service.js';
import { requireRole } from './require-role.js';
import type { PresenceBoard } from './presence.js';

export interface IdentityHandlerDeps {
  readonly service: IdentityService;
  readonly presence: PresenceBoard;
  readonly describe: () => Omit<Me, 'principal'>;
  /** [FAULT2] A part of somebody's page failed. */
  readonly onPageFault: (fault: PageFaultReport & { principalId: string; surface: string }) => void;
}

export function createIdentityHandlers({
  service,
  presence,
  describe,
  onPageFault,
}: IdentityHandlerDeps): Handlers<typeof identityCalls> {
  return {
    'identity:me': ({ principal }) => Promise.resolve({ principal, ...describe() }),
    'identity:report-fault': ({ principal, connection }, fault) => {
      onPageFault({ ...fault, principalId: principal.id, surface: connection?.surface ?? 'http' });
      return Promise.resolve({});
    },
    'identity:report-presence': ({ connection }, report) => {
      if (!connection) throw new AppError('invalid_input', 'identity.no-socket', 'presence belongs to a socket');
      if (connection.principal.roles.length === 0) {
        throw new AppError('forbidden', 'display.not-paired', 'a screen says nothing before it is paired');
      }
      presence.report(connection, report);
      void service.devices.seen(connection.principal, report.batteryPercent);
      return Promise.resolve({});
    },
    'identity:change-password': async (unit, { current, next }, { sessionId }) => {
      await service.changePassword(unit, current, next, sessionId);
      return {};
    },
    'identity:sign-out-everywhere': async (unit) => {
      if (unit.actor.kind !== 'account') throw new AppError('forbidden', 'identity.no-account', 'only for accounts');
      return { sessions: await service.signOutEverywhere(unit) };
    },
    'identity:create-account': (unit, draft) => {
      requireRole(unit.actor, 'administrator');
      return service.createAccount(unit, draft);
    },
    'identity:update-account': (unit, change) => {
      requireRole(unit.actor, 'administrator');
      return service.updateAccount(unit, change);
    },
    'identity:approve-display': (unit, { pairingCode, name }) => service.displays.approve(unit, pairingCode, name),
    'identity:add-device': (unit, draft) => service.devices.add(unit, draft),
    'identity:issue-device-code': (unit, { id }) => service.devices.issueCode(unit, id),
    'identity:update-device': (unit, change) => service.devices.update(unit, change),
    'identity:revoke-device': (unit, { id }) => service.devices.revoke(unit, id),
    'identity:revoke-display': (unit, { id }) => service.displays.revoke(unit, id),
  };
}
