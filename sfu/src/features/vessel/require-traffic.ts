import { AppError } from '@haigang/shared/kernel/errors';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import { maySeeVessels } from '@haigang/shared/features/vessel/vessel.rules';

/** [AIS17] Throws `forbidden vessel.not-allowed` for guests and declarants. */
export function requireTraffic(principal: Principal): void {
  if (maySeeVessels(principal)) return;
  throw new AppError('forbidden', 'vessel.not-allowed', 'the traffic picture is for staff');
}
