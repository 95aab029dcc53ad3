import express, { type Request, type Router } from 'express';
import { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Clock } from '@haigang/shared/kernel/time';
import { COOKIES, cookieOptions, readCookie } from '../../platform/http/cookies.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import { systemPrincipal, type Sessions } from '../identity/index.js';
import type { ExpertLinks, GuestBrowser } from './expert-links.js';

export const LinkToken = z.object({
  token: z.string().regex(/^[A-Za-z0-9_-]{22}$/u),
  /** [LINK9] Made by the browser before it enters, and kept there. */
  key: z.uuid().optional(),
});

export interface ExpertLinkRoutesDeps {
  readonly links: ExpertLinks;
  readonly sessions: Sessions;
  readonly database: HaigangDatabase;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly orgId: string;
  /** Hears why a link was refused, for the metric. */
  readonly onRefused: (reason: string) => void;
}

/** The two steps of an expert link: looking (consumes nothing) and entering (binds it to this browser). */
export function expertLinkRoutes(deps: ExpertLinkRoutesDeps): Router {
  const router = express.Router();
  const asked = (request: Request): { token: string; browser: GuestBrowser } => {
    const parsed = LinkToken.safeParse(request.body);
    if (!parsed.success) throw new AppError('not_found', 'expert-link.unknown', 'this link is not valid');
    const { token, key } = parsed.data;
    const cookie = readCookie(request.headers.cookie, COOKIES.guest);
    return { token, browser: { session: cookie ? deps.sessions.find(cookie) : undefined, key } };
  };
  /** [LINK7] A refused link is answered as ever, and counted. */
  const counted = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (failure) {
      if (failure instanceof AppError) deps.onRefused(failure.reason.replace('expert-link.', ''));
      throw failure;
    }
  };
  router.post('/api/expert-links/open', async (request, response) => {
    response.json(
      await counted(async () => {
        const { token, browser } = asked(request);
        return deps.links.preview(deps.database.reader, token, deps.clock(), browser);
      }),
    );
  });
  router.post('/api/expert-links/enter', async (request, response) => {
    const actor = { ...systemPrincipal(deps.orgId), id: 'expert-link' };
    const entered = await counted(async () => {
      const { token, browser } = asked(request);
      return deps.unitOfWork.run(
        actor,
        { call: 'expert-link:enter', requestId: undefined, body: null, client: request.ip ?? null },
        (unit) => deps.links.enter(unit, token, browser),
      );
    });
    if (entered.token) {
      response.cookie(COOKIES.guest, entered.token, cookieOptions(entered.session.expiresAt - deps.clock()));
    }
    response.status(201).json({ conferenceId: entered.link.conferenceId });
  });
  return router;
}
