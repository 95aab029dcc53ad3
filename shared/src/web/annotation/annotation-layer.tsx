import './annotation.css';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnotationBoardView, AnnotationStroke } from '../../features/annotation/annotation.model.js';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { useConnection, useConnectionState, useEntityList } from '../connection/index.js';
import { notify } from '../ui/index.js';
import { FiledBoards } from './filed-boards.js';
import { FreezeButton } from './freeze-button.js';
import { OpenBoard } from './open-board.js';
import { useBoards } from './use-boards.js';

/**
 * Boards of a conference on the page of somebody in it: the open one lies over the room until he minimises it, a new one
 * is begun from a live picture, filed ones can be looked at.
 */
export function AnnotationLayer(props: {
  conference: ConferenceView;
  /** What stays at hand where a board covers the whole page. */
  children?: ReactNode;
}): ReactNode {
  const { conference, children } = props;
  const { t } = useTranslation();
  const me = useConnectionState((state) => state.me?.principal);
  const surface = me?.kind === 'guest' ? 'expert' : 'desk';
  const principalId = me?.id ?? '';
  const all = useBoards(conference);
  const open = all.find((board) => board.state === 'OPEN');
  useClosedWithConference(conference.id);
  const [minimised, setMinimised] = useState<string | null>(null);
  const [looking, setLooking] = useState(false);
  const strokes = useEntityList('annotation-stroke');
  const minimise = useCallback(() => setMinimised(open?.id ?? null), [open?.id]);
  const back = useCallback(() => setLooking(false), []);
  const filed = all.filter((board) => board.state === 'CLOSED').toSorted((a, b) => a.number - b.number);
  const newest = filed.at(-1);
  const of = (board: AnnotationBoardView): AnnotationStroke[] => strokes.filter((one) => one.boardId === board.id);
  if (open && minimised !== open.id) {
    return (
      <OpenBoard
        key={open.id}
        board={open}
        strokes={of(open)}
        principalId={principalId}
        surface={surface}
        onMinimise={minimise}
      >
        {children}
      </OpenBoard>
    );
  }
  if (looking && newest) {
    return (
      <FiledBoards boards={filed} newest={newest} strokesOf={of} surface={surface} onBack={back}>
        {children}
      </FiledBoards>
    );
  }
  return (
    <div className="annotation-bar">
      {open ? (
        <button type="button" className="btn" onClick={() => setMinimised(null)}>
          {t('annotation.board', { number: open.number })} · {t('annotation.show')}
        </button>
      ) : (
        <FreezeButton conference={conference} ownId={principalId} surface={surface} />
      )}
      {newest ? (
        <button type="button" className="btn quiet" onClick={() => setLooking(true)}>
          {t('annotation.filed', { count: filed.length })}
        </button>
      ) : null}
    </div>
  );
}

/** [ANN9] Says why an open board went: heard before the conference itself leaves the page. */
function useClosedWithConference(conferenceId: string): void {
  const { t } = useTranslation();
  const connection = useConnection();
  useEffect(
    () =>
      connection.entities.store.subscribe(({ 'annotation-board': now }, { 'annotation-board': before }) => {
        if (now === before) return;
        for (const board of now.values()) {
          const { closed, number } = board;
          if (board.conferenceId !== conferenceId || !closed?.withConference) continue;
          if (before.get(board.id)?.state === 'OPEN') notify(t('annotation.closedWithConference', { number }));
        }
      }),
    [connection, conferenceId, t],
  );
}
