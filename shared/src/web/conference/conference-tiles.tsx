import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView, Participant } from '../../features/conference/conference.model.js';
import { inLanguage } from '../i18n/index.js';
import { useSpeaker } from './active-speaker.js';
import type { ConferenceClient } from './conference-client.js';
import { InterruptedVoice } from './interrupted-tracks.js';
import { MediaTile } from './media-tile.js';
import { RemoteTile } from './remote-tile.js';
import type { ConferenceState, RemoteTrack } from './seat-state.js';
import { focusOf, type StageMode, type StageTile } from './stage-focus.js';
import { TileStage, type StageItem } from './tile-stage.js';

/**
 * Everybody in the room but oneself, and oneself when `self` is given: pictures first, then those who are heard only.
 * [SCREEN2] Pressing a small tile shows it large on this screen, pressing the large one gives the choice back.
 */
export function ConferenceTiles(props: {
  conference: ConferenceView;
  seat: ConferenceClient | null;
  state: ConferenceState;
  meId: string;
  mode: StageMode;
  /** One's own picture as a tile among the others; absent where it lies over the stage. */
  self?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { conference, seat, state, meId, mode, self } = props;
  const [picked, setPicked] = useState<string | null>(null);
  const spotlight = conference.room.spotlight;
  useEffect(() => setPicked(null), [spotlight?.at, mode]);
  const speaker = useSpeaker(seat);
  const people = new Map(conference.participants.map((person) => [person.principalId, person]));
  const pictures = state.remotes.filter((remote) => remote.source !== 'microphone');
  const heard = listeners(conference, pictures, meId);
  const tiles: StageTile[] = [...pictures.map((remote) => pictureTile(remote, people)), ...heard.map(voiceTile)];
  const focusKey = focusOf({ tiles, mode, picked, spotlight: spotlight?.principalId ?? null, speaker });
  const choose = (key: string, large: boolean): void => setPicked(large ? null : key);
  const items: StageItem[] = [
    ...pictures.map((remote) => ({
      key: remote.producerId,
      stays: remote.source === 'screen',
      render: (large: boolean) => (
        <Pick label={large ? null : t('stage.pick')} onPick={() => choose(remote.producerId, large)}>
          <RemoteTile
            seat={seat}
            remote={remote}
            className={large || remote.source === 'screen' ? 'large' : 'fill'}
            name={nameOf(people.get(remote.principalId), t('conference.centre'))}
            badge={remote.source === 'screen' ? t('stage.screen') : undefined}
            stale={state.phase === 'reconnecting'}
            dropped={people.get(remote.principalId)?.state === 'DROPPED'}
          />
        </Pick>
      ),
    })),
    ...heard.map((person) => ({
      key: person.principalId,
      render: (large: boolean) => (
        <Pick label={large ? null : t('stage.pick')} onPick={() => choose(person.principalId, large)}>
          <MediaTile
            className="voiceonly"
            name={inLanguage(person.name)}
            track={null}
            badge={t(`role.${person.role}`)}
            marks={<InterruptedVoice seat={seat} principalId={person.principalId} />}
          />
        </Pick>
      ),
    })),
  ];
  if (self) items.push({ key: 'self', stays: true, render: () => self });
  return <TileStage items={items} focusKey={focusKey} />;
}

/** A tile one can press; the large one too, to give the choice back. */
function Pick(props: { label: string | null; onPick: () => void; children: ReactNode }): ReactNode {
  return (
    <div className="pick">
      {props.children}
      <button
        type="button"
        className="over-all"
        aria-label={props.label ?? ''}
        title={props.label ?? undefined}
        onClick={props.onPick}
      />
    </div>
  );
}

/** Those in the room who send no picture at all. */
function listeners(conference: ConferenceView, pictures: readonly RemoteTrack[], meId: string): Participant[] {
  const seen = new Set(pictures.map((remote) => remote.principalId));
  return conference.participants.filter(
    ({ principalId, state }) => state === 'JOINED' && principalId !== meId && !seen.has(principalId),
  );
}

function pictureTile(remote: RemoteTrack, people: ReadonlyMap<string, Participant>): StageTile {
  const { producerId: key, principalId, source } = remote;
  return { key, principalId, source, role: people.get(principalId)?.role ?? null };
}

/** Someone without a picture is no officer on the spot to be shown large by himself. */
function voiceTile({ principalId }: Participant): StageTile {
  return { key: principalId, principalId, source: 'camera', role: null };
}

function nameOf(person: Participant | undefined, otherwise: string): string {
  return person ? inLanguage(person.name) : otherwise;
}
