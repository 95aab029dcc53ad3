import type { Conference } from '@haigang/shared/features/conference/conference.model';
import type { Mute, MutedSource } from '@haigang/shared/features/conference/room.model';
import {
  heldByMutes,
  muteOf,
  openToMuteAll,
  participantOf,
  withMute,
  withoutMute,
} from '@haigang/shared/features/conference/room.rules';
import type { Unit } from '../../platform/storage/unit-of-work.js';
import { nameParams, type IncidentService } from '../incident/index.js';
import { listed, markOf, requireModeratable, running, type RoomService } from './room.service.js';

/** Who is silenced by the host (durable); the tracks themselves are held by each seat (`HeldSources`). */
export class MuteService {
  readonly #room: RoomService;
  readonly #incidents: IncidentService;

  constructor(deps: { room: RoomService; incidents: IncidentService }) {
    this.#room = deps.room;
    this.#incidents = deps.incidents;
  }

  /** [ROOM5] Silences one source of one person, or lifts it. */
  async mute(
    unit: Unit,
    order: { conferenceId: string; principalId: string; source: MutedSource; muted: boolean; locked: boolean },
  ): Promise<Conference> {
    const { conferenceId, principalId, source, muted, locked } = order;
    const conference = await this.#room.openFor(unit, conferenceId, 'moderate');
    const person = listed(conference, principalId);
    requireModeratable(person, unit.actor);
    unit.audit('conference:mute-set', 'conference', conferenceId, { principalId, source, muted, locked });
    await this.#incidents.log(unit, conference.incidentId, {
      kind: 'conference',
      textKey: `log.${muted ? 'muted' : 'mute-lifted'}-${source}`,
      params: nameParams(person.name),
    });
    const mute: Mute = { principalId, source, locked, ...markOf(unit) };
    const room = muted ? withMute(conference.room, mute) : withoutMute(conference.room, principalId, source);
    return this.#room.saveRoom(unit, conference, room);
  }

  /** [ROOM5] Every microphone but the host's, the caller's and the commanders'; who is silenced already stays as he is. */
  async muteAll(
    unit: Unit,
    order: { conferenceId: string; muted: boolean; locked: boolean },
  ): Promise<{ conference: Conference; people: readonly string[] }> {
    const { conferenceId, muted, locked } = order;
    const conference = await this.#room.openFor(unit, conferenceId, 'moderate');
    const concerned = muted ? openToMuteAll(conference, unit.actor.id) : heldByMutes(conference, unit.actor.id);
    const people = concerned.map((one) => one.principalId);
    unit.audit('conference:all-muted', 'conference', conferenceId, { people, muted, locked });
    await this.#incidents.log(unit, conference.incidentId, {
      kind: 'conference',
      textKey: muted ? 'log.all-muted' : 'log.all-mutes-lifted',
    });
    const source = 'microphone';
    const room = people.reduce(
      (state, principalId) =>
        muted
          ? withMute(state, { principalId, source, locked, ...markOf(unit) })
          : withoutMute(state, principalId, source),
      conference.room,
    );
    return { conference: await this.#room.saveRoom(unit, conference, room), people };
  }

  /** [ROOM5] The person speaks again by himself; a locked mute is left as it is, the held track refuses him. */
  async liftOwn(unit: Unit, conferenceId: string, source: MutedSource): Promise<Conference> {
    const conference = await running(unit, conferenceId);
    const mute = muteOf(conference.room, unit.actor.id, source);
    if (!mute || mute.locked || !participantOf(conference, unit.actor.id)) return conference;
    unit.audit('conference:unmuted-self', 'conference', conferenceId, { source });
    return this.#room.saveRoom(unit, conference, withoutMute(conference.room, unit.actor.id, source));
  }
}
