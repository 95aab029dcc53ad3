import type { ReactNode } from 'react';
import type { Position } from '@haigang/shared/kernel/position';

/** Live camera tiles. */
export function CameraStrip(_: { count: number; near?: Position | null }): ReactNode {
  return null;
}
