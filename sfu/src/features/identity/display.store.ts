import { Display, type Principal, hasRole } from '@haigang/shared/features/identity/identity.model';
import { Documents } from '../../platform/storage/documents.js';

export const displays = new Documents<Display>({
  entity: 'display',
  schema: Display,
  audience: (display) => ({ roles: ['administrator', 'dispatcher'], principals: [display.id] }),
  incidentId: () => null,
  state: (display) => display.state,
  createdAt: (display) => display.requestedAt,
});

/** The code is on the screen itself: whoever approves must have read it there, so nobody else is sent it. */
export function presentDisplay(display: Display, principal: Principal): Display {
  const ownScreen = principal.id === display.id && !hasRole(principal, 'administrator', 'dispatcher');
  return ownScreen ? display : { ...display, pairingCode: null };
}
