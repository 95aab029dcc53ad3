import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionProvider, openConnection, useConnectionState } from '@haigang/shared/web/connection';
import { goOnWithKept } from '@haigang/shared/web/exchange';
import { SignIn } from '@haigang/shared/web/ui';
import { isExpertOnly } from '@haigang/shared/features/expert/expert.rules';
import { ToExpertPage } from '../features/expert/to-expert-page.js';
import { DeskPages } from './desk-pages.js';

/** `/`, `/admin` and what is below it: sign-in, then one connection for as long as the page lives. */
export function CommandApp(): ReactNode {
  const [visit, setVisit] = useState(0);
  return <CommandSession key={visit} onSignedIn={() => setVisit((count) => count + 1)} />;
}

function CommandSession({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const connection = useMemo(() => openConnection({ surface: 'desk' }), []);
  useEffect(() => () => connection.close(), [connection]);
  useEffect(() => goOnWithKept(connection), [connection]);
  return (
    <ConnectionProvider connection={connection}>
      <CommandGate onSignedIn={onSignedIn} />
    </ConnectionProvider>
  );
}

function CommandGate({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const { t } = useTranslation();
  const { link, me } = useConnectionState((state) => state);
  if (link.phase === 'refused' && !link.reason.endsWith('-too-old')) {
    return <SignIn surface="staff" onSignedIn={onSignedIn} />;
  }
  if (!me) {
    return (
      <main className="signin">
        <p role="status">{t('link.connecting')}</p>
      </main>
    );
  }
  if (isExpertOnly(me.principal)) return <ToExpertPage />;
  return <DeskPages me={me} />;
}
