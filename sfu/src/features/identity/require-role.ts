import { AppError } from '@haigang/shared/kernel/errors';
import { hasRole, type Principal, type Role } from '@haigang/shared/features/identity/identity.model';

/** Refuses with `forbidden identity.role-needed`. */
export function requireRole(principal: Principal, ...roles: readonly Role[]): void {
  if (!hasRole(principal, ...roles)) {
    throw new AppError('forbidden', 'identity.role-needed', `needs one of ${roles.join(', ')}`);
  }
}
