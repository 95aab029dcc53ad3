import { useEffect, useImperativeHandle, useRef, useState, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedVessel, ListWords } from './vessel-list.js';
import { useRowWindow } from './use-row-window.js';
import { VesselRow } from './vessel-row.js';

const ROW_REM = 3.1;

/** Moves the keyboard into the rows. */
export interface RowsHandle {
  readonly enter: (row?: number) => void;
}

/** The rows, of which those in view alone are drawn. Arrows go through them, Enter chooses, Escape goes back. [AIS83] */
export function VesselRows(props: {
  rows: readonly ListedVessel[];
  words: ListWords;
  now: number;
  chosen: string | null;
  handle: Ref<RowsHandle>;
  onChoose: (row: ListedVessel) => void;
  onHold: (held: boolean) => void;
  onLeave: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { rows, chosen, onHold } = props;
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<string | null>(null);
  const inside = useRef({ pointer: false, keyboard: false });
  const view = useRowWindow(box, rows.length, ROW_REM);
  const at = rows.findIndex(({ vessel }) => vessel.mmsi === active);
  const go = (to: number): void => {
    const index = Math.min(rows.length - 1, Math.max(0, to));
    setActive(rows[index]?.vessel.mmsi ?? null);
    view.reveal(index);
  };
  const within = (part: 'pointer' | 'keyboard', is: boolean): void => {
    inside.current[part] = is;
    onHold(inside.current.pointer || inside.current.keyboard);
  };
  useImperativeHandle(props.handle, () => ({
    enter: (to = at) => {
      go(Math.max(0, to));
      box.current?.focus();
    },
  }));
  useEffect(() => () => onHold(false), [onHold]);
  const pressed = (event: KeyboardEvent): void => {
    const steps: Partial<Record<string, () => void>> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => (at <= 0 ? props.onLeave() : go(at - 1)),
      PageDown: () => go(at + view.page),
      PageUp: () => go(at - view.page),
      Home: () => go(0),
      End: () => go(rows.length - 1),
      Enter: () => {
        const row = rows[at];
        if (row) props.onChoose(row);
      },
      Escape: props.onLeave,
    };
    const step = event.ctrlKey || event.altKey || event.metaKey ? undefined : steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  const { first, end, rowPx } = view;
  return (
    <div
      ref={box}
      className="vessel-rows"
      role="listbox"
      tabIndex={0}
      aria-label={t('vesselList.title')}
      aria-activedescendant={at >= first && at < end ? `vessel-${active}` : undefined}
      onKeyDown={pressed}
      onFocus={() => within('keyboard', true)}
      onBlur={() => within('keyboard', false)}
      onPointerEnter={() => within('pointer', true)}
      onPointerLeave={() => within('pointer', false)}
    >
      <div className="all" style={{ height: rows.length * rowPx }}>
        {rows.slice(first, end).map((row, index) => (
          <div
            key={row.vessel.mmsi}
            id={`vessel-${row.vessel.mmsi}`}
            role="option"
            className={row.lost ? 'vessel-row is-lost' : 'vessel-row'}
            aria-selected={row.vessel.mmsi === chosen}
            aria-setsize={rows.length}
            aria-posinset={first + index + 1}
            data-active={row.vessel.mmsi === active ? '' : undefined}
            style={{ top: (first + index) * rowPx, height: rowPx }}
            onClick={() => {
              setActive(row.vessel.mmsi);
              props.onChoose(row);
            }}
          >
            <VesselRow row={row} words={props.words} now={props.now} />
          </div>
        ))}
      </div>
    </div>
  );
}
