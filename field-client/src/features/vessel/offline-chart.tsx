import type { ReactNode } from 'react';
import { useWatchedFix } from '../identity/duty.js';
import { ChartButton } from './chart-button.js';

/** [AIS87] The chart while the centre was not reached since the page was opened: the base map and one's own place. */
export function OfflineChart(): ReactNode {
  const fix = useWatchedFix(true);
  return <ChartButton place={fix?.position ?? null} />;
}
