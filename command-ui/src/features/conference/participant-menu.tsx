import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView, Participant } from '@haigang/shared/features/conference/conference.model';
import { muteOf, participantOf } from '@haigang/shared/features/conference/room.rules';
import type { MutedSource } from '@haigang/shared/features/conference/room.model';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, tell } from '@haigang/shared/web/ui';
import { mutableSources } from './mutable-sources.js';
import { useSeatState } from './seat-store.js';

/** Whether this page may do anything with the person. */
export function hasMenu(conference: ConferenceView, person: Participant, self: boolean): boolean {
  const { can } = conference;
  if (person.state === 'REMOVED' || person.state === 'LOBBY') return false;
  return self ? can.takeHost || can.moderate : can.moderate || can.end;
}

/** What the host may do with one person; everything is a button, so the keyboard reaches it. */
export function ParticipantMenu(props: {
  conference: ConferenceView;
  person: Participant;
  self: boolean;
  onDone: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { conference, person, self, onDone } = props;
  const connection = useConnection();
  const [asking, setAsking] = useState<'remove' | 'hand-over' | null>(null);
  const { can, room } = conference;
  const menu = useRef<HTMLDivElement>(null);
  // Opened at the lower end of a full list it would lie below its edge.
  // The braces matter: newer browsers answer a promise, which would be taken for the effect's way to end.
  useEffect(() => {
    menu.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const target = { conferenceId: conference.id, principalId: person.principalId };
  const inside = person.state === 'JOINED';
  const desk = person.role === 'commander' || person.role === 'dispatcher';
  const host = person.principalId === conference.hostId;
  const spotlit = room.spotlight?.principalId === person.principalId;
  const run = async (task: Promise<ConferenceView>): Promise<void> => {
    const changed = await tell(task);
    if (!changed) return;
    connection.entities.upsert('conference', changed);
    onDone();
  };
  const spotlight = (): Promise<ConferenceView> =>
    connection.call('conference:spotlight', { ...target, principalId: spotlit ? null : person.principalId });
  const button = (text: string, press: () => void): ReactNode => (
    <button type="button" className="btn" onClick={press}>
      {text}
    </button>
  );
  return (
    <div className="menu row" ref={menu}>
      {can.moderate && inside
        ? button(spotlit ? t('room.spotlightOff') : t('room.spotlight'), () => void run(spotlight()))
        : null}
      {can.moderate && !self ? <MuteButtons conference={conference} person={person} run={run} /> : null}
      {can.moderate && room.hands.includes(person.principalId)
        ? button(t('room.lowerHand'), () => void run(connection.call('conference:lower-hand', target)))
        : null}
      {inside && desk && !host && (self ? can.takeHost : can.handOver)
        ? button(self ? t('room.takeHost') : t('room.handOver'), () => setAsking('hand-over'))
        : null}
      {can.end && !self && !host ? button(t('conference.remove'), () => setAsking('remove')) : null}
      {asking === 'hand-over' ? (
        <Confirm
          title={self ? t('room.takeHost') : t('room.handOver')}
          text={t('room.handOverText', { name: inLanguage(person.name) })}
          onYes={() => void run(connection.call('conference:hand-over', target))}
          onClose={() => setAsking(null)}
        />
      ) : null}
      {asking === 'remove' ? (
        <RemoveConfirm conference={conference} person={person} onClose={() => setAsking(null)} />
      ) : null}
    </div>
  );
}

function MuteButtons(props: {
  conference: ConferenceView;
  person: Participant;
  run: (task: Promise<ConferenceView>) => Promise<void>;
}): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const { conference, person, run } = props;
  const seat = useSeatState(conference.id);
  const target = { conferenceId: conference.id, principalId: person.principalId };
  const set = (source: MutedSource, muted: boolean, locked: boolean) => () =>
    void run(connection.call('conference:mute', { ...target, source, muted, locked }));
  return mutableSources(conference, seat, person.principalId).map((source) => {
    const mute = muteOf(conference.room, person.principalId, source);
    if (mute) {
      return (
        <button key={source} type="button" className="btn" onClick={set(source, false, false)}>
          {t(`room.lift.${source}`)}
        </button>
      );
    }
    return (
      <span key={source} className="pair">
        <button type="button" className="btn" onClick={set(source, true, false)}>
          {t(`room.mute.${source}`)}
        </button>
        <button type="button" className="btn" title={t('room.lockHint')} onClick={set(source, true, true)}>
          {t(`room.muteLocked.${source}`)}
        </button>
      </span>
    );
  });
}

/** [ROOM10] The centre withdraws a guest's link with it. */
function RemoveConfirm(props: { conference: ConferenceView; person: Participant; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const { conference, person, onClose } = props;
  const remove = async (): Promise<void> => {
    const { principalId } = person;
    if (await tell(connection.call('conference:remove', { conferenceId: conference.id, principalId }))) onClose();
  };
  if (!participantOf(conference, person.principalId)) return null;
  return (
    <Confirm
      title={t('conference.remove')}
      text={t('room.removeText', { name: inLanguage(person.name) })}
      onYes={() => void remove()}
      onClose={onClose}
    />
  );
}

function Confirm(props: { title: string; text: string; onYes: () => void; onClose: () => void }): ReactNode {
  return (
    <Dialog title={props.title} submitText={props.title} onSubmit={props.onYes} onClose={props.onClose}>
      <p>{props.text}</p>
    </Dialog>
  );
}
