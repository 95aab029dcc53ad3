import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { isExpertOnly } from '@haigang/shared/features/expert/expert.rules';
import { ConnectionProvider, openConnection, useConnectionState } from '@haigang/shared/web/connection';
import { goOnWithKept } from '@haigang/shared/web/exchange';
import { SignIn } from '@haigang/shared/web/ui';
import type { AppShell } from '../platform/app-shell.js';
import { OfflineChart } from '../features/vessel/offline-chart.js';
import { ExpertHome } from '../features/expert/expert-home.js';
import { FieldHome } from './field-home.js';
import { forgetLastKnown, lastKnown } from '../platform/last-known.js';
import { LastKnownView } from './last-known-view.js';
import { NotReached, UpdateBar } from './shell-bars.js';

/** The officer's phone: sign-in, then one page that lives as long as the shift. It never reloads itself. */
export function FieldApp({ shell }: { shell: AppShell }): ReactNode {
  const [visit, setVisit] = useState(0);
  return <FieldSession key={visit} shell={shell} onSignedIn={() => setVisit((count) => count + 1)} />;
}

function FieldSession({ shell, onSignedIn }: { shell: AppShell; onSignedIn: () => void }): ReactNode {
  const connection = useMemo(() => openConnection({ surface: 'field' }), []);
  useEffect(() => () => connection.close(), [connection]);
  useEffect(() => goOnWithKept(connection), [connection]);
  return (
    <ConnectionProvider connection={connection}>
      <FieldGate shell={shell} onSignedIn={onSignedIn} />
    </ConnectionProvider>
  );
}

function FieldGate({ shell, onSignedIn }: { shell: AppShell; onSignedIn: () => void }): ReactNode {
  const { link, me } = useConnectionState((state) => state);
  const [knows] = useState(() => lastKnown() !== null);
  const signedOut = link.phase === 'refused' && !link.reason.endsWith('-too-old');
  useEffect(() => {
    if (signedOut) forgetLastKnown();
  }, [signedOut]);
  if (signedOut) {
    return (
      <div data-light>
        <UpdateBar shell={shell} />
        <SignIn surface="field" onSignedIn={onSignedIn} />
      </div>
    );
  }
  if (!me) {
    return (
      <main className={knows ? 'phone' : 'phone middle'} data-light>
        <UpdateBar shell={shell} />
        <NotReached />
        <LastKnownView />
        {knows ? <OfflineChart /> : null}
      </main>
    );
  }
  if (isExpertOnly(me.principal)) return <ExpertHome me={me} shell={shell} />;
  return <FieldHome me={me} shell={shell} />;
}
