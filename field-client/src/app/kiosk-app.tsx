import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { ConnectionProvider, openConnection, useConnectionState } from '@haigang/shared/web/connection';
import { goOnWithKept } from '@haigang/shared/web/exchange';
import { EnrolPage } from '../features/identity/enrol-page.js';
import { Kiosk } from './kiosk.js';
import { NotReached } from './shell-bars.js';

/** `/field/?kiosk`: a body-worn unit. It is enrolled once, then nobody signs in; a revoked one asks for a new code. */
export function KioskApp(): ReactNode {
  const [enrolment, setEnrolment] = useState(0);
  return <KioskSession key={enrolment} onEnrolled={() => setEnrolment((count) => count + 1)} />;
}

function KioskSession({ onEnrolled }: { onEnrolled: () => void }): ReactNode {
  const connection = useMemo(() => openConnection({ surface: 'kiosk' }), []);
  useEffect(() => () => connection.close(), [connection]);
  useEffect(() => goOnWithKept(connection), [connection]);
  return (
    <ConnectionProvider connection={connection}>
      <KioskGate onEnrolled={onEnrolled} />
    </ConnectionProvider>
  );
}

function KioskGate({ onEnrolled }: { onEnrolled: () => void }): ReactNode {
  const { link, me } = useConnectionState((state) => state);
  if (link.phase === 'refused' && !link.reason.endsWith('-too-old')) return <EnrolPage onEnrolled={onEnrolled} />;
  if (!me) {
    return (
      <main className="kiosk-message">
        <NotReached />
      </main>
    );
  }
  return <Kiosk me={me} />;
}
