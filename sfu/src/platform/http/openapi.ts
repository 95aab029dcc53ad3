import { z } from 'zod';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import { WireError, type Calls } from '@haigang/shared/kernel/contract';
import { ERROR_CODES } from '@haigang/shared/kernel/errors';
import { COOKIES } from './cookies.js';
import type { RestRoute } from './rest.js';

/** A route beside the contract that third parties use: signing in, and what is no call. */
export interface OtherRoute {
  readonly method: 'get' | 'head' | 'post' | 'patch' | 'delete';
  /** Its parameters in braces. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: Bilingual;
  readonly request?: z.ZodType;
  /** Media type of a body that is no JSON. */
  readonly requestType?: string;
  /** Headers that must be sent, with what stands in them. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: 200 | 201 | 204;
  readonly response?: z.ZodType;
  /** Media type of an answer that is no JSON. */
  readonly responseType?: string;
  /** Whether it is asked without a session. */
  readonly open?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * OpenAPI 3.1 of the REST routes, made from the very schemas that parse them, so that the two cannot differ. `version` is
 * the protocol's.
 */
export function describeApi<C extends Calls>(
  routes: readonly RestRoute<C>[],
  calls: C,
  others: readonly OtherRoute[],
  version: string,
): Json {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/gu, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, calls) };
  }
  for (const route of others) paths[route.path] = { ...paths[route.path], [route.method]: otherOperation(route) };
  return {
    openapi: '3.1.0',
    info: { title: '海港 Haigang', version },
    paths,
    security: [{ session: [] }],
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: COOKIES.staff,
          description: '先 POST /api/session {username,password} / first POST /api/session {username,password}',
        },
      },
      schemas: { Error: jsonSchema(z.object({ error: WireError }), 'output') },
    },
  };
}

function operation<C extends Calls>(route: RestRoute<C>, calls: C): Json {
  const call = calls[route.call];
  if (!call) throw new Error(`no call ${route.call}`);
  const request = jsonSchema(call.request, 'input');
  const whole = jsonSchema(call.response, 'output');
  const answer = route.part ? part(whole, route.part) : whole;
  return {
    operationId: route.call.replace(':', '_'),
    summary: `${route.summary.zh} / ${route.summary.en}`,
    parameters: [...parameters(route, request), ...(route.method === 'post' ? [IDEMPOTENCY_KEY] : [])],
    ...(route.from === 'body' ? { requestBody: { required: true, content: json(request) } } : {}),
    responses: {
      [route.method === 'post' ? '201' : '200']: { description: 'OK', content: json(answer) },
      ...Object.fromEntries(ERRORS),
    },
  };
}

const BYTES = { schema: { type: 'string', format: 'binary' } };

/** The content of a body: by its schema, as bytes of a type, or nothing. */
function content(schema: z.ZodType | undefined, type: string | undefined, io: 'input' | 'output'): Json | null {
  if (schema) return json(jsonSchema(schema, io));
  return type === undefined ? null : { [type]: BYTES };
}

function otherOperation(route: OtherRoute): Json {
  const { operationId, summary, status, open, headers = {} } = route;
  const taken = content(route.request, route.requestType, 'input');
  const answered = content(route.response, route.responseType, 'output');
  const text = { required: true, schema: { type: 'string' } };
  const parameters = [
    ...[...route.path.matchAll(/\{(\w+)\}/gu)].map(([, name]) => ({ name, in: 'path', ...text })),
    ...Object.entries(headers).map(([name, description]) => ({ name, in: 'header', description, ...text })),
  ];
  return {
    operationId,
    summary: `${summary.zh} / ${summary.en}`,
    ...(open ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(taken ? { requestBody: { required: true, content: taken } } : {}),
    responses: {
      [status]: { description: 'OK', ...(answered ? { content: answered } : {}) },
      ...Object.fromEntries(ERRORS),
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: '重发同一请求时使用同一标识 / the same for a repeated request',
  schema: { type: 'string', format: 'uuid' },
};

const json = (schema: Json): Json => ({ 'application/json': { schema } });

const ERRORS = Object.entries(ERROR_CODES).map(([code, { http }]): [string, Json] => [
  String(http),
  { description: code, content: json({ $ref: '#/components/schemas/Error' }) },
]);

function parameters<C extends Calls>(route: RestRoute<C>, request: Json): Json[] {
  if (route.from === 'nothing' || route.from === 'body') return [];
  const required = (request['required'] ?? []) as readonly string[];
  return Object.entries((request['properties'] ?? {}) as Record<string, Json>).map(([name, schema]) => ({
    name,
    in: isInPath(route, name) ? 'path' : 'query',
    required: isInPath(route, name) || required.includes(name),
    schema,
  }));
}

function isInPath(route: { readonly path: string }, name: string): boolean {
  return route.path.split('/').includes(`:${name}`);
}

function part(whole: Json, name: string): Json {
  const found = ((whole['properties'] ?? {}) as Record<string, Json>)[name];
  if (!found) throw new Error(`no field ${name} in the response`);
  return found;
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
