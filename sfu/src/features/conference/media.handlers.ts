import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
import { mayWatch } from '@haigang/shared/features/conference/conference.rules';
import type { mediaCalls } from '@haigang/shared/features/conference/media.protocol';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { CallContext, Handlers } from '../../platform/signaling/call-context.js';
import type { Connection } from '../../platform/signaling/connection.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { UnitOfWork } from '../../platform/storage/unit-of-work.js';
import type { ConferenceRooms } from './conference-rooms.js';
import type { ConferenceService } from './conference.service.js';
import { conferences } from './conference.stores.js';
import type { VideoAdmission } from './media/index.js';
import { followMutesAtEntry, liftOwnMute } from './live-mutes.js';
import { media } from './media-failure.js';
import type { MuteService } from './mute.service.js';
import { PictureGate } from './picture-gate.js';

export interface MediaHandlerDeps {
  readonly service: ConferenceService;
  readonly rooms: ConferenceRooms;
  readonly database: HaigangDatabase;
  readonly mutes: MuteService;
  readonly admission: VideoAdmission;
  readonly unitOfWork: UnitOfWork;
  /** Hears that a guest tried another room than his link's, for the metric. */
  readonly onLinkRefused: (reason: string) => void;
}

/** The socket of a call about media; there is none behind a plain request. */
export function page({ connection }: CallContext): Connection {
  if (!connection) throw new AppError('invalid_input', 'conference.no-socket', 'media needs a live connection');
  return connection;
}

/** [LINK7] A guest belongs to one room; any other answers him the same whether it exists or not. */
function requireOwnRoom({ onLinkRefused }: MediaHandlerDeps, { principal }: CallContext, conferenceId: string): void {
  if (principal.conferenceId === null || principal.conferenceId === conferenceId) return;
  onLinkRefused('other-room');
  throw new AppError('forbidden', 'expert-link.other-room', 'this link is for another conference');
}

/** [WATCH1] A wall sends nothing, neither tracks nor stills. */
export function requireSender({ principal }: CallContext): void {
  if (!hasRole(principal, 'display')) return;
  throw new AppError('forbidden', 'conference.only-watching', 'a display receives and sends nothing');
}

export function createMediaHandlers(deps: MediaHandlerDeps): Handlers<typeof mediaCalls> {
  const { service, rooms, database } = deps;
  const gate = new PictureGate(deps);
  const seat = (context: CallContext, conferenceId: string) => rooms.seat(conferenceId, page(context));
  return {
    'conference:capabilities': () => media(async () => ({ rtpCapabilities: await rooms.capabilities() })),
    'conference:join': (context, { conferenceId, ...abilities }) =>
      media(async () => {
        requireOwnRoom(deps, context, conferenceId);
        const requireSeat = async (): Promise<void> => {
          const conference = await conferences.get(database.reader, conferenceId);
          if (!mayWatch(conference, context.principal)) service.requireSeat(conference, context.principal);
        };
        const reply = await rooms.join(conferenceId, page(context), abilities, requireSeat);
        // A seat that is taken up again kept its mutes, and every change since has reached it.
        if (!reply.resumed) await followMutesAtEntry(deps, conferenceId, context.principal.id);
        return reply;
      }),
    'conference:connect-transport': (context, { conferenceId, transportId, dtlsParameters }) =>
      media(async () => {
        await seat(context, conferenceId).connect(transportId, dtlsParameters as unknown as types.DtlsParameters);
        return {};
      }),
    'conference:restart-ice': (context, { conferenceId, transportId }) =>
      media(() => rooms.restartIce(conferenceId, page(context), transportId)),
    'conference:produce': (context, { conferenceId, rtpParameters, ...track }) =>
      media(async () => {
        requireSender(context);
        const own = seat(context, conferenceId);
        const send = (): Promise<string> =>
          own.produce({ ...track, rtpParameters: rtpParameters as unknown as types.RtpParameters });
        const place = { conferenceId, principalId: context.principal.id };
        return { producerId: await (track.kind === 'video' ? gate.send(place, track.source, send) : send()) };
      }),
    'conference:close-producer': (context, { conferenceId, producerId }) => {
      const own = seat(context, conferenceId);
      rooms.picturesOf(conferenceId, context.principal.id).delete(own.sourceOf(producerId));
      own.closeProducer(producerId);
      return Promise.resolve({});
    },
    'conference:pause-producer': (context, { conferenceId, producerId, paused, cause }) =>
      media(async () => {
        const own = seat(context, conferenceId);
        if (paused) await own.pauseProducer(producerId, cause);
        else {
          if (own.isSwitchedOff(producerId)) {
            await liftOwnMute(deps, context, { conferenceId, seat: own, source: own.sourceOf(producerId) });
          }
          await own.resumeProducer(producerId);
        }
        return {};
      }),
    'conference:consume': (context, { conferenceId, producerId, rtpCapabilities }) =>
      media(async () => {
        const own = seat(context, conferenceId);
        const place = { conferenceId, principalId: context.principal.id };
        const consumer = await gate.receive(place, producerId, () => own.consume(producerId, rtpCapabilities));
        return {
          consumerId: consumer.id,
          producerId,
          kind: consumer.kind,
          producerPaused: consumer.producerPaused,
          rtpParameters: { ...consumer.rtpParameters },
        };
      }),
    'conference:resume-consumer': (context, { conferenceId, consumerId }) =>
      media(async () => {
        await seat(context, conferenceId).resumeConsumer(consumerId);
        return {};
      }),
    'conference:set-consumers': (context, { conferenceId, wishes }) =>
      media(async () => {
        await seat(context, conferenceId).setConsumers(wishes);
        return {};
      }),
  };
}
