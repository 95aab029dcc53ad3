import type { ExpertLink } from '@haigang/shared/features/conference/conference.model';
import { expertNameOf } from '@haigang/shared/features/conference/link.rules';
import type { Principal } from '@haigang/shared/features/identity/identity.model';

/** Before the link's id in a guest's own. */
export const GUEST = 'guest:';

/** Whoever came by a link, and what he may be: a guest of one conference. */
export function guestPrincipal(link: ExpertLink): Principal {
  return {
    id: link.guestId,
    kind: 'guest',
    name: expertNameOf(link),
    roles: ['external-expert'],
    orgId: link.orgId,
    conferenceId: link.conferenceId,
  };
}
