import { z } from 'zod';
import { failureOf, WireError } from '../../kernel/contract.js';
import { AppError } from '../../kernel/errors.js';

const Failure = z.object({ error: WireError });

/** JSON over HTTP for what happens before a socket exists: sign-in and links. Throws `AppError`, when aborted too. */
export async function requestJson(
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
  signal: AbortSignal | null = null,
): Promise<unknown> {
  const response = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    credentials: 'same-origin',
    signal,
  }).catch((cause: unknown) => {
    throw new AppError('unavailable', 'link.offline', 'the centre cannot be reached', { cause });
  });
  if (response.status === 204) return null;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const failure = Failure.safeParse(answer);
  if (failure.success) throw failureOf(failure.data.error);
  throw new AppError('unavailable', 'http.unexpected', `the centre answered ${response.status}`);
}
