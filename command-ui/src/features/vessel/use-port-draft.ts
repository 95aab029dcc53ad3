import { useState } from 'react';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';

/** Steps that can be taken back one by one; beyond that the oldest become one. */
const MOST_STEPS = 200;

interface Step {
  readonly site: PortSite;
  /** Of the geometry that held when it was made: what somebody else saves meanwhile is not written over. */
  readonly revision: number | null;
}

/** What is being changed, with the way back; what holds until something is. */
export function usePortDraft(holds: PortSite, revision: number | null) {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [first] = steps;
  return {
    madeFrom: first ? { revision: first.revision } : null,
    site: steps.at(-1)?.site ?? holds,
    change: (site: PortSite) =>
      setSteps((known) => [
        ...known.slice(0, 1),
        ...known.slice(1).slice(-MOST_STEPS),
        { site, revision: known[0] ? known[0].revision : revision },
      ]),
    undo: () => setSteps((known) => known.slice(0, -1)),
    discard: () => setSteps([]),
  };
}
