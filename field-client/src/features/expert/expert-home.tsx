import './expert.css';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { every } from '@haigang/shared/kernel/every';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { participantOf } from '@haigang/shared/features/conference/room.rules';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useLocalMedia, usePreparedDevice } from '@haigang/shared/web/conference';
import { useConnection, useConnectionState, useEntities, useEntityList } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Fresh, LanguageButton, LinkBar } from '@haigang/shared/web/ui';
import type { AppShell } from '../../platform/app-shell.js';
import { UpdateBar } from '../../app/shell-bars.js';
import { CallPage } from '../conference/call-page.js';
import { SignOutButton } from '../identity/sign-out.js';
import { AvailabilityCard } from './availability-card.js';

const REPORT_EVERY_MS = 20_000;

/** The internal expert's page: how he stands, who asks for him, and the consultation itself. */
export function ExpertHome({ me, shell }: { me: Me; shell: AppShell }): ReactNode {
  const { t } = useTranslation();
  const link = useConnectionState((state) => state.link);
  const prepared = useLocalMedia();
  usePreparedDevice();
  usePageReport();
  const [entered, setEntered] = useState<string | null>(null);
  const leave = useCallback(() => setEntered(null), []);
  const invitations = useEntityList('conference').filter((one) => one.state !== 'ENDED' && one.can.join);
  const conference = invitations.find((one) => one.id === entered);
  if (conference) {
    return <CallPage conference={conference} me={me} prepared={prepared} facing="user" onLeave={leave} />;
  }
  return (
    <main className="phone expert-home" data-light>
      <header className="row">
        <h1>{inLanguage(me.principal.name)}</h1>
        {me.site.demo ? <span className="sim">{t('app.simulated')}</span> : null}
        <span className="sp" />
        <Fresh
          value={link.phase === 'live' ? { kind: 'live' } : { kind: 'offline' }}
          label={t('conference.centreShort')}
        />
      </header>
      <LinkBar />
      <UpdateBar shell={shell} />
      {invitations.length === 0 ? <p className="card t2">{t('experts.noInvitation')}</p> : null}
      {invitations.map((one) => (
        <Invitation key={one.id} conference={one} me={me.principal.id} onEnter={() => setEntered(one.id)} />
      ))}
      <AvailabilityCard id={me.principal.id} />
      <footer className="row">
        <LanguageButton />
        <span className="sp" />
        <SignOutButton />
      </footer>
    </main>
  );
}

/** Who asks, what for, and one button; an invitation not yet taken is inverted as everything that waits for an answer. */
function Invitation(props: { conference: ConferenceView; me: string; onEnter: () => void }): ReactNode {
  const { t } = useTranslation();
  const { conference, me, onEnter } = props;
  const incident = useEntities((state) => state.incident.get(conference.incidentId));
  const state = participantOf(conference, me)?.state;
  const fresh = state === 'INVITED';
  return (
    <section className={`card invitation${fresh ? ' alarm' : ''}`} role={fresh ? 'alert' : undefined}>
      <b>{fresh ? t('experts.waitingCentre') : t('conference.live')}</b>
      <p>
        {incident ? `${t(`kind.${incident.kind}`)} · ${incident.summary}` : ''}
        <span className="n"> {conference.incidentNumber}</span>
      </p>
      <p>
        {t('room.host')} {inLanguage(conference.hostName)}
      </p>
      <button type="button" className={`big ${fresh ? 'inv' : 'pri'}`} onClick={onEnter}>
        {fresh ? t('experts.enter') : t('experts.again')}
      </button>
    </section>
  );
}

/** Tells the centre that the page is open; an expert's place is nobody's business. */
function usePageReport(): void {
  const connection = useConnection();
  useEffect(() => {
    const report = (): void => {
      const page = {
        ...{ surface: 'field' as const, foreground: document.visibilityState === 'visible', onDuty: true },
        ...{ soundBlocked: false, position: null, positionAt: null, batteryPercent: null, network: null },
      };
      // Lossy by design: the next report says the same.
      void connection.call('identity:report-presence', page).catch(() => undefined);
    };
    const stop = connection.onLive(report);
    const stopRepeating = every(REPORT_EVERY_MS, report);
    document.addEventListener('visibilitychange', report);
    return () => {
      stop();
      stopRepeating();
      document.removeEventListener('visibilitychange', report);
    };
  }, [connection]);
}
