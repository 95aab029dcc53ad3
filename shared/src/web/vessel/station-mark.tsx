import type { ReactNode } from 'react';

export const STATION_SHAPES = ['aid', 'virtual-aid', 'coast-station', 'aircraft'] as const;

/** A station that is no ship, as the chart draws it. [AIS108] */
export function StationMark({ shape }: { shape: (typeof STATION_SHAPES)[number] }): ReactNode {
  return (
    <svg className="station-mark" viewBox="0 0 18 18" aria-hidden="true" fill="none" stroke="currentColor">
      {shape === 'aircraft' ? (
        <path d="M9 2v14M2 8h14M6 14.5h6" strokeWidth="2" />
      ) : (
        <>
          {shape === 'coast-station' ? <path d="M3.5 3.5h11v11h-11z" strokeWidth="1.6" /> : null}
          {shape === 'aid' ? <path d="M9 2l7 7-7 7-7-7z" strokeWidth="1.6" /> : null}
          {shape === 'virtual-aid' ? (
            <path
              d="M6.5 4.5 9 2l2.5 2.5M13.5 6.5 16 9l-2.5 2.5M11.5 13.5 9 16l-2.5-2.5M4.5 11.5 2 9l2.5-2.5"
              strokeWidth="1.6"
            />
          ) : null}
          <circle cx="9" cy="9" r="1.6" fill="currentColor" stroke="none" />
        </>
      )}
    </svg>
  );
}
