import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnnotationBoardView, AnnotationStroke } from '../../features/annotation/annotation.model.js';
import { beijingTime } from '../../kernel/time.js';
import { inLanguage } from '../i18n/index.js';
import { toneOf } from './geometry.js';

/** What a board is of, whose tone is whose, and the way out; the picture below. */
export function BoardFrame(props: {
  board: AnnotationBoardView;
  strokes: readonly AnnotationStroke[];
  note?: string;
  /** Absent where nobody presses. */
  action?: string;
  onAction?: () => void;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { board } = props;
  const { name, mediaAt, picture = 'moving' } = board.subject ?? {};
  const drew = new Set(props.strokes.map((stroke) => stroke.authorId));
  return (
    <section className="annotation-board" aria-label={t('annotation.title')}>
      <header>
        <b>{t('annotation.board', { number: board.number })}</b>
        <span className="t2">
          {mediaAt
            ? t('annotation.subject', {
                name: name ? inLanguage(name) : '',
                time: beijingTime(Date.parse(mediaAt)),
              })
            : t('annotation.openedBy', { name: inLanguage(board.openedByName) })}
          {picture === 'moving' ? '' : ` · ${t(`evidence.picture.${picture}`)}`}
          {props.note ? ` · ${props.note}` : ''}
        </span>
        <span className="legend">
          {board.people
            .filter((one) => drew.has(one.principalId) || !one.gone)
            .map((one) => (
              <span key={one.principalId} className={drew.has(one.principalId) ? '' : 't3'}>
                <i style={{ background: toneOf(board.people, one.principalId) }} />
                {inLanguage(one.name)}
              </span>
            ))}
        </span>
        {props.action ? (
          <button type="button" className="btn" onClick={props.onAction}>
            {props.action} <kbd>Esc</kbd>
          </button>
        ) : null}
      </header>
      {props.children}
    </section>
  );
}
