import type { Request } from 'express';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { ExpertLinks } from './features/conference/index.js';
import { resolvePrincipal, type Sessions } from './features/identity/index.js';
import { cookieForSurface, readCookie } from './platform/http/cookies.js';
import type { CallContext } from './platform/signaling/call-context.js';
import type { HaigangDatabase } from './platform/storage/database.js';

/** Who asks, by the session of a cookie or an enrolled unit's token; null for nobody that is known. */
export function createAccess({
  sessions,
  database,
  links,
}: {
  readonly sessions: Sessions;
  readonly database: HaigangDatabase;
  readonly links: ExpertLinks;
}) {
  const ofSocket = async (
    cookieHeader: string | undefined,
    surface: string,
    sent?: string,
  ): Promise<{ sessionId: string; principal: Principal } | null> => {
    // Only an enrolled unit sends its token itself; a person's page never holds one that a script could read.
    const token = (surface === 'kiosk' ? sent : undefined) ?? readCookie(cookieHeader, cookieForSurface(surface));
    const session = token ? sessions.find(token) : undefined;
    if (!session || (surface === 'kiosk') !== (session.kind === 'device')) return null;
    const principal = await resolvePrincipal(database.reader, session, (db, linkId) => links.findGuest(db, linkId));
    return principal ? { sessionId: session.id, principal } : null;
  };
  const ofRequest = async (request: Request, surface: string): Promise<CallContext | null> => {
    const found = await ofSocket(request.headers.cookie, surface);
    return found && { ...found, client: request.ip ?? null, connection: null };
  };
  return { ofSocket, ofRequest };
}
