import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import { COOKIES, cookieOptions } from '../../platform/http/cookies.js';
import type { CallContext } from '../../platform/signaling/call-context.js';
import type { Clock } from '@haigang/shared/kernel/time';
import { NewPassword, Username } from '@haigang/shared/features/identity/identity.model';
import type { SetupCode } from './setup-code.js';
import type { IdentityService } from './identity.service.js';

export const Credentials = z.object({
  username: z.string().trim().toLowerCase().min(1).max(60),
  password: z.string().min(1).max(200),
  surface: z.enum(['staff', 'field']).default('staff'),
});
export const Setup = z.object({
  code: z.string().max(60),
  username: Username,
  name: z.string().trim().min(1).max(60),
  password: NewPassword,
});
/** `wantsToken`: a unit without cookies sends the token by itself, in the socket's `auth`. */
export const Enrolment = z.object({ code: z.string().max(40), wantsToken: z.boolean().default(false) });
export const DisplayRequest = z.object({ name: z.string().trim().min(1).max(40) });

export interface IdentityRoutesDeps {
  readonly service: IdentityService;
  readonly authenticate: (request: Request) => Promise<CallContext>;
  readonly setupCode: SetupCode | null;
  readonly clock: Clock;
  /** Sample accounts and their password, shown on the sign-in page of a demo; null on a real centre. */
  readonly demo: { readonly usernames: readonly string[]; readonly password: string } | null;
  readonly authenticateWall: (request: Request) => Promise<CallContext | null>;
}

/** `POST|DELETE /api/session`, and a wall screen's request to be paired. */
export function identityRoutes({
  service,
  authenticate,
  authenticateWall,
  setupCode,
  clock,
  demo,
}: IdentityRoutesDeps): Router {
  const router = express.Router();
  router.post('/api/session', async (request: Request, response: Response) => {
    const parsed = Credentials.safeParse(request.body);
    if (!parsed.success) throw new AppError('invalid_input', 'session.invalid', z.prettifyError(parsed.error));
    const opened = await service.signIn({ ...parsed.data, address: request.ip ?? 'unknown' });
    response.cookie(COOKIES.staff, opened.token, cookieOptions(service.sessionLifetimeMs(parsed.data.surface)));
    response.status(201).json({ principal: opened.principal });
  });
  router.get('/api/setup', async (_request: Request, response: Response) => {
    response.json({ needed: setupCode !== null && !(await service.hasAnyAdministrator()), demo });
  });
  router.post('/api/setup', async (request: Request, response: Response) => {
    const parsed = Setup.safeParse(request.body);
    if (!parsed.success) throw new AppError('invalid_input', 'setup.invalid', z.prettifyError(parsed.error));
    const { code, username, name, password } = parsed.data;
    await service.createFirstAdministrator({
      username,
      name: { zh: name, en: name },
      password,
      address: request.ip ?? 'unknown',
      codeIsRight: setupCode?.matches(code, clock()) ?? false,
    });
    response.status(201).json({});
  });
  router.delete('/api/session', async (request: Request, response: Response) => {
    const context = await authenticate(request);
    await service.endSession(context.principal, context.sessionId, context.client);
    response.clearCookie(COOKIES.staff, cookieOptions(0));
    response.status(204).end();
  });
  router.post('/api/devices/enrol', async (request: Request, response: Response) => {
    const parsed = Enrolment.safeParse(request.body);
    if (!parsed.success) throw new AppError('invalid_input', 'device.invalid', z.prettifyError(parsed.error));
    const { token, device, lifetimeMs } = await service.devices.enrol(parsed.data.code, request.ip ?? 'unknown');
    response.cookie(COOKIES.device, token, cookieOptions(lifetimeMs));
    response.status(201).json({ device, ...(parsed.data.wantsToken ? { token } : {}) });
  });
  router.post('/api/displays', async (request: Request, response: Response) => {
    const parsed = DisplayRequest.safeParse(request.body);
    if (!parsed.success) throw new AppError('invalid_input', 'display.invalid', z.prettifyError(parsed.error));
    if (await authenticateWall(request)) {
      response.status(200).json({ paired: true });
      return;
    }
    const { token } = await service.displays.request(parsed.data.name, request.ip ?? 'unknown');
    response.cookie(COOKIES.wall, token, cookieOptions(service.sessionLifetimeMs('wall')));
    response.status(201).json({ paired: false });
  });
  return router;
}
