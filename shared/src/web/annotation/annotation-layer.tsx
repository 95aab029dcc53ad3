import './annotation.css';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnotationBoardView, AnnotationStroke } from '../../features/annotation/annotation.model.js';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { useConnection, useConnectionState, useEntityList } from '../connection/index.js';
import { notify, tell } from '../ui/index.js';
import { BoardFrame } from './board-frame.js';
import { BoardPicture } from './board-picture.js';
import { useBoardKeys } from './board-tools.js';
import { FreezeButton } from './freeze-button.js';
import { OpenBoard } from './open-board.js';
import { useBoards } from './use-boards.js';

/**
 * Boards of a conference on the page of somebody in it: the open one lies over the room until he minimises it, a new one
 * is begun from a live picture, filed ones can be looked at.
 */
export function AnnotationLayer({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const me = useConnectionState((state) => state.me?.principal);
  const surface = me?.kind === 'guest' ? 'expert' : 'desk';
  const principalId = me?.id ?? '';
  const all = useBoards(conference);
  const open = all.find((board) => board.state === 'OPEN');
  useClosedWithConference(conference.id);
  const [minimised, setMinimised] = useState<string | null>(null);
  const [viewed, setViewed] = useState<string | null>(null);
  const strokes = useEntityList('annotation-stroke');
  const minimise = useCallback(() => setMinimised(open?.id ?? null), [open?.id]);
  const back = useCallback(() => setViewed(null), []);
  const filed = all.filter((board) => board.state === 'CLOSED').toSorted((a, b) => a.number - b.number);
  const looking = filed.find((board) => board.id === viewed);
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
      />
    );
  }
  if (looking) {
    return <FiledBoard board={looking} strokes={of(looking)} surface={surface} onBack={back} />;
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
      {filed.map((board) => (
        <button key={board.id} type="button" className="btn quiet" onClick={() => setViewed(board.id)}>
          {t('annotation.board', { number: board.number })}
        </button>
      ))}
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

function FiledBoard(props: {
  board: AnnotationBoardView;
  strokes: readonly AnnotationStroke[];
  surface: string;
  onBack: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { board, onBack } = props;
  const connection = useConnection();
  const boardId = board.id;
  useEffect(() => {
    void tell(connection.call('annotation:strokes', { boardId })).then((reply) => {
      for (const stroke of reply?.strokes ?? []) connection.entities.upsert('annotation-stroke', stroke);
    });
  }, [connection, boardId]);
  useBoardKeys(useMemo(() => ({ tool: () => undefined, undo: () => undefined, escape: onBack }), [onBack]));
  const { closed } = board;
  const hash = (closed?.composedSha256 ?? closed?.vectorSha256 ?? '').slice(0, 12);
  return (
    <BoardFrame
      board={board}
      strokes={props.strokes}
      note={t('annotation.viewing', { strokes: closed?.strokes ?? 0, hash })}
      action={t('annotation.back')}
      onAction={onBack}
    >
      <BoardPicture
        board={board}
        strokes={props.strokes}
        pending={[]}
        current={null}
        principalId=""
        surface={props.surface}
        label={t('annotation.board', { number: board.number })}
      />
    </BoardFrame>
  );
}
