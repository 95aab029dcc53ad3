import type { MediaSource } from '@haigang/shared/features/conference/conference.protocol';
import type { HaigangDatabase } from '../../platform/storage/database.js';
import { incidents } from '../incident/index.js';
import type { ConferenceRooms } from './conference-rooms.js';
import { conferences } from './conference.stores.js';
import type { Admitted, VideoAdmission } from './media/index.js';

export interface PictureGateDeps {
  readonly rooms: ConferenceRooms;
  readonly database: HaigangDatabase;
  readonly admission: VideoAdmission;
}

/** [ADMIT1] [ADMIT5] Lets pictures into the rooms, from those who send them and to those who receive them. */
export class PictureGate {
  readonly #deps: PictureGateDeps;
  /** What was let in for those who were in the room; each of them takes his part. */
  readonly #sent = new Map<string, Admitted>();

  constructor(deps: PictureGateDeps) {
    this.#deps = deps;
  }

  /**
   * Sends a new picture with `send`, which gives the producer's id. Throws `over_capacity conference.video-full` where it is
   * one too many for the room's worker. [ADMIT3] One that ran is not asked.
   */
  async send(
    { conferenceId, principalId }: { conferenceId: string; principalId: string },
    source: MediaSource,
    send: () => Promise<string>,
  ): Promise<string> {
    const { rooms } = this.#deps;
    const pictures = rooms.picturesOf(conferenceId, principalId);
    if (pictures.has(source)) return send();
    const viewers = Math.max(1, rooms.seatsOf(conferenceId) - 1);
    const producerId = await this.#admitted(conferenceId, viewers, async (admitted) => {
      const id = await send();
      for (const [known, { until }] of this.#sent) if (until <= performance.now()) this.#sent.delete(known);
      this.#sent.set(id, admitted);
      return id;
    });
    pictures.add(source);
    return producerId;
  }

  /** Receives a producer with `receive`; a picture that is new to this person's place in the room is asked for. */
  async receive<T>(
    { conferenceId, principalId }: { conferenceId: string; principalId: string },
    producerId: string,
    receive: () => Promise<T>,
  ): Promise<T> {
    const { rooms } = this.#deps;
    const producer = rooms.producerOf(conferenceId, producerId);
    if (producer?.kind !== 'video') return receive();
    const seen = rooms.seenBy(conferenceId, principalId);
    const key = `${producer.source} ${producer.principalId}`;
    const part = this.#sent.get(producerId);
    const counted = part && part.unsent > 0 && part.until > performance.now() ? part : null;
    if (counted) counted.unsent -= 1;
    let received: T;
    try {
      received = counted || seen.has(key) ? await receive() : await this.#asked(conferenceId, receive);
    } catch (failure) {
      if (counted) counted.unsent += 1;
      throw failure;
    }
    seen.add(key);
    return received;
  }

  #asked<T>(conferenceId: string, receive: () => Promise<T>): Promise<T> {
    return this.#admitted(conferenceId, 1, async (admitted) => {
      const done = await receive();
      admitted.unsent = 0;
      return done;
    });
  }

  async #admitted<T>(conferenceId: string, pictures: number, use: (admitted: Admitted) => Promise<T>): Promise<T> {
    const { database, admission, rooms } = this.#deps;
    const conference = await conferences.get(database.reader, conferenceId);
    const { eventLevel } = await incidents.get(database.reader, conference.incidentId);
    const workerPid = rooms.workerPid(conferenceId) ?? 0;
    const admitted = admission.admit(workerPid, eventLevel === 'I' || eventLevel === 'II', pictures);
    try {
      return await use(admitted);
    } catch (failure) {
      admission.withdraw(workerPid, admitted);
      throw failure;
    }
  }
}
