import type { types } from 'mediasoup';
import type { JoinReply } from '@haigang/shared/features/conference/conference.protocol';

/** A transport as a page needs it to connect, with the addresses of one protocol only where that is asked for. */
export function describeTransport(
  transport: types.WebRtcTransport,
  protocol?: types.TransportProtocol,
): JoinReply['sendTransport'] {
  return {
    id: transport.id,
    iceParameters: { ...transport.iceParameters },
    iceCandidates: transport.iceCandidates
      .filter((candidate) => protocol === undefined || candidate.protocol === protocol)
      .map((candidate) => ({ ...candidate })),
    dtlsParameters: { ...transport.dtlsParameters },
  };
}
