import { useCallback, useLayoutEffect, useState, type RefObject } from 'react';

/** Rows drawn beyond both edges, so that a quick turn of the wheel shows no gap. */
const SPARE = 8;

export interface RowWindow {
  /** Rows to draw: from `first`, up to and without `end`. */
  readonly first: number;
  readonly end: number;
  readonly rowPx: number;
  /** Whole rows that fit. */
  readonly page: number;
  /** Brings a row into view. */
  readonly reveal: (index: number) => void;
}

/** Which of many rows of one height are in view of a scrolling box. `rowRem` is their height in the page's base size. */
export function useRowWindow(box: RefObject<HTMLElement | null>, count: number, rowRem: number): RowWindow {
  const [view, setView] = useState({ top: 0, height: 0, rowPx: 1 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = (): void => {
      const rowPx = rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setView({ top: element.scrollTop, height: element.clientHeight, rowPx });
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, rowRem]);
  const { top, height, rowPx } = view;
  const reveal = useCallback(
    (index: number): void => {
      const element = box.current;
      if (!element) return;
      const above = index * rowPx;
      const below = above + rowPx - element.clientHeight;
      if (element.scrollTop > above) element.scrollTop = above;
      else if (element.scrollTop < below) element.scrollTop = below;
    },
    [box, rowPx],
  );
  return {
    first: Math.max(0, Math.floor(top / rowPx) - SPARE),
    end: Math.min(count, Math.ceil((top + height) / rowPx) + SPARE),
    rowPx,
    page: Math.max(1, Math.floor(height / rowPx)),
    reveal,
  };
}
