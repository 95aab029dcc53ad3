import { z } from 'zod';
import { Bilingual } from './bilingual.js';
import { AppError, ERROR_CODES, type ErrorCode } from './errors.js';

/** What a call touches: nothing, live state, or durable rows. */
export type CallKind = 'query' | 'action' | 'mutation';

/** One call of the wire contract: what goes in, what comes back, and whether it changes something durable. */
export interface Call<
  Req extends z.ZodType = z.ZodType,
  Res extends z.ZodType = z.ZodType,
  Kind extends CallKind = CallKind,
> {
  readonly kind: Kind;
  readonly request: Req;
  readonly response: Res;
}

/** A call that changes nothing durable; it may be repeated freely. */
export function query<Req extends z.ZodType, Res extends z.ZodType>(
  request: Req,
  response: Res,
): Call<Req, Res, 'query'> {
  return { kind: 'query', request, response };
}

/** A call that changes live state only (a transport, a seat, presence); its own ids make repeats harmless. */
export function action<Req extends z.ZodType, Res extends z.ZodType>(
  request: Req,
  response: Res,
): Call<Req, Res, 'action'> {
  return { kind: 'action', request, response };
}

/**
 * A call that changes something durable. Its envelope carries a client-made `requestId`; the server answers a repeated
 * id with the stored reply and refuses the same id with another body (`conflict request.reused`).
 */
export function mutation<Req extends z.ZodType, Res extends z.ZodType>(
  request: Req,
  response: Res,
): Call<Req, Res, 'mutation'> {
  return { kind: 'mutation', request, response };
}

export type Calls = Readonly<Record<string, Call>>;
export type Events = Readonly<Record<string, z.ZodType>>;

/** What a call looks like on the wire: the request beside its `requestId` (mutations only). */
export const CallEnvelope = z.object({ requestId: z.uuid().optional(), body: z.unknown() });

export const WireError = z.object({
  code: z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]),
  reason: z.string().max(120),
  message: z.string().max(4000),
  names: z.record(z.string().max(40), Bilingual).optional(),
});
export type WireError = z.infer<typeof WireError>;

/** The failure a peer told of. */
export function failureOf({ code, reason, message, names }: WireError): AppError {
  return new AppError(code, reason, message, { names });
}

/** Every reply carries the server's clock, so a client can show ages without trusting its own. */
export const ReplyEnvelope = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown(), serverTime: z.number() }),
  z.object({ ok: z.literal(false), error: WireError, serverTime: z.number() }),
]);
export type ReplyEnvelope = z.infer<typeof ReplyEnvelope>;

export type RequestOf<C extends Call> = z.output<C['request']>;
export type ResponseOf<C extends Call> = z.output<C['response']>;
