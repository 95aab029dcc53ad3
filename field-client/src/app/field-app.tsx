import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionProvider, openConnection, useConnectionState } from '@haigang/shared/web/connection';
import { SignIn } from '@haigang/shared/web/ui';
import { FieldHome } from './field-home.js';

/** The officer's phone: sign-in, then one page that lives as long as the shift. It never reloads itself. */
export function FieldApp(): ReactNode {
  const [visit, setVisit] = useState(0);
  return <FieldSession key={visit} onSignedIn={() => setVisit((count) => count + 1)} />;
}

function FieldSession({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const surface = new URLSearchParams(window.location.search).has('kiosk') ? 'kiosk' : 'field';
  const connection = useMemo(() => openConnection({ surface }), [surface]);
  useEffect(() => () => connection.close(), [connection]);
  return (
    <ConnectionProvider connection={connection}>
      <FieldGate onSignedIn={onSignedIn} />
    </ConnectionProvider>
  );
}

function FieldGate({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const { t } = useTranslation();
  const { link, me } = useConnectionState((state) => state);
  if (link.phase === 'refused' && !link.reason.endsWith('-too-old')) {
    return (
      <div data-light>
        <SignIn surface="field" onSignedIn={onSignedIn} />
      </div>
    );
  }
  if (!me) {
    return (
      <main className="phone middle" data-light>
        <p role="status">{t('link.connecting')}</p>
      </main>
    );
  }
  return <FieldHome me={me} />;
}
