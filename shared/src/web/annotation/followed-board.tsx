import './annotation.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '../../features/conference/conference.model.js';
import { beijingTime } from '../../kernel/time.js';
import { useEntityList } from '../connection/index.js';
import { inLanguage } from '../i18n/index.js';
import { BoardPicture } from './board-picture.js';
import { useBoards } from './use-boards.js';

/** [ANN2] The open board to look at, for a screen too small to draw on: the still and every stroke as it is drawn. */
export function FollowedBoard(props: { conference: ConferenceView; surface: string }): ReactNode {
  const { t } = useTranslation();
  const open = useBoards(props.conference).find((board) => board.state === 'OPEN');
  const strokes = useEntityList('annotation-stroke').filter((one) => one.boardId === open?.id);
  const [putAway, setPutAway] = useState<string | null>(null);
  if (!open) return null;
  const name = t('annotation.board', { number: open.number });
  if (putAway === open.id) {
    return (
      <button type="button" className="followed-board-chip" onClick={() => setPutAway(null)}>
        {name} · {t('annotation.show')}
      </button>
    );
  }
  const { subject } = open;
  return (
    <section className="followed-board" aria-label={name}>
      <BoardPicture
        board={open}
        strokes={strokes}
        pending={[]}
        current={null}
        principalId=""
        surface={props.surface}
        label={name}
      />
      <footer>
        <span>
          <b>{name}</b>{' '}
          {subject?.mediaAt
            ? t('annotation.subject', {
                name: subject.name ? inLanguage(subject.name) : '',
                time: beijingTime(Date.parse(subject.mediaAt)),
              })
            : t('annotation.openedBy', { name: inLanguage(open.openedByName) })}
        </span>
        <button type="button" onClick={() => setPutAway(open.id)}>
          {t('annotation.minimise')}
        </button>
      </footer>
    </section>
  );
}
