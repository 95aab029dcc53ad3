import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Callable, CallTarget } from '@haigang/shared/features/conference/call.protocol';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { Presence } from '@haigang/shared/features/identity/identity.protocol';
import { useConnection } from '@haigang/shared/web/connection';
import { usePresence } from '@haigang/shared/web/feeds';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, Icon, tell } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { useMove } from './use-move.js';
import './calls.css';

interface CallProps {
  readonly incidentId: string;
  /** The incident's running conference, if there is one. */
  readonly conference: ConferenceView | undefined;
}

/** 呼叫: opens the list of who can be called into the incident's conference. */
export function CallButton(props: CallProps & { primary?: boolean }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useDeskKey({ code: 'KeyC', text: t('call.call'), run: () => setOpen(true) });
  return (
    <>
      <button type="button" className={props.primary ? 'btn pri' : 'btn'} onClick={() => setOpen(true)}>
        <Icon name="phone" /> {t('call.call')} <kbd>C</kbd>
      </button>
      {open ? <CallDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Whom to call, with who is reachable: the team, everyone of the incident, or chosen ones. [CALL2] */
function CallDialog({ incidentId, conference, onClose }: CallProps & { onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { go, busy } = useMove();
  const presence = usePresence();
  const people = useCallable(incidentId).toSorted((a, b) => rank(a, presence) - rank(b, presence));
  const removed = people.filter((one) => one.removed && one.involved).map((one) => inLanguage(one.name));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  // [ROOM12] What becomes of the call this desk hosts is asked before anybody is called.
  const call = async (who: CallTarget): Promise<void> => {
    if (await go({ kind: 'call', incidentId, who })) onClose();
  };
  const toggle = (id: string): void =>
    setChosen((known) => new Set(known.has(id) ? [...known].filter((one) => one !== id) : [...known, id]));
  return (
    <Dialog
      title={t('call.title')}
      submitText={t('call.chosen', { count: chosen.size })}
      busy={busy}
      canSubmit={chosen.size > 0}
      onSubmit={() => void call({ kind: 'chosen', principalIds: [...chosen] })}
      onClose={onClose}
    >
      <div className="row">
        <button
          type="button"
          className="btn"
          disabled={busy || !people.some((one) => one.inTeam && !one.removed)}
          onClick={() => void call({ kind: 'team' })}
        >
          {t('call.team')}
        </button>
        <button
          type="button"
          className="btn"
          disabled={busy || !people.some((one) => one.involved && !one.removed)}
          onClick={() => void call({ kind: 'everyone' })}
        >
          {t('call.everyone')}
        </button>
      </div>
      {removed.length > 0 ? (
        <p className="t2">{t('call.removed', { count: removed.length, names: removed.join(' · ') })}</p>
      ) : null}
      <fieldset className="levelchoice callable">
        <legend>{t('conference.participants')}</legend>
        {people.map((person) => (
          <CallableRow
            key={person.principalId}
            person={person}
            state={conference?.participants.find((one) => one.principalId === person.principalId)?.state}
            pages={presence.filter((one) => one.principalId === person.principalId)}
            checked={chosen.has(person.principalId)}
            onToggle={() => toggle(person.principalId)}
          />
        ))}
      </fieldset>
    </Dialog>
  );
}

function CallableRow(props: {
  person: Callable;
  state: ConferenceView['participants'][number]['state'] | undefined;
  pages: readonly Presence[];
  checked: boolean;
  onToggle: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { person, state, pages } = props;
  const inside = state === 'JOINED' || state === 'RINGING' || state === 'DROPPED';
  const reach = pages.length === 0 ? 'offline' : pages.some((one) => one.reachable) ? 'reachable' : 'unreachable';
  return (
    <label className={`row ${reach}`}>
      <input type="checkbox" checked={props.checked} disabled={inside} onChange={props.onToggle} />
      <span className="sp">
        <b>{inLanguage(person.name)}</b>
        <small>
          {t(`role.${person.role}`)}
          {person.inTeam ? ` · ${t('call.inTeam')}` : ''}
          {person.answersByItself ? ` · ${t('call.byItself')}` : ''}
        </small>
      </span>
      <small className="reach">
        {state && (inside || state === 'REMOVED') ? t(`participantState.${state}`) : t(`call.${reach}`)}
      </small>
    </label>
  );
}

/** Whom one will most likely call stands first: reachable people, and among them those sent to the incident. */
function rank(person: Callable, presence: readonly Presence[]): number {
  const reachable = presence.some((one) => one.principalId === person.principalId && one.reachable);
  return (reachable ? 0 : 2) + (person.inTeam ? 0 : 1);
}

function useCallable(incidentId: string): readonly Callable[] {
  const connection = useConnection();
  const [people, setPeople] = useState<readonly Callable[]>([]);
  useEffect(() => {
    let gone = false;
    void tell(connection.call('conference:callable', { incidentId })).then((reply) => {
      if (reply && !gone) setPeople(reply.people);
    });
    return () => {
      gone = true;
    };
  }, [connection, incidentId]);
  return people;
}
