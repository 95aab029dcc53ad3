import i18next from 'i18next';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { AppError } from '@haigang/shared/kernel/errors';
import { fileOpenBoard } from '@haigang/shared/web/annotation';
import { PAGE_ID, takeSeatAhead } from '@haigang/shared/web/conference';
import { useConnection, type Connection } from '@haigang/shared/web/connection';
import { inLanguage, reasonText } from '@haigang/shared/web/i18n';
import { notify, tell } from '@haigang/shared/web/ui';
import { enterConference, isInConference, view } from '../../app/view.js';
import { chartHostOf } from '../vessel/chart-host.js';
import { askAbout, moveMeans, type Move } from './move.js';
import { hasSeatIn } from './seat-store.js';

export interface Moving {
  /** [ROOM12] Goes there, or asks first; false where the way was closed, which its person was told. */
  readonly go: (move: Move) => Promise<boolean>;
  /** Goes there and ends the call this desk is in for everybody. */
  readonly endAndGo: (move: Move) => void;
  /** Accepts and stays: who asked waits in his conference for another desk. */
  readonly acceptOnly: (move: Extract<Move, { kind: 'accept' }>) => void;
  readonly busy: boolean;
}

/** The ways of this desk into a conference: one at a time, the seat taken at once, the screen after it. */
export function useMove(): Moving {
  const { t } = useTranslation();
  const connection = useConnection();
  const [busy, setBusy] = useState(false);
  /** The key is quicker than the button that `busy` holds. */
  const running = useRef(false);
  const once = useCallback(async (task: () => Promise<boolean>): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    try {
      return await task();
    } finally {
      running.current = false;
      setBusy(false);
    }
  }, []);
  const ways = useMemo(
    () => ({
      go: (move: Move) => {
        const means = moveMeans(move, callOf(connection), ownId(connection));
        if (means !== 'ask') return once(() => moveTo(connection, move));
        askAbout(move);
        return Promise.resolve(true);
      },
      endAndGo: (move: Move) => void once(() => endAndMove(connection, move)),
      acceptOnly: (move: Extract<Move, { kind: 'accept' }>) =>
        void once(async () => {
          const there = await destination(connection, move, true);
          if (there) notify(t('move.waits', { number: move.request.incidentNumber }));
          return there !== undefined;
        }),
    }),
    [connection, once, t],
  );
  return { ...ways, busy };
}

const ownId = (connection: Connection): string => connection.state.getState().me?.principal.id ?? '';

/** The conference this desk sits in; null also for a seat that moved to another page of its person. */
function callOf(connection: Connection): ConferenceView | null {
  const { conferenceId } = view.getState();
  if (conferenceId === null || !hasSeatIn(conferenceId)) return null;
  return connection.entities.store.getState().conference.get(conferenceId) ?? null;
}

/** Where the way leads; undefined where it is closed, which its person is told. */
async function destination(
  connection: Connection,
  move: Move,
  stays = false,
): Promise<Pick<ConferenceView, 'id' | 'incidentId'> | undefined> {
  if (move.kind === 'enter') {
    // It may have ended, or been locked, while its person was asked.
    const now = connection.entities.store.getState().conference.get(move.conference.id);
    if (now && now.state !== 'ENDED' && now.can.join) return move.conference;
    notify(reasonText(now && now.state !== 'ENDED' ? 'conference.locked' : 'conference.ended'));
    return undefined;
  }
  if (move.kind === 'call') return called(connection, move);
  const accepted = await tell(connection.call('conference:accept', { requestId: move.request.id, stays }));
  if (accepted) connection.entities.upsert('conference', accepted.conference);
  return accepted?.conference;
}

/** [CALL2] Calls people, and says who was left out of "the team" or "everyone". [CALL6] */
async function called(
  connection: Connection,
  { incidentId, who }: Extract<Move, { kind: 'call' }>,
): Promise<ConferenceView | undefined> {
  const reply = await tell(connection.call('conference:call', { incidentId, who }));
  if (!reply) return undefined;
  const { leftOut, ...opened } = reply;
  connection.entities.upsert('conference', opened);
  if (leftOut.length > 0) {
    const names = leftOut.map((name) => inLanguage(name)).join(' · ');
    notify(i18next.t('call.leftOut', { count: leftOut.length, names }));
  }
  return opened;
}

async function moveTo(connection: Connection, move: Move): Promise<boolean> {
  holdChart(connection);
  const there = await destination(connection, move);
  if (!there) return false;
  const current = callOf(connection);
  if (current && current.id !== there.id && !(await leave(connection, current))) {
    // The desk that would have taken over went meanwhile: the first call keeps its host until he said what becomes of it.
    askAbout({ kind: 'enter', conference: there });
    return true;
  }
  enter(connection, there);
  return true;
}

/** First there, then the end here: what is closed to him ends nothing. */
async function endAndMove(connection: Connection, move: Move): Promise<boolean> {
  const there = await destination(connection, move);
  if (!there) return false;
  const current = callOf(connection);
  if (current && current.id !== there.id) {
    await fileOpenBoard(connection, current.id);
    const ended = await tell(connection.call('conference:end', { conferenceId: current.id }));
    if (!ended) return false;
  }
  enter(connection, there);
  return true;
}

/** False where others would be left alone. Whatever else keeps the centre from noting it keeps nobody in a call. */
async function leave(connection: Connection, { id: conferenceId }: ConferenceView): Promise<boolean> {
  try {
    await connection.call('conference:leave', { conferenceId, pageId: PAGE_ID });
    return true;
  } catch (failure) {
    return !(failure instanceof AppError && failure.reason === 'conference.host-must-stay');
  }
}

function enter(connection: Connection, { id, incidentId }: Pick<ConferenceView, 'id' | 'incidentId'>): void {
  holdChart(connection);
  if (!isInConference(id)) takeSeatAhead(connection, id);
  enterConference(id, incidentId);
}

/** Keeps the chart from drawing while a picture is about to come. */
const holdChart = (connection: Connection): void => chartHostOf(connection).hold();
