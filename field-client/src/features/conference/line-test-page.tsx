import './line-test.css';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MediaTile, useLocalMedia } from '@haigang/shared/web/conference';
import { ConnectionProvider, openConnection, useConnectionState } from '@haigang/shared/web/connection';
import { errorText, reasonText } from '@haigang/shared/web/i18n';
import { LanguageButton, LinkBar, notify, SignIn } from '@haigang/shared/web/ui';
import { DeviceAdvice } from './device-advice.js';
import { SoundTest } from './sound-test.js';
import { useCentreRoundTrip } from './use-centre-round-trip.js';
import { WayTest } from './way-test.js';

/** `?expert`: somebody who came by a link, in the browser that entered it. */
const isGuest = (): boolean => new URLSearchParams(window.location.search).has('expert');

/** [REACH4] `/field/test`: what works of this device and this network, before a call depends on it. */
export function LineTestPage(): ReactNode {
  const [visit, setVisit] = useState(0);
  return <TestSession key={visit} onSignedIn={() => setVisit((count) => count + 1)} />;
}

function TestSession({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const connection = useMemo(() => openConnection({ surface: isGuest() ? 'expert' : 'field' }), []);
  useEffect(() => () => connection.close(), [connection]);
  return (
    <ConnectionProvider connection={connection}>
      <TestGate onSignedIn={onSignedIn} />
    </ConnectionProvider>
  );
}

function TestGate({ onSignedIn }: { onSignedIn: () => void }): ReactNode {
  const { t } = useTranslation();
  const { link, me } = useConnectionState((state) => state);
  if (link.phase === 'refused' && !isGuest() && !link.reason.endsWith('-too-old')) {
    return (
      <div data-light>
        <SignIn surface="field" onSignedIn={onSignedIn} />
      </div>
    );
  }
  if (me) return <Tests />;
  return (
    <main className="phone middle" data-light>
      <h1 role="status">{link.phase === 'refused' ? reasonText(link.reason) : t('link.connecting')}</h1>
    </main>
  );
}

function Tests(): ReactNode {
  const { t } = useTranslation();
  const { media, open, release } = useLocalMedia();
  const start = useCallback(() => {
    open('user').catch((failure: unknown) => notify(errorText(failure)));
  }, [open]);
  useEffect(() => {
    start();
    return release;
  }, [start, release]);
  const again = (): void => {
    release();
    start();
  };
  return (
    <main className="phone line-test" data-light>
      <header className="row">
        <h1>{t('lineTest.title')}</h1>
        <span className="sp" />
        <LanguageButton />
        {isGuest() ? null : (
          <a className="btn quiet" href="/field/">
            {t('lineTest.back')}
          </a>
        )}
      </header>
      <LinkBar />
      <WayTest media={media} />
      <MediaTile className="preview" name={t('lineTest.camera')} track={media?.camera ?? null} mirrored />
      <DeviceAdvice media={media} onAgain={again} />
      <SoundTest microphone={media?.microphone ?? null} />
      <Signalling />
    </main>
  );
}

function Signalling(): ReactNode {
  const { t } = useTranslation();
  const milliseconds = useCentreRoundTrip();
  return (
    <p className="row card">
      <b>{t('lineTest.signalling')}</b>
      <span className="sp" />
      <span className="n signalling">{milliseconds === null ? '—' : `${String(Math.round(milliseconds))} ms`}</span>
    </p>
  );
}
