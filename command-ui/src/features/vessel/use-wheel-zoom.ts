import { useEffect, useRef, type RefObject } from 'react';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import { toPlace, type Frame } from './port-plan-frame.js';

/** Pixels of the wheel that look nearer by e: about three notches for twice as near. */
const WHEEL_PX = 400;

/** The wheel with Ctrl, and two fingers on a trackpad, look closer at where the pointer is; the wheel alone moves the page. */
export function useWheelZoom(
  svg: RefObject<Element | null>,
  frame: Frame,
  zoom: (factor: number, about: LatLon) => void,
): void {
  const turn = useRef<(event: WheelEvent) => void>(() => undefined);
  useEffect(() => {
    turn.current = (event) => {
      const { left, top } = svg.current?.getBoundingClientRect() ?? { left: 0, top: 0 };
      zoom(Math.exp(-event.deltaY / WHEEL_PX), toPlace(frame, [event.clientX - left, event.clientY - top]));
    };
  });
  useEffect(() => {
    const element = svg.current;
    const wheel = (event: Event): void => {
      if (!(event instanceof WheelEvent) || !event.ctrlKey) return;
      event.preventDefault();
      turn.current(event);
    };
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, [svg]);
}
