import type { types } from 'mediasoup';
import type { SeatSeen } from '@haigang/shared/features/conference/survey.protocol';

/** What of a seat is asked. */
export interface SurveyedSeat {
  readonly send: types.WebRtcTransport;
  readonly receive: types.WebRtcTransport;
  readonly producers: readonly types.Producer[];
  /** One of what it receives: a sender tells the same of the line with each of them. */
  readonly consumer: types.Consumer | undefined;
}

const present = (values: readonly (number | undefined)[]): number[] => values.filter((one) => one !== undefined);
const most = (values: readonly (number | undefined)[]): number | null => {
  const known = present(values);
  return known.length === 0 ? null : Math.max(...known);
};
const least = (values: readonly (number | undefined)[]): number | null => {
  const known = present(values);
  return known.length === 0 ? null : Math.min(...known);
};
const percent = (fraction: number | undefined): number => Math.min(100, Math.max(0, (fraction ?? 0) * 100));

/** How many questions to the worker `measureSeat` asks of this seat. */
export function questionsOf({ producers, consumer }: SurveyedSeat): number {
  return 2 + producers.length + (consumer ? 1 : 0);
}

/** [STAT5] Both lines of a seat as its worker sees them. Rejects when the seat ends meanwhile. */
export async function measureSeat({ send, receive, producers, consumer }: SurveyedSeat): Promise<SeatSeen> {
  const [[sent], [received], incoming, outgoing] = await Promise.all([
    send.getStats(),
    receive.getStats(),
    Promise.all(producers.map((producer) => producer.getStats())),
    consumer?.getStats() ?? [],
  ]);
  const streams = incoming.flat();
  // With a consumer's own row comes that of the producer behind it, which says nothing of this seat's line.
  const toSeat = outgoing.filter((row) => row.type === 'outbound-rtp');
  return {
    up: {
      kbps: (sent?.rtpRecvBitrate ?? 0) / 1000,
      lossPercent: percent(sent?.rtpPacketLossReceived),
      roundTripMs: most(streams.map(roundTripOf)),
      jitterMs: most(streams.map((row) => row.jitter)),
      score: least(producers.flatMap((producer) => (producer.paused ? [] : bestScore(producer)))),
    },
    down: {
      kbps: (received?.rtpSendBitrate ?? 0) / 1000,
      lossPercent: percent(received?.rtpPacketLossSent),
      roundTripMs: most(toSeat.map(roundTripOf)),
      jitterMs: null,
      score: consumer && !consumer.paused ? consumer.score.score : null,
    },
  };
}

/** The worker says 0 until somebody reported. */
function roundTripOf({ roundTripTime }: { roundTripTime?: number }): number | undefined {
  return roundTripTime === 0 ? undefined : roundTripTime;
}

/** Layers that are not sent now have no score; the best one says how good the line is. */
function bestScore(producer: types.Producer): number[] {
  return producer.score.length === 0 ? [] : [Math.max(...producer.score.map(({ score }) => score))];
}
