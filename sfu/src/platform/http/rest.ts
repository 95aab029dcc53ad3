import type { Request, Response, Router } from 'express';
import { z } from 'zod';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import { AppError, ERROR_CODES } from '@haigang/shared/kernel/errors';
import type { Calls } from '@haigang/shared/kernel/contract';
import type { CallContext } from '../signaling/call-context.js';
import type { Dispatcher } from '../signaling/dispatcher.js';

export type Authenticate = (request: Request) => Promise<CallContext>;

/** One call of the contract as REST. */
export interface RestRoute<C extends Calls> {
  readonly method: 'get' | 'post';
  /** Express path; its parameters are fields of the request. */
  readonly path: string;
  readonly call: keyof C & string;
  /** Where the request's fields stand. */
  readonly from: 'nothing' | 'path' | 'query' | 'path-and-query' | 'body';
  /** The one field of the response that is answered instead of the whole. */
  readonly part?: string;
  readonly summary: Bilingual;
}

/** Serves one call of the contract as REST: the same parsing, rights, idempotency and audit as by socket. */
export function restCall<C extends Calls>(
  router: Router,
  deps: { calls: C; dispatcher: Dispatcher<C>; authenticate: Authenticate },
  route: RestRoute<C>,
): void {
  const { calls, dispatcher, authenticate } = deps;
  const numbers = numericFields(calls[route.call]?.request);
  router[route.method](route.path, async (request: Request, response: Response) => {
    const context = await authenticate(request);
    const key = request.get('Idempotency-Key');
    const envelope = {
      body: fieldsOf(request, route.from, numbers),
      ...(route.method === 'post' ? { requestId: key ?? crypto.randomUUID() } : {}),
    };
    const reply = await dispatcher.dispatch(route.call, envelope, context);
    response.setHeader('Cache-Control', 'no-store');
    if (!reply.ok) {
      response.status(ERROR_CODES[reply.error.code].http).json({ error: reply.error });
      return;
    }
    const whole = reply.value as Record<string, unknown>;
    response.status(route.method === 'post' ? 201 : 200).json(route.part ? whole[route.part] : whole);
  });
}

function fieldsOf(request: Request, from: RestRoute<Calls>['from'], numbers: ReadonlySet<string>): unknown {
  switch (from) {
    case 'nothing':
      return {};
    case 'path':
      return { ...request.params };
    case 'body':
      return request.body as unknown;
    case 'query':
      return queryOf(request, numbers);
    case 'path-and-query':
      // What stands in the path says which thing is asked for, whatever the query says.
      return { ...queryOf(request, numbers), ...request.params };
  }
}

function queryOf(request: Request, numbers: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(request.query).map(([name, value]) => [
      name,
      numbers.has(name) && typeof value === 'string' && value.trim() !== '' ? Number(value) : value,
    ]),
  );
}

/** Fields that are numbers in the contract: a query string writes them as text. */
function numericFields(schema: z.ZodType | undefined): ReadonlySet<string> {
  const { properties = {} } = schema ? z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) : {};
  const numeric = Object.entries(properties).filter(
    ([, field]) => typeof field === 'object' && (field.type === 'integer' || field.type === 'number'),
  );
  return new Set(numeric.map(([name]) => name));
}

/** Refuses with `unauthenticated` in one place, so that no route forgets. */
export function requireContext(context: CallContext | null): CallContext {
  if (!context) throw new AppError('unauthenticated', 'session.missing', 'sign in first');
  return context;
}
