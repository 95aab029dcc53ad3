import { createHmac } from 'node:crypto';

/** A receiver outside this server and the secret shared with it. */
export interface SignedPostTarget {
  readonly url: string;
  readonly secret: string;
}

/** `HMAC-SHA256(secret, "<timestamp>.<body>")` in hex: a receiver recomputes it over the bytes it got. */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
}

/**
 * Posts JSON once. Resolves with null when the receiver answered 2xx, else with what went wrong in a few words; never
 * rejects. The receiver is not trusted: it has `timeoutMs` for everything, is not followed elsewhere, and what it says is
 * not read. `deliveryId` is the same at every attempt, so that a receiver can tell a repeat.
 */
export async function signedPost(
  target: SignedPostTarget,
  message: { readonly deliveryId: string; readonly body: unknown; readonly at: number },
  limits: { readonly timeoutMs: number; readonly signal: AbortSignal },
): Promise<string | null> {
  const body = JSON.stringify(message.body);
  const limit = limitOf(limits);
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: {
        'Content-Type': 'application/json',
        'X-Haigang-Delivery': message.deliveryId,
        'X-Haigang-Timestamp': String(message.at),
        'X-Haigang-Signature': `sha256=${signatureOf(target.secret, message.at, body)}`,
      },
      signal: limit.signal,
    });
    // An unread body would hold its connection open for as long as the receiver likes.
    await response.body?.cancel();
    return response.ok ? null : `HTTP ${response.status}`;
  } catch (failure) {
    return describe(failure);
  } finally {
    limit.end();
  }
}

/**
 * A signal that ends in time or with the caller's. Not `AbortSignal.any([…, AbortSignal.timeout(…)])`: nothing holds that
 * one's timer, and after a garbage collection the request never ends (seen with Node 20.20).
 */
function limitOf({ timeoutMs, signal }: { timeoutMs: number; signal: AbortSignal }): {
  readonly signal: AbortSignal;
  readonly end: () => void;
} {
  const abort = new AbortController();
  const ended = (): void => abort.abort(signal.reason);
  const timer = setTimeout(() => abort.abort(new DOMException('no answer in time', 'TimeoutError')), timeoutMs);
  signal.addEventListener('abort', ended);
  if (signal.aborted) ended();
  return {
    signal: abort.signal,
    end: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', ended);
    },
  };
}

function describe(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  if (failure.name === 'TimeoutError') return 'no answer in time';
  const { cause } = failure;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : failure.message.slice(0, 120);
}
