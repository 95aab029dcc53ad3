import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { tileLayout, tilesThatFit } from './tile-layout.js';

/** One thing on a stage; `large` tells it to show itself as the focused one. */
export interface StageItem {
  readonly key: string;
  readonly render: (large: boolean) => ReactNode;
}

/**
 * Lays 1 to 16 tiles out, one of them large if `focusKey` is given. [SCREEN1] A tile keeps its element whatever the
 * layout, so that no picture restarts when somebody comes, goes or is picked.
 */
export function TileStage(props: { items: readonly StageItem[]; focusKey: string | null; gap?: number }): ReactNode {
  const { items, focusKey, gap = 8 } = props;
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const { t } = useTranslation();
  const { shown, more } = fitting(items, focusKey, { ...size, gap });
  const at = shown.findIndex((item) => item.key === focusKey);
  const count = shown.length + (more > 0 ? 1 : 0);
  const places = tileLayout({ count, ...size, focus: at < 0 ? null : at, gap });
  return (
    <div className="tilestage" ref={box} data-tiles={items.length}>
      {shown.map((item, index) => {
        const large = index === at || items.length === 1;
        return (
          <div key={item.key} className={large ? 'place large' : 'place'} style={places[index]}>
            {item.render(large)}
          </div>
        );
      })}
      {more > 0 ? (
        <div className="place more" style={places[shown.length]}>
          <b className="n">+{more}</b>
          <span>{t('stage.more', { count: more })}</span>
        </div>
      ) : null}
    </div>
  );
}

/** [SCREEN1] The items there is room for, the large one among them, in their order; and how many stay away. */
function fitting(
  items: readonly StageItem[],
  focusKey: string | null,
  stage: { width: number; height: number; gap: number },
): { shown: readonly StageItem[]; more: number } {
  const focused = items.find((item) => item.key === focusKey);
  const room = tilesThatFit({ count: items.length, ...stage, focused: focused !== undefined });
  // Before the stage was measured nothing is left out.
  if (room >= items.length || stage.width === 0) return { shown: items, more: 0 };
  const first = items.slice(0, room - 1);
  const shown = !focused || first.includes(focused) ? first : [...first.slice(0, -1), focused];
  return { shown, more: items.length - shown.length };
}

function useSize(ref: { readonly current: HTMLElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref]);
  return size;
}
