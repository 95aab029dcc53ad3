import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { tileLayout } from './tile-layout.js';
import { tilesShown } from './tiles-shown.js';

/** One thing on a stage; `large` tells it to show itself as the focused one. */
export interface StageItem {
  readonly key: string;
  /** Shown before the others where there is no room for all: a shared screen, one's own picture. */
  readonly stays?: boolean;
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
  const { shown, more } = tilesShown(items, focusKey, { ...size, gap });
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
