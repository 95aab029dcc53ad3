import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tool, type AnnotationBoardView } from '../../features/annotation/annotation.model.js';

const KEYS: Readonly<Record<Tool, string>> = { pen: 'P', arrow: 'A', ellipse: 'C', text: 'T' };

/** Tools and what may be taken back; each with its key at the desk. */
export function BoardTools(props: {
  board: AnnotationBoardView;
  tool: Tool;
  busy: boolean;
  onTool: (tool: Tool) => void;
  onUndo: () => void;
  onClear: (whose: 'own' | 'all') => void;
  onClose: () => void;
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { can } = props.board;
  return (
    <div className="board-tools" role="toolbar" aria-label={t('annotation.title')}>
      {Tool.options.map((tool) => (
        <button
          key={tool}
          type="button"
          className="btn"
          aria-pressed={props.tool === tool}
          onClick={() => props.onTool(tool)}
        >
          {t(`annotation.tool.${tool}`)} <kbd>{KEYS[tool]}</kbd>
        </button>
      ))}
      <button type="button" className="btn" onClick={props.onUndo}>
        {t('annotation.undo')} <kbd>Ctrl Z</kbd>
      </button>
      <button type="button" className="btn" onClick={() => props.onClear('own')}>
        {t('annotation.clearOwn')}
      </button>
      {can.clearAll ? (
        <button type="button" className="btn" onClick={() => props.onClear('all')}>
          {t('annotation.clearAll')}
        </button>
      ) : null}
      {props.children}
      {can.close ? (
        <button type="button" className="btn pri" disabled={props.busy} onClick={props.onClose}>
          {props.busy ? t('annotation.closing') : t('annotation.close')}
        </button>
      ) : null}
    </div>
  );
}

/**
 * Keys of a board, before anything else on the page hears them: a letter chooses a tool, Ctrl+Z takes back, the arrows
 * leaf through filed ones, Escape lets go of what is begun. Nothing while somebody writes, but Escape.
 */
export function useBoardKeys(act: {
  escape: () => void;
  tool?: (tool: Tool) => void;
  undo?: () => void;
  previous?: () => void;
  next?: () => void;
}): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (document.querySelector('dialog[open]') !== null) return;
      const key = event.key.toUpperCase();
      const writing = event.target instanceof Element && event.target.closest('input, textarea, select') !== null;
      const tool = Tool.options.find((one) => KEYS[one] === key);
      const undo = key === 'Z' && (event.ctrlKey || event.metaKey);
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (event.key === 'Escape') act.escape();
      else if (writing || event.repeat) return;
      else if (undo) act.undo?.();
      else if (plain && act.previous && event.key === 'ArrowLeft') act.previous();
      else if (plain && act.next && event.key === 'ArrowRight') act.next();
      else if (tool && plain) act.tool?.(tool);
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', pressed, { capture: true });
    return () => window.removeEventListener('keydown', pressed, { capture: true });
  }, [act]);
}
