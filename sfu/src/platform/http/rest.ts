import type { Request, Response, Router } from 'express';
import { AppError, ERROR_CODES } from '@haigang/shared/kernel/errors';
import type { Calls } from '@haigang/shared/kernel/contract';
import type { CallContext } from '../signaling/call-context.js';
import type { Dispatcher } from '../signaling/dispatcher.js';

export type Authenticate = (request: Request) => Promise<CallContext>;

/** Serves one call of the contract as REST: the same parsing, rights, idempotency and audit as by socket. */
export function restCall<C extends Calls>(
  router: Router,
  dispatcher: Dispatcher<C>,
  authenticate: Authenticate,
  route: {
    method: 'get' | 'post';
    path: string;
    call: keyof C & string;
    body: (request: Request) => unknown;
    value?: (value: never) => unknown;
  },
): void {
  router[route.method](route.path, async (request: Request, response: Response) => {
    const context = await authenticate(request);
    const key = request.get('Idempotency-Key');
    const envelope = {
      body: route.body(request),
      ...(route.method === 'post' ? { requestId: key ?? crypto.randomUUID() } : {}),
    };
    const reply = await dispatcher.dispatch(route.call, envelope, context);
    response.setHeader('Cache-Control', 'no-store');
    if (!reply.ok) {
      response.status(ERROR_CODES[reply.error.code].http).json({ error: reply.error });
      return;
    }
    const value = route.value ? route.value(reply.value as never) : reply.value;
    response.status(route.method === 'post' ? 201 : 200).json(value);
  });
}

/** Refuses with `unauthenticated` in one place, so that no route forgets. */
export function requireContext(context: CallContext | null): CallContext {
  if (!context) throw new AppError('unauthenticated', 'session.missing', 'sign in first');
  return context;
}
