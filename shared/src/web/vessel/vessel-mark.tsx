import type { ReactNode } from 'react';
import type { Vessel } from '../../features/vessel/vessel.model.js';
import { shapeOf } from '../map/index.js';
import { HullMark } from './hull-mark.js';
import { StationMark } from './station-mark.js';

/** A vessel or station in a row, as the chart draws it. [AIS108] */
export function VesselMark({ vessel, lost }: { vessel: Vessel; lost: boolean }): ReactNode {
  const shape = shapeOf(vessel);
  return shape === 'ship' ? <HullMark shipClass={lost ? 'lost' : vessel.shipClass} /> : <StationMark shape={shape} />;
}
