import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
import type { probeCalls } from '@haigang/shared/features/conference/probe.protocol';
import type { CallContext, Handlers } from '../../platform/signaling/call-context.js';
import type { Connection } from '../../platform/signaling/connection.js';
import type { VideoAdmission } from './media/index.js';
import { media } from './media-failure.js';
import type { Probes } from './probe.js';

export interface ProbeHandlerDeps {
  readonly probes: Probes;
  readonly admission: VideoAdmission;
}

/** [REACH4] People test their lines, whether signed in or by link; a screen on the wall has nothing to send. */
function page({ connection, principal }: CallContext): Connection {
  if (principal.kind === 'wall') throw new AppError('forbidden', 'forbidden', 'screens test no line');
  if (!connection) throw new AppError('invalid_input', 'conference.no-socket', 'media needs a live connection');
  return connection;
}

export function createProbeHandlers({ probes, admission }: ProbeHandlerDeps): Handlers<typeof probeCalls> {
  return {
    'conference:probe-open': (context, { way }) => media(() => probes.open(page(context), way)),
    'conference:probe-connect': (context, { probeId, transportId, dtlsParameters }) =>
      media(async () => {
        const { seat } = probes.of(page(context), probeId);
        await seat.connect(transportId, dtlsParameters as unknown as types.DtlsParameters);
        return {};
      }),
    'conference:probe-produce': (context, { probeId, source, rtpParameters }) =>
      media(async () => {
        const { seat, workerPid } = probes.of(page(context), probeId);
        // A test is never a major incident: its picture is the first that is refused.
        if (source === 'camera') admission.admit(workerPid, false);
        const producerId = await seat.produce({
          ...{ transportId: seat.send.id, source, paused: false },
          kind: source === 'camera' ? 'video' : 'audio',
          rtpParameters: rtpParameters as unknown as types.RtpParameters,
        });
        return { producerId };
      }),
    'conference:probe-consume': (context, { probeId, producerId, rtpCapabilities }) =>
      media(async () => {
        const { seat } = probes.of(page(context), probeId);
        const consumer = await seat.consume(producerId, rtpCapabilities);
        await seat.resumeConsumer(consumer.id);
        return { consumerId: consumer.id, kind: consumer.kind, rtpParameters: { ...consumer.rtpParameters } };
      }),
    'conference:probe-close': async (context, { probeId }) => {
      await probes.close(page(context), probeId);
      return {};
    },
  };
}
