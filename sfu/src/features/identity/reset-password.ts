import { z } from 'zod';
import { NewPassword, Username } from '@haigang/shared/features/identity/identity.model';
import { AppError } from '@haigang/shared/kernel/errors';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { findSecret, putSecret } from './account.store.js';
import { hashPassword } from './password.js';
import { systemPrincipal } from './principals.js';
import type { Session, Sessions } from './sessions.js';

export const ResetPassword = z.object({ username: Username, password: NewPassword });

/**
 * [CTL2] Gives an account a new password from the server's console, ends all its sessions and audits it. Throws
 * `identity.unknown-account`.
 */
export async function resetPassword(
  deps: {
    readonly unitOfWork: UnitOfWork;
    readonly sessions: Sessions;
    readonly orgId: string;
    readonly onSessionEnded: (session: Session, reason: string) => void;
  },
  input: z.infer<typeof ResetPassword>,
): Promise<{ endedSessions: number }> {
  const { username, password } = input;
  // Hashing takes long on purpose; it must not hold the writer lock.
  const passwordHash = await hashPassword(password);
  const origin = { call: 'admin:reset-password', requestId: undefined, body: null, client: 'console' };
  return deps.unitOfWork.run(systemPrincipal(deps.orgId), origin, async (unit) => {
    const secret = await findSecret(unit.tx, username);
    if (!secret) {
      throw new AppError(
        'not_found',
        'identity.unknown-account',
        `没有账户 ${username} / there is no account ${username}`,
      );
    }
    await putSecret(unit, secret.accountId, username, passwordHash);
    unit.audit('account:password-reset', 'account', secret.accountId, { by: 'console' });
    const endedSessions = await deps.sessions.revoke(
      unit,
      (session) => session.principalId === secret.accountId,
      (session) => deps.onSessionEnded(session, 'password-changed'),
    );
    return { endedSessions };
  });
}
