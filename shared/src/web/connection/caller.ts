import type { z } from 'zod';
import { failureOf, ReplyEnvelope } from '../../kernel/contract.js';
import { AppError } from '../../kernel/errors.js';
import { calls, type AppCalls } from '../../protocol.js';

/** The part of a socket.io client this needs; its timed `emitWithAck` is typed `any`, and that ends here. */
export interface AckSocket {
  readonly connected: boolean;
  timeout(ms: number): { emitWithAck(event: string, request: unknown): Promise<unknown> };
}

export interface CallerOptions {
  readonly socket: AckSocket;
  /** Resolves when the socket is connected, or rejects when it must not be waited for any longer. */
  readonly whenConnected: (timeoutMs: number) => Promise<void>;
  readonly newRequestId: () => string;
  /** Of each reply: the server's time, and how long the reply took, ms. */
  readonly onServerTime: (serverTime: number, tookMs: number) => void;
  /** One attempt, default 8,000 ms. */
  readonly attemptTimeoutMs?: number;
  /** All attempts of a durable call together, default 30,000 ms. */
  readonly mutationDeadlineMs?: number;
}

export type Caller = <K extends keyof AppCalls>(
  name: K,
  request: z.input<AppCalls[K]['request']>,
) => Promise<z.output<AppCalls[K]['response']>>;

/**
 * Typed calls over the socket: resolves with a parsed value or throws an `AppError`. A durable call keeps its
 * `requestId` over attempts, so a lost acknowledgement is asked for again and never doubles the change.
 */
export function createCaller(options: CallerOptions): Caller {
  const { attemptTimeoutMs = 8000, mutationDeadlineMs = 30_000 } = options;

  async function attempt(name: string, envelope: unknown, waitMs: number): Promise<unknown> {
    await options.whenConnected(waitMs);
    const asked = performance.now();
    const raw = await options.socket
      .timeout(attemptTimeoutMs)
      .emitWithAck(name, envelope)
      .catch((cause: unknown) => {
        throw new AppError('timeout', 'call.no-reply', `no reply to ${name}`, { cause });
      });
    const reply = ReplyEnvelope.safeParse(raw);
    if (!reply.success) throw new AppError('internal', 'call.bad-reply', `the reply to ${name} is malformed`);
    options.onServerTime(reply.data.serverTime, performance.now() - asked);
    if (!reply.data.ok) throw failureOf(reply.data.error);
    return reply.data.value;
  }

  return async (name, request) => {
    const call = calls[name];
    const durable = call.kind === 'mutation';
    const envelope = { body: request, ...(durable ? { requestId: options.newRequestId() } : {}) };
    const deadline = performance.now() + (durable ? mutationDeadlineMs : attemptTimeoutMs);
    for (;;) {
      try {
        const value = await attempt(name, envelope, Math.max(0, deadline - performance.now()));
        return call.response.parse(value) as never;
      } catch (failure) {
        const again =
          durable && failure instanceof AppError && failure.code === 'timeout' && performance.now() < deadline;
        if (!again) throw failure;
      }
    }
  };
}
