import type { types } from 'mediasoup';
import { AppError } from '@haigang/shared/kernel/errors';
import type {
  Conference,
  ConferenceRequest,
  ConferenceRequestView,
  ConferenceView,
} from '@haigang/shared/features/conference/conference.model';
import type { conferenceCalls } from '@haigang/shared/features/conference/conference.protocol';
import { conferenceAbilities, requestAbilities } from '@haigang/shared/features/conference/conference.rules';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { CallContext, Handlers } from '../../platform/signaling/call-context.js';
import type { Connection } from '../../platform/signaling/connection.js';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import type { ConferenceRooms } from './conference-rooms.js';
import type { ConferenceService } from './conference.service.js';
import { conferences } from './conference.stores.js';
import type { ExpertLinks } from './expert-links.js';

export function presentRequest(request: ConferenceRequest, principal: Principal): ConferenceRequestView {
  return { ...request, can: requestAbilities(request, principal) };
}

export function presentConference(conference: Conference, principal: Principal): ConferenceView {
  return { ...conference, can: conferenceAbilities(conference, principal) };
}

export interface ConferenceHandlerDeps {
  readonly service: ConferenceService;
  readonly rooms: ConferenceRooms;
  readonly links: ExpertLinks;
  readonly database: HaigangDatabase;
}

function page({ connection }: CallContext): Connection {
  if (!connection) throw new AppError('invalid_input', 'conference.no-socket', 'media needs a live connection');
  return connection;
}

/** Refusals of mediasoup are the peer's mistake, never ours: bad parameters come back as `invalid_input`. */
async function media<T>(work: () => Promise<T>): Promise<T> {
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

export function createConferenceHandlers({
  service,
  rooms,
  links,
  database,
}: ConferenceHandlerDeps): Handlers<typeof conferenceCalls> {
  const seat = (context: CallContext, conferenceId: string) => rooms.seat(conferenceId, page(context));
  return {
    'conference:request': async (unit, draft) => presentRequest(await service.request(unit, draft), unit.actor),
    'conference:accept': async (unit, { requestId }) => {
      const { request, conference } = await service.accept(unit, requestId);
      return { request: presentRequest(request, unit.actor), conference: presentConference(conference, unit.actor) };
    },
    'conference:decline': async (unit, { requestId, reason }) =>
      presentRequest(await service.decline(unit, requestId, reason), unit.actor),
    'conference:cancel': async (unit, { requestId }) =>
      presentRequest(await service.cancel(unit, requestId), unit.actor),
    'conference:end': async (unit, { conferenceId }) => {
      const conference = await service.end(unit, conferenceId);
      await links.endWithConference(unit, conferenceId);
      unit.afterCommit(() => void rooms.end(conferenceId));
      return presentConference(conference, unit.actor);
    },
    'conference:leave': async (unit, { conferenceId }) => {
      service.requireListed(await conferences.get(unit.tx, conferenceId), unit.actor);
      await service.setParticipant(unit, conferenceId, unit.actor, 'LEFT');
      unit.afterCommit(() => void rooms.leave(conferenceId, unit.actor.id, null));
      return {};
    },
    'conference:invite-expert': (unit, draft) => links.issue(unit, draft),
    'conference:revoke-link': async (unit, { linkId }) => {
      const link = await links.revoke(unit, linkId);
      await service.setParticipant(unit, link.conferenceId, { id: link.guestId } as Principal, 'REMOVED');
      unit.afterCommit(() => void rooms.leave(link.conferenceId, link.guestId, 'revoked'));
      return link;
    },
    'conference:admit': async (unit, { conferenceId, principalId }) =>
      presentConference(await service.admit(unit, conferenceId, principalId), unit.actor),
    'conference:remove': async (unit, { conferenceId, principalId }) => {
      const conference = await service.remove(unit, conferenceId, principalId);
      unit.afterCommit(() => void rooms.leave(conferenceId, principalId, 'removed'));
      return presentConference(conference, unit.actor);
    },

    'conference:capabilities': () => media(async () => ({ rtpCapabilities: await rooms.capabilities() })),
    'conference:join': (context, { conferenceId, seatId }) =>
      media(async () => {
        service.requireSeat(await conferences.get(database.reader, conferenceId), context.principal);
        return rooms.join(conferenceId, page(context), seatId);
      }),
    'conference:connect-transport': (context, { conferenceId, transportId, dtlsParameters }) =>
      media(async () => {
        await seat(context, conferenceId).connect(transportId, dtlsParameters as unknown as types.DtlsParameters);
        return {};
      }),
    'conference:restart-ice': (context, { conferenceId, transportId }) =>
      media(async () => ({ iceParameters: { ...(await seat(context, conferenceId).restartIce(transportId)) } })),
    'conference:produce': (context, { conferenceId, rtpParameters, ...track }) =>
      media(async () => ({
        producerId: await seat(context, conferenceId).produce({
          ...track,
          rtpParameters: rtpParameters as unknown as types.RtpParameters,
        }),
      })),
    'conference:close-producer': (context, { conferenceId, producerId }) => {
      seat(context, conferenceId).closeProducer(producerId);
      return Promise.resolve({});
    },
    'conference:pause-producer': (context, { conferenceId, producerId, paused }) =>
      media(async () => {
        await seat(context, conferenceId).pauseProducer(producerId, paused);
        return {};
      }),
    'conference:consume': (context, { conferenceId, producerId, rtpCapabilities }) =>
      media(async () => {
        const consumer = await seat(context, conferenceId).consume(producerId, rtpCapabilities);
        return {
          consumerId: consumer.id,
          producerId,
          kind: consumer.kind,
          rtpParameters: { ...consumer.rtpParameters },
        };
      }),
    'conference:resume-consumer': (context, { conferenceId, consumerId }) =>
      media(async () => {
        await seat(context, conferenceId).resumeConsumer(consumerId);
        return {};
      }),
  };
}
