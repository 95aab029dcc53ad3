import { z } from 'zod';
import { CallEnvelope, type Call, type Calls, type ReplyEnvelope } from '@haigang/shared/kernel/contract';
import { AppError } from '@haigang/shared/kernel/errors';
import type { Clock } from '@haigang/shared/kernel/time';
import type { Logger } from '../logger.js';
import type { Unit, UnitOfWork } from '../storage/unit-of-work.js';
import { RefusalLog } from './refusal-log.js';
import type { CallContext, Handlers } from './call-context.js';

type AnyHandler = (first: unknown, request: unknown, context?: CallContext) => Promise<unknown>;

export interface CallOutcome {
  readonly call: string;
  readonly code: string;
  /** Why it was refused; null when it was not. */
  readonly reason: string | null;
  readonly milliseconds: number;
}

export interface DispatcherOptions<C extends Calls> {
  readonly calls: C;
  readonly handlers: Handlers<C>;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onOutcome: (outcome: CallOutcome) => void;
}

/**
 * The one edge every call passes, by socket or REST: parse → handler (a mutation inside its unit of work) → reply.
 * Expected failures keep their code and reason; anything else is logged and leaves as `internal`.
 */
export class Dispatcher<C extends Calls> {
  readonly #options: DispatcherOptions<C>;
  readonly #refusals: RefusalLog;

  constructor(options: DispatcherOptions<C>) {
    this.#options = options;
    this.#refusals = new RefusalLog(options.unitOfWork, options.clock);
  }

  get names(): readonly string[] {
    return Object.keys(this.#options.calls);
  }

  /** Never rejects. `input` is what the peer sent, unparsed. */
  async dispatch(name: string, input: unknown, context: CallContext): Promise<ReplyEnvelope> {
    const started = performance.now();
    const reply = await this.#run(name, input, context).then(
      (value): ReplyEnvelope => ({ ok: true, value, serverTime: this.#options.clock() }),
      async (failure: unknown): Promise<ReplyEnvelope> => {
        await this.#recordRefusal(name, failure, context);
        return { ok: false, error: this.#wireError(name, failure), serverTime: this.#options.clock() };
      },
    );
    this.#options.onOutcome({
      // A peer's invented name must not become a metric of its own.
      call: this.#call(name) ? name : 'unknown',
      code: reply.ok ? 'ok' : reply.error.code,
      reason: reply.ok ? null : reply.error.reason,
      milliseconds: performance.now() - started,
    });
    return reply;
  }

  async #run(name: string, input: unknown, context: CallContext): Promise<unknown> {
    const call = this.#call(name);
    if (!call) throw new AppError('not_found', 'call.unknown', 'no such call');
    const envelope = parse(CallEnvelope, input, name);
    const request: unknown = parse(call.request, envelope.body, name);
    // The one cast of this edge: `Handlers<C>` ties each name to its own request type, which a loop cannot express.
    const handler = this.#options.handlers[name] as unknown as AnyHandler;
    const value = await this.#handle(call, handler, name, request, envelope.requestId, context);
    return call.response.parse(value);
  }

  #call(name: string): Call | undefined {
    return Object.hasOwn(this.#options.calls, name) ? this.#options.calls[name] : undefined;
  }

  /** [EDGE9] A change somebody may not make leaves a row; the reply waits for it, a failing row never hides the refusal. */
  async #recordRefusal(name: string, failure: unknown, context: CallContext): Promise<void> {
    const counts = failure instanceof AppError && failure.code === 'forbidden' && this.#call(name)?.kind === 'mutation';
    if (!counts) return;
    await this.#refusals.record(name, failure, context).catch((problem: unknown) => {
      this.#options.logger.error({ call: name, err: problem }, 'a refusal could not be recorded');
    });
  }

  #handle(
    call: Call,
    handler: AnyHandler,
    name: string,
    request: unknown,
    requestId: string | undefined,
    context: CallContext,
  ) {
    if (call.kind !== 'mutation') return handler(context, request);
    if (!requestId) throw new AppError('invalid_input', 'request.id-missing', `${name} needs a requestId`);
    return this.#options.unitOfWork.run(
      context.principal,
      { call: name, requestId, body: request, client: context.client },
      (unit: Unit) => handler(unit, request, context),
    );
  }

  #wireError(name: string, failure: unknown) {
    if (failure instanceof AppError) {
      if (failure.code === 'internal') this.#options.logger.error({ call: name, err: failure }, 'call failed');
      const { code, reason, message, names } = failure;
      return { code, reason, message: message.slice(0, 4000), ...(names ? { names } : {}) };
    }
    this.#options.logger.error({ call: name, err: failure }, 'call failed unexpectedly');
    return { code: 'internal' as const, reason: 'internal', message: 'internal error' };
  }
}

function parse<T extends z.ZodType>(schema: T, input: unknown, name: string): z.output<T> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) {
    throw new AppError('invalid_input', `${name}.invalid`, z.prettifyError(parsed.error).slice(0, 2000));
  }
  return parsed.data;
}
