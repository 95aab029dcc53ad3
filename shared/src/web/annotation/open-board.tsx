import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  AnnotationBoardView,
  AnnotationStroke,
  StrokeShape,
  Tool,
} from '../../features/annotation/annotation.model.js';
import { useConnection } from '../connection/index.js';
import { notify, tell } from '../ui/index.js';
import { BoardFrame } from './board-frame.js';
import { BoardPicture } from './board-picture.js';
import { BoardTools, useBoardKeys } from './board-tools.js';
import { closeBoard } from './compose.js';
import { useHand } from './use-hand.js';

type Point = readonly [number, number];

/** An open board: everybody's strokes live, and the hand of this page. */
export function OpenBoard(props: {
  board: AnnotationBoardView;
  strokes: readonly AnnotationStroke[];
  principalId: string;
  surface: string;
  onMinimise: () => void;
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { board, strokes, onMinimise } = props;
  const connection = useConnection();
  const boardId = board.id;
  const [tool, setTool] = useState<Tool>('pen');
  const [pending, setPending] = useState<readonly StrokeShape[]>([]);
  const [writingAt, setWritingAt] = useState<Point | null>(null);
  const [busy, setBusy] = useState(false);

  const commit = useCallback(
    (stroke: StrokeShape): void => {
      setPending((known) => [...known, stroke]);
      void tell(connection.call('annotation:commit', { boardId, stroke })).then((kept) => {
        if (kept) connection.entities.upsert('annotation-stroke', kept);
        setPending((known) => known.filter((one) => one.id !== stroke.id));
      });
    },
    [connection, boardId],
  );
  const { current, cancel, handlers } = useHand({
    ...{ boardId, tool, active: board.can.draw, onStroke: commit, onText: setWritingAt },
  });
  const undo = useCallback(() => void tell(connection.call('annotation:undo', { boardId })), [connection, boardId]);
  const begun = current !== null || writingAt !== null;
  const escape = useCallback((): void => {
    cancel();
    setWritingAt(null);
    if (!begun) onMinimise();
  }, [cancel, begun, onMinimise]);
  useBoardKeys(useMemo(() => ({ tool: setTool, undo, escape }), [undo, escape]));

  const close = async (): Promise<void> => {
    setBusy(true);
    const current = (): AnnotationStroke[] =>
      [...connection.entities.store.getState()['annotation-stroke'].values()].filter((one) => one.boardId === boardId);
    const done = await tell(closeBoard({ connection, board, strokes: current, surface: props.surface }));
    setBusy(false);
    if (!done) return;
    connection.entities.upsert('annotation-board', done.board);
    const { closed, number } = done.board;
    const hash = (closed?.composedSha256 ?? closed?.vectorSha256 ?? '').slice(0, 12);
    notify(done.composed ? t('annotation.saved', { number, hash }) : t('annotation.closedPlain'));
  };
  return (
    <BoardFrame board={board} strokes={strokes} action={t('annotation.minimise')} onAction={onMinimise}>
      <BoardPicture
        board={board}
        strokes={strokes}
        pending={pending}
        current={current}
        principalId={props.principalId}
        surface={props.surface}
        label={t('annotation.board', { number: board.number })}
        handlers={handlers}
      />
      {writingAt ? (
        <Words
          onDone={(text) => {
            setWritingAt(null);
            if (text !== '') commit({ id: crypto.randomUUID(), tool: 'text', points: [...writingAt], text });
          }}
        />
      ) : null}
      {board.can.draw ? (
        <BoardTools
          board={board}
          tool={tool}
          busy={busy}
          onTool={setTool}
          onUndo={undo}
          onClear={(whose) => void tell(connection.call('annotation:clear', { boardId, whose }))}
          onClose={() => void close()}
        >
          {props.children}
        </BoardTools>
      ) : (
        props.children
      )}
    </BoardFrame>
  );
}

/** The words of a text stroke, written where a keyboard of a phone leaves room. */
function Words({ onDone }: { onDone: (text: string) => void }): ReactNode {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <form
      className="board-words"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(text.trim());
      }}
    >
      <span className="in">
        <input
          value={text}
          maxLength={80}
          placeholder={t('annotation.write')}
          aria-label={t('annotation.tool.text')}
          // The press on the picture asked for exactly this field.
          autoFocus
          onChange={(event) => setText(event.target.value)}
        />
      </span>
      <button type="submit" className="btn">
        {t('incident.confirm')}
      </button>
    </form>
  );
}
