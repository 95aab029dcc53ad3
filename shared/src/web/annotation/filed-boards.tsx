import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnotationBoardView, AnnotationStroke } from '../../features/annotation/annotation.model.js';
import { useConnection } from '../connection/index.js';
import { tell } from '../ui/index.js';
import { BoardFrame } from './board-frame.js';
import { BoardPicture } from './board-picture.js';
import { useBoardKeys } from './board-tools.js';

/** Filed boards to look at, the newest first seen; the arrow keys leaf through them. */
export function FiledBoards(props: {
  /** Oldest first. */
  boards: readonly AnnotationBoardView[];
  newest: AnnotationBoardView;
  strokesOf: (board: AnnotationBoardView) => readonly AnnotationStroke[];
  surface: string;
  onBack: () => void;
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { boards, newest, strokesOf, onBack } = props;
  const connection = useConnection();
  const [boardId, setBoardId] = useState(newest.id);
  const board = boards.find((one) => one.id === boardId) ?? newest;
  const at = boards.indexOf(board);
  useEffect(() => {
    void tell(connection.call('annotation:strokes', { boardId: board.id })).then((reply) => {
      connection.entities.upsertAll('annotation-stroke', reply?.strokes ?? []);
    });
  }, [connection, board.id]);
  const before = boards[at - 1]?.id;
  const after = boards[at + 1]?.id;
  const keys = useMemo(
    () => ({
      escape: onBack,
      previous: () => before !== undefined && setBoardId(before),
      next: () => after !== undefined && setBoardId(after),
    }),
    [onBack, before, after],
  );
  useBoardKeys(keys);
  const { closed } = board;
  const hash = (closed?.composedSha256 ?? closed?.vectorSha256 ?? '').slice(0, 12);
  const strokes = strokesOf(board);
  return (
    <BoardFrame
      board={board}
      strokes={strokes}
      note={t('annotation.viewing', { strokes: closed?.strokes ?? 0, hash })}
      action={t('annotation.back')}
      onAction={onBack}
    >
      <BoardPicture
        board={board}
        strokes={strokes}
        pending={[]}
        current={null}
        principalId=""
        surface={props.surface}
        label={t('annotation.board', { number: board.number })}
      />
      {boards.length > 1 || props.children ? (
        <div className="board-tools">
          {boards.length > 1 ? (
            <>
              <button type="button" className="btn" disabled={before === undefined} onClick={keys.previous}>
                {t('annotation.previous')} <kbd>←</kbd>
              </button>
              <span className="n">
                {at + 1} / {boards.length}
              </span>
              <button type="button" className="btn" disabled={after === undefined} onClick={keys.next}>
                {t('annotation.next')} <kbd>→</kbd>
              </button>
            </>
          ) : null}
          {props.children}
        </div>
      ) : null}
    </BoardFrame>
  );
}
