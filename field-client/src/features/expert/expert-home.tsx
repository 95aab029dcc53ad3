import './expert.css';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { every } from '@haigang/shared/kernel/every';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useLocalMedia, usePreparedDevice } from '@haigang/shared/web/conference';
import { useConnection, useEntities } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { tell, useSound } from '@haigang/shared/web/ui';
import type { AppShell } from '../../platform/app-shell.js';
import { HomeFooter, HomeHeader } from '../../app/home-bars.js';
import type { SeatChoice } from '../conference/belonging.js';
import { CallPage } from '../conference/call-page.js';
import { IncomingCall } from '../conference/incoming-call.js';
import { useMyConference } from '../conference/use-my-conference.js';
import { HomeDecisions } from '../decision/decision-cards.js';
import { AvailabilityCard } from './availability-card.js';

const REPORT_EVERY_MS = 20_000;

/** The internal expert's page: how he stands, who calls him, and the consultation itself. */
export function ExpertHome({ me, shell }: { me: Me; shell: AppShell }): ReactNode {
  const { t } = useTranslation();
  const prepared = useLocalMedia();
  usePreparedDevice();
  const [choice, setChoice] = useState<SeatChoice | null>(null);
  const belonging = useMyConference(me.principal.id, choice);
  const ringing = belonging.kind === 'ringing';
  const sound = useSound(ringing ? 'call' : null);
  usePageReport(sound.blocked);
  const leave = useCallback((conferenceId: string) => setChoice({ conferenceId, stay: false }), []);
  if (belonging.kind === 'inside') {
    return <CallPage conference={belonging.conference} me={me} prepared={prepared} facing="user" onLeave={leave} />;
  }
  const enter = (conference: ConferenceView) => (): void => {
    void tell(prepared.open('user'));
    setChoice({ conferenceId: conference.id, stay: true });
  };
  if (ringing) {
    const { conference } = belonging;
    return <IncomingCall conference={conference} principalId={me.principal.id} onAccept={enter(conference)} />;
  }
  return (
    <main className="phone expert-home" data-light>
      <HomeHeader me={me} shell={shell} />
      <HomeDecisions principalId={me.principal.id} />
      {belonging.kind === 'offered' ? (
        <Running conference={belonging.conference} onEnter={enter(belonging.conference)} />
      ) : (
        <p className="card t2">{t('experts.noInvitation')}</p>
      )}
      <AvailabilityCard id={me.principal.id} />
      <HomeFooter />
    </main>
  );
}

/** A consultation that goes on without him: what it is about, and the way in. */
function Running({ conference, onEnter }: { conference: ConferenceView; onEnter: () => void }): ReactNode {
  const { t } = useTranslation();
  const incident = useEntities((state) => state.incident.get(conference.incidentId));
  return (
    <section className="card invitation">
      <b>{t('conference.live')}</b>
      <p>
        {incident ? `${t(`kind.${incident.kind}`)} · ${incident.summary} · ` : ''}
        <span className="n">{conference.incidentNumber}</span>
      </p>
      <p>
        {t('room.host')} {inLanguage(conference.hostName)}
      </p>
      <button type="button" className="big pri" onClick={onEnter}>
        {t('experts.enter')}
      </button>
    </section>
  );
}

/** Tells the centre that the page is open; an expert's place is nobody's business. */
function usePageReport(soundBlocked: boolean): void {
  const connection = useConnection();
  useEffect(() => {
    const report = (): void => {
      const page = {
        ...{ surface: 'field' as const, foreground: document.visibilityState === 'visible', onDuty: true },
        ...{ soundBlocked, position: null, positionAt: null, batteryPercent: null, network: null },
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
  }, [connection, soundBlocked]);
}
