import type { types } from 'mediasoup-client';

type RestingProducer = Pick<types.Producer, 'paused' | 'closed' | 'track'> & {
  readonly observer: { on(event: 'pause' | 'resume', listener: () => void): unknown };
};

/**
 * [MEDIA17] Gives the sender of a picture its track only while the picture is not paused: a track that is merely disabled
 * goes on as black frames, which the browser encodes in every layer and fills up with padding. Returns what puts the
 * sender in step at once, for a track that was exchanged. Rejects where the browser refuses the track.
 */
export function restWhilePaused(
  producer: RestingProducer,
  sender: Pick<RTCRtpSender, 'replaceTrack'>,
): () => Promise<void> {
  // The browser carries out what one sender is told one after the other, so the last word is the one that stays.
  const keepStep = (): Promise<void> =>
    producer.closed ? Promise.resolve() : sender.replaceTrack(producer.paused ? null : producer.track);
  // A sender that is closed meanwhile carries nothing anyway.
  const follow = (): void => void keepStep().catch(() => undefined);
  producer.observer.on('pause', follow);
  producer.observer.on('resume', follow);
  return keepStep;
}
