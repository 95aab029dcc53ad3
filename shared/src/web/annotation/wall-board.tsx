import './annotation.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEntityList } from '../connection/index.js';
import { BoardFrame } from './board-frame.js';
import { BoardPicture } from './board-picture.js';

/** [ANN2] The open board of a conference on a wall: the still and every stroke as it is drawn; nobody draws there. */
export function WallBoard({ conferenceId }: { conferenceId: string }): ReactNode {
  const { t } = useTranslation();
  const board = useEntityList('annotation-board').find(
    (one) => one.conferenceId === conferenceId && one.state === 'OPEN',
  );
  const strokes = useEntityList('annotation-stroke').filter((one) => one.boardId === board?.id);
  if (!board) return null;
  return (
    <BoardFrame board={board} strokes={strokes}>
      <BoardPicture
        key={board.id}
        board={board}
        strokes={strokes}
        pending={[]}
        current={null}
        principalId=""
        surface="wall"
        label={t('annotation.board', { number: board.number })}
      />
    </BoardFrame>
  );
}
