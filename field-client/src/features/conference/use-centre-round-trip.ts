import { useEffect, useState } from 'react';
import { signallingRoundTrip } from '@haigang/shared/web/conference';
import { useConnection } from '@haigang/shared/web/connection';

/** How long the centre takes to answer, milliseconds, asked anew whenever the link is back; null before and without one. */
export function useCentreRoundTrip(): number | null {
  const connection = useConnection();
  const [milliseconds, setMilliseconds] = useState<number | null>(null);
  useEffect(
    () =>
      connection.onLive(() => {
        signallingRoundTrip(connection).then(setMilliseconds, () => setMilliseconds(null));
      }),
    [connection],
  );
  return milliseconds;
}
