import type { StoreApi } from 'zustand/vanilla';
import { every } from '../../kernel/every.js';
import { settingMs } from '../../kernel/settings.js';
import type { Scope } from '../../kernel/scope.js';
import type { LineQuality } from '../../features/conference/conference.protocol.js';
import { layerOfRung, voiceRung, type LadderOptions, type Rung } from '../../features/conference/ladder.rules.js';
import {
  ladderClimbSeconds,
  ladderFallLossPercent,
  ladderFallSeconds,
  stillMaxKilobytes,
  stillSeconds,
} from '../../features/conference/media.settings.js';
import type { WatchedPicture } from '../../features/conference/picture-watch.rules.js';
import { RecentLines } from '../../features/conference/recent-lines.js';
import { participantOf } from '../../features/conference/room.rules.js';
import { siteSettings, type Connection } from '../connection/index.js';
import { openSpeakers, type Speakers } from './active-speaker.js';
import { LayerSubscription, type ReceivedPicture } from './layer-subscription.js';
import { keepLineHistory, type LineHistory } from './line-history.js';
import { createLineStore, watchLines, type LineState } from './line-quality.js';
import type { MediaSession } from './media-session.js';
import type { ConferenceState } from './seat-state.js';
import { watchPictures } from './picture-watch.js';
import { openSeenLines, type SeenLines } from './seen-lines.js';
import { rememberLines } from './start-rates.js';
import { openStills, sendStills, type Stills } from './stills.js';

/** How often it is looked who tells of his lines no more, ms. */
const SILENCE_LOOK_MS = 2000;
/** Most a voice may take on each rung, kbit/s: speech is clear at all of them. */
const VOICE_KBPS: Readonly<Record<Rung, number>> = { full: 40, middle: 40, low: 32, still: 20, audio: 12 };

/** What a page sees and hears of a seat beyond its tracks: what it subscribes to, who speaks, how good the lines are. */
export interface SeatView {
  readonly layers: LayerSubscription;
  readonly speakers: StoreApi<Speakers>;
  readonly lines: StoreApi<LineState>;
  readonly history: StoreApi<LineHistory>;
  readonly seen: StoreApi<SeenLines>;
  readonly stills: StoreApi<Stills>;
  /** Whether a picture should be moving on this page now. */
  isWanted(producerId: string): WatchedPicture['wanted'];
}

export interface SeatViewOptions {
  readonly connection: Connection;
  readonly conferenceId: string;
  readonly scope: Scope;
  readonly state: StoreApi<ConferenceState>;
  /** Asked each time, since a seat's media may be opened anew. */
  readonly session: () => MediaSession | null;
}

/** Lives as long as `scope`. */
export function openSeatView(options: SeatViewOptions): SeatView {
  const { connection, conferenceId, scope, state, session } = options;
  const layers = scope.own(
    new LayerSubscription({
      pictures: () => session()?.pictures ?? [],
      send: (wishes) => connection.call('conference:set-consumers', { conferenceId, wishes }),
    }),
  );
  scope.defer(
    state.subscribe((now, before) => {
      if (now.remotes !== before.remotes || now.phase !== before.phase) layers.refresh();
    }),
  );
  const lines = openLines(options, layers);
  const isWanted = ({ producerId, consumerId }: Omit<ReceivedPicture, 'source'>): WatchedPicture['wanted'] => {
    const { phase, remotes } = state.getState();
    if (phase !== 'live') return 'cannot-tell';
    const remote = remotes.find((one) => one.producerId === producerId);
    const { own, others } = lines.getState();
    const hasPicture = (line: LineQuality | undefined): boolean => line?.rung !== 'still' && line?.rung !== 'audio';
    const isSent = remote?.paused === false && hasPicture(others.get(remote.principalId)?.up);
    return isSent && !layers.isPaused(consumerId) && hasPicture(own?.down) ? 'yes' : 'no';
  };
  // [MEDIA8] Of one who is dropped nothing comes, however often it is received anew.
  const isAwaited = (picture: Omit<ReceivedPicture, 'source'>): WatchedPicture['wanted'] => {
    const remote = state.getState().remotes.find(({ producerId }) => producerId === picture.producerId);
    const room = connection.entities.store.getState().conference.get(conferenceId);
    const sender = remote && room && participantOf(room, remote.principalId);
    return sender?.state === 'DROPPED' ? 'no' : isWanted(picture);
  };
  watchPictures({ scope, session, isWanted: isAwaited });
  return {
    layers,
    speakers: openSpeakers({ connection, conferenceId, scope }),
    lines,
    history: keepLineHistory(scope, lines),
    seen: openSeenLines({ connection, conferenceId, scope }),
    stills: openStills({ connection, conferenceId, scope }),
    isWanted: (producerId) => {
      const picture = session()?.pictures.find((one) => one.producerId === producerId);
      return picture ? isWanted(picture) : 'cannot-tell';
    },
  };
}

/** [LADDER1] The lines of the seat and what follows from them: layers sent and received, stills, reports. */
function openLines(options: SeatViewOptions, layers: LayerSubscription): StoreApi<LineState> {
  const { connection, conferenceId, scope, session } = options;
  const settings = siteSettings(connection);
  const lines = createLineStore();
  const recent = new RecentLines();
  /** [LADDER10] Who is dropped tries to come back over a line that the voices may fill. */
  const heardOver = (): Rung[] => {
    const room = connection.entities.store.getState().conference.get(conferenceId);
    const states = new Map(room?.participants.map(({ principalId, state }) => [principalId, state]));
    // A wall is on no list.
    const isThere = (principalId: string): boolean => (states.get(principalId) ?? 'JOINED') === 'JOINED';
    const heard = recent.at(performance.now(), isThere);
    const rungs = heard.map(({ down }) => down.rung);
    return [...states.values()].includes('DROPPED') ? [...rungs, 'audio'] : rungs;
  };
  let downAvailableKbps: number | null = null;
  let upLossPercent: number | null = null;
  const stills = sendStills({
    scope,
    isNeeded: () => {
      const { own } = lines.getState();
      return own?.up.rung !== 'audio' && (own?.up.rung === 'still' || heardOver().includes('still'));
    },
    track: (source) => {
      const producer = session()?.producerOf(source);
      return producer?.paused === false ? producer.track : null;
    },
    intervalMs: () => settingMs(settings, stillSeconds),
    maxBytes: () => settings.get(stillMaxKilobytes) * 1000,
    send: (source, jpeg) => connection.call('conference:send-still', { conferenceId, source, jpeg }),
  });
  watchLines({
    scope,
    session,
    ladder: (): Partial<LadderOptions> => ({
      fallAfterMs: settingMs(settings, ladderFallSeconds),
      climbAfterMs: settingMs(settings, ladderClimbSeconds),
      fallLossPercent: settings.get(ladderFallLossPercent),
    }),
    downAvailableKbps: () => downAvailableKbps,
    upLossPercent: () => upLossPercent,
    onRungs: (up, down) => {
      // A sender that ended meanwhile takes no parameters; the next sample meets the new one.
      session()
        ?.fitUplink(layerOfRung(up), VOICE_KBPS[voiceRung(up, heardOver())])
        .catch(() => undefined);
      layers.limit(layerOfRung(down));
    },
    onQuality: (own, availableKbps) => {
      lines.setState({ own, availableKbps });
      const openForMs = performance.now() - (session()?.openedAt ?? Infinity);
      rememberLines(own, { up: availableKbps, down: downAvailableKbps }, openForMs);
      stills.refresh();
      if (connection.state.getState().link.phase !== 'live') return;
      connection
        .call('conference:report-quality', { conferenceId, ...own })
        .then((reply) => ({ downAvailableKbps, upLossPercent } = reply))
        .catch(() => undefined);
    },
  });
  scope.defer(
    connection.on('conference:quality-changed', (event) => {
      if (event.conferenceId !== conferenceId) return;
      const own = connection.state.getState().me?.principal.id;
      const others = new Map(lines.getState().others);
      for (const { principalId, up, down } of event.people) {
        if (principalId === own) continue;
        others.set(principalId, { up, down });
        recent.tell(principalId, { up, down }, performance.now());
      }
      lines.setState({ others });
      stills.refresh();
    }),
  );
  scope.defer(
    every(SILENCE_LOOK_MS, () => {
      const now = performance.now();
      const silent = [...lines.getState().others.keys()].filter((principalId) => !recent.isRecent(principalId, now));
      const known = lines.getState().silent;
      const isOther = silent.length !== known.size || silent.some((principalId) => !known.has(principalId));
      if (isOther) lines.setState({ silent: new Set(silent) });
    }),
  );
  return lines;
}
