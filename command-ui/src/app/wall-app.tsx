import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import {
  ConnectionProvider,
  openConnection,
  requestJson,
  useConnectionState,
  useEntityList,
} from '@haigang/shared/web/connection';
import { errorText } from '@haigang/shared/web/i18n';
import { Shield } from '@haigang/shared/web/ui';
import { BigScreen } from './big-screen.js';

/** `/wall/:name`: an unpaired screen asks to be paired and shows its code; a paired one shows what walls may show. */
export function WallApp({ name }: { name: string }): ReactNode {
  const [ready, setReady] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let gone = false;
    requestJson('POST', '/api/displays', { name }).then(
      () => {
        if (!gone) setReady(true);
      },
      (failure: unknown) => {
        if (!gone) setProblem(errorText(failure));
      },
    );
    return () => {
      gone = true;
    };
  }, [name, attempt]);
  if (ready) {
    return (
      <WallSession
        onAgain={() => {
          setReady(false);
          setAttempt((count) => count + 1);
        }}
      />
    );
  }
  return (
    <WallMessage title={problem ?? '…'}>
      {problem ? (
        <button
          type="button"
          className="btn"
          onClick={() => {
            setProblem(null);
            setAttempt((count) => count + 1);
          }}
        >
          ↻
        </button>
      ) : null}
    </WallMessage>
  );
}

function WallSession({ onAgain }: { onAgain: () => void }): ReactNode {
  const connection = useMemo(() => openConnection({ surface: 'wall' }), []);
  useEffect(() => () => connection.close(), [connection]);
  return (
    <ConnectionProvider connection={connection}>
      <WallGate onAgain={onAgain} />
    </ConnectionProvider>
  );
}

function WallGate({ onAgain }: { onAgain: () => void }): ReactNode {
  const { t } = useTranslation();
  const { link, me } = useConnectionState((state) => state);
  const displays = useEntityList('display');
  if (link.phase === 'refused') {
    return (
      <WallMessage title={t('wall.revoked')}>
        <button type="button" className="btn" onClick={onAgain}>
          {t('wall.pairAgain')}
        </button>
      </WallMessage>
    );
  }
  if (!me) return <WallMessage title={t('link.connecting')} />;
  const display = displays.find((one) => one.id === me.principal.id);
  const paired = display ? display.state === 'PAIRED' : hasRole(me.principal, 'display');
  if (paired) return <BigScreen me={me} surface="wall" />;
  return (
    <WallMessage title={t('wall.pairTitle')}>
      <p className="code n">{display?.pairingCode ?? '······'}</p>
      <p>{t('wall.pairText')}</p>
    </WallMessage>
  );
}

function WallMessage({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <main className="wallmessage">
      <Shield size={96} />
      <h1 role="status">{title}</h1>
      {children}
    </main>
  );
}
