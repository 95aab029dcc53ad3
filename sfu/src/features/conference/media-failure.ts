import { AppError } from '@haigang/shared/kernel/errors';

/** Refusals of mediasoup are the peer's mistake, never ours: bad parameters come back as `invalid_input`. */
export async function media<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (failure) {
    if (failure instanceof AppError) throw failure;
    const message = failure instanceof Error ? failure.message : String(failure);
    const gone = failure instanceof Error && /closed|InvalidState/iu.test(`${failure.name} ${message}`);
    throw gone
      ? new AppError('unavailable', 'conference.media-gone', 'the media session ended; join again', { cause: failure })
      : new AppError('invalid_input', 'conference.media-refused', message.slice(0, 300), { cause: failure });
  }
}
