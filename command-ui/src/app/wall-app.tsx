import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import {
  ConnectionProvider,
  isOutdated,
  openConnection,
  renewalHelped,
  requestJson,
  useConnectionState,
  useEntityList,
  useInsisted,
  useRenewal,
} from '@haigang/shared/web/connection';
import { errorText } from '@haigang/shared/web/i18n';
import { Shield, Waiting } from '@haigang/shared/web/ui';
import { BigScreen } from './big-screen.js';
import { ScreenBands, useSigns } from './screen-bands.js';

/** `/wall/:name`: an unpaired screen asks to be paired and shows its code; a paired one shows what walls may show. */
export function WallApp({ name }: { name: string }): ReactNode {
  const [attempt, setAttempt] = useState(0);
  return <WallEntry key={attempt} name={name} onAgain={() => setAttempt((count) => count + 1)} />;
}

/** [ID10] Nobody stands at a wall: what may pass is waited out. */
function WallEntry({ name, onAgain }: { name: string; onAgain: () => void }): ReactNode {
  const { t } = useTranslation();
  const ask = useCallback((signal: AbortSignal) => requestJson('POST', '/api/displays', { name }, signal), [name]);
  const asked = useInsisted(ask);
  if (asked.phase === 'done') return <WallSession onAgain={onAgain} />;
  if (asked.phase === 'refused') {
    return (
      <WallMessage title={errorText(asked.failure)}>
        <AgainButton text={t('error.retry')} onAgain={onAgain} />
      </WallMessage>
    );
  }
  return (
    <WallMessage title={t('link.connecting')}>
      {asked.trouble ? <Waiting trouble={asked.trouble} onNow={asked.again} /> : null}
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
  const outdated = link.phase === 'refused' && isOutdated(link.reason);
  useRenewal(outdated);
  useEffect(() => {
    if (link.phase === 'live') renewalHelped();
  }, [link.phase]);
  if (outdated) return <WallMessage title={t('wall.outdated')} />;
  if (link.phase === 'refused') {
    return (
      <WallMessage title={t(`wall.${refusalOf(link.reason)}`)}>
        <AgainButton text={t('wall.pairAgain')} onAgain={onAgain} />
      </WallMessage>
    );
  }
  if (!me) return <WallMessage title={t('link.connecting')} />;
  const display = displays.find((one) => one.id === me.principal.id);
  const paired = display ? display.state === 'PAIRED' : hasRole(me.principal, 'display');
  if (paired) return <WallScreen me={me} />;
  return (
    <WallMessage title={t('wall.pairTitle')}>
      <p className="code n">{display?.pairingCode ?? '······'}</p>
      <p>{t('wall.pairText')}</p>
    </WallMessage>
  );
}

function refusalOf(reason: string): 'revoked' | 'gaveWay' | 'ended' {
  if (reason === 'revoked') return 'revoked';
  return reason === 'display.gave-way' ? 'gaveWay' : 'ended';
}

function AgainButton({ text, onAgain }: { text: string; onAgain: () => void }): ReactNode {
  return (
    <button type="button" className="btn" onClick={onAgain}>
      {text}
    </button>
  );
}

function WallScreen({ me }: { me: Me }): ReactNode {
  const signs = useSigns('wall');
  return <BigScreen {...{ me, signs }} surface="wall" bands={<ScreenBands signs={signs} surface="wall" />} />;
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
