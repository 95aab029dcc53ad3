import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import {
  ConnectionProvider,
  openConnection,
  requestJson,
  useConnectionState,
  useEntityList,
} from '@haigang/shared/web/connection';
import { DeviceButton, MediaTile, useLocalMedia, usePreparedDevice } from '@haigang/shared/web/conference';
import { errorText, inLanguage, reasonText } from '@haigang/shared/web/i18n';
import { Icon, LanguageButton, LinkBar, Shield } from '@haigang/shared/web/ui';
import { CallPage } from './call-page.js';
import { ExpertPreview, Preview } from './expert-preview.js';

/** `/join/:token`: looking consumes nothing; entering binds the link to this browser, which may reload and return. */
export function ExpertPage({ token }: { token: string }): ReactNode {
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [entered, setEntered] = useState(false);
  useEffect(() => {
    let gone = false;
    requestJson('POST', '/api/expert-links/open', { token })
      .then((answer) => {
        if (gone) return;
        const found = Preview.parse(answer);
        setPreview(found);
        if (found.entered) setEntered(true);
      })
      .catch((failure: unknown) => {
        if (!gone) setProblem(errorText(failure));
      });
    return () => {
      gone = true;
    };
  }, [token]);
  if (problem) return <ExpertMessage title={problem} />;
  if (!preview) return <ExpertMessage title="…" />;
  if (!entered) {
    return <ExpertPreview token={token} preview={preview} onEntered={() => setEntered(true)} onRefused={setProblem} />;
  }
  return <ExpertSession />;
}

function ExpertSession(): ReactNode {
  const connection = useMemo(() => openConnection({ surface: 'expert' }), []);
  useEffect(() => () => connection.close(), [connection]);
  return (
    <ConnectionProvider connection={connection}>
      <ExpertGate />
    </ConnectionProvider>
  );
}

function ExpertGate(): ReactNode {
  const { t } = useTranslation();
  const { link, me } = useConnectionState((state) => state);
  if (link.phase === 'refused') return <ExpertMessage title={reasonText(link.reason) || t('expert.over')} />;
  if (!me) return <ExpertMessage title={t('link.connecting')} />;
  return <ExpertRoom me={me} />;
}

function ExpertRoom({ me }: { me: Me }): ReactNode {
  const { t } = useTranslation();
  const prepared = useLocalMedia();
  usePreparedDevice();
  const [gone, setGone] = useState(false);
  const conference = useEntityList('conference').find((one) => one.id === me.principal.conferenceId);
  const state = conference?.participants.find((participant) => participant.principalId === me.principal.id)?.state;
  const leave = useCallback(() => setGone(true), []);
  const { open } = prepared;
  useEffect(() => {
    // The lobby shows one's own picture; that it is missing is said by the tile.
    open('user').catch(() => undefined);
  }, [open]);
  if (!conference || conference.state === 'ENDED') return <ExpertMessage title={t('expert.over')} />;
  if (state === 'REMOVED') return <ExpertMessage title={t('expert.removed')} />;
  if (gone) {
    return (
      <ExpertMessage title={t('conference.live')}>
        <button type="button" className="big pri" onClick={() => setGone(false)}>
          {t('conference.rejoin')}
        </button>
      </ExpertMessage>
    );
  }
  if (conference.can.join) {
    return <CallPage conference={conference} me={me} prepared={prepared} facing="user" onLeave={leave} />;
  }
  return (
    <main className="phone" data-light>
      <LinkBar />
      <h1>{t('expert.waitingTitle')}</h1>
      <p>{t('expert.waitingText')}</p>
      <MediaTile
        className="preview fill"
        name={`${t('expert.preview')} · ${inLanguage(me.principal.name)}`}
        track={prepared.media?.camera ?? null}
        mirrored={prepared.facing === 'user'}
      />
      <p className="row">
        <Icon name={prepared.media?.microphone ? 'microphone' : 'microphone-off'} />
        {prepared.media?.microphone ? t('expert.ok') : t('conference.noMicrophone')}
      </p>
      <DeviceButton prepared={prepared} />
      <a href="/field/test?expert" target="_blank" rel="noreferrer">
        {t('lineTest.link')}
      </a>
    </main>
  );
}

function ExpertMessage({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <main className="phone middle" data-light>
      <Shield size={64} />
      <h1 role="status">{title}</h1>
      {children}
      <LanguageButton />
    </main>
  );
}
