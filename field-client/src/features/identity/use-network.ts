import { useEffect, useState } from 'react';
import { networkTypeOf, type NetworkType } from '@haigang/shared/features/identity/network.model';
import { networkHint, onNetworkChange } from '@haigang/shared/web/conference';

export interface Network {
  /** How fast the browser thinks it is, as `4g`. */
  readonly network: string | null;
  readonly networkType: NetworkType | null;
}

/** What the browser says of its network, as it changes. */
export function useNetwork(): Network {
  const [hint, setHint] = useState(networkHint);
  useEffect(() => onNetworkChange(() => setHint(networkHint())), []);
  return { network: hint.effectiveType ?? null, networkType: networkTypeOf(hint.type) };
}
