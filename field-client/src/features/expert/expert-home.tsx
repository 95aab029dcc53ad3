import './expert.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useIdleRelease, useLocalMedia, usePreparedDevice } from '@haigang/shared/web/conference';
import { tell, useSound } from '@haigang/shared/web/ui';
import type { AppShell } from '../../platform/app-shell.js';
import { HomeFooter, HomeHeader } from '../../app/home-bars.js';
import { CallPage } from '../conference/call-page.js';
import { IncomingCall } from '../conference/incoming-call.js';
import { OfferedConferences } from '../conference/offered-conferences.js';
import { OtherCall } from '../conference/other-call.js';
import { useMyConference } from '../conference/use-my-conference.js';
import { HomeDecisions } from '../decision/decision-cards.js';
import { IncidentCard } from '../incident/incident-sheet.js';
import { AvailabilityCard } from './availability-card.js';
import { useExpertReport } from './use-expert-report.js';

/** The internal expert's page: how he stands, who calls him, and the consultation itself. */
export function ExpertHome({ me, shell }: { me: Me; shell: AppShell }): ReactNode {
  const { t } = useTranslation();
  const prepared = useLocalMedia();
  usePreparedDevice();
  const { id } = me.principal;
  const { belonging, other, comes, onSeat, enter, leave } = useMyConference(id);
  useIdleRelease(prepared, id, belonging.kind === 'inside' || belonging.kind === 'ringing');
  const ringing = belonging.kind === 'ringing' || other?.why === 'rings';
  const sound = useSound(ringing ? 'call' : null);
  useExpertReport('field', sound.blocked);
  const answer = (conference: ConferenceView): void => {
    void tell(prepared.open('user'));
    enter(conference);
  };
  if (belonging.kind === 'inside') {
    const { conference } = belonging;
    return (
      <CallPage key={conference.id} {...{ conference, me, prepared, comes, onSeat }} facing="user" onLeave={leave}>
        <OtherCall other={other} principalId={id} onEnter={enter} />
      </CallPage>
    );
  }
  if (belonging.kind === 'ringing') {
    const { conference } = belonging;
    return <IncomingCall conference={conference} principalId={id} onAccept={() => answer(conference)} />;
  }
  return (
    <main className="phone expert-home" data-light>
      <HomeHeader me={me} shell={shell} />
      <HomeDecisions principalId={id} />
      <OfferedConferences belonging={belonging} principalId={id} onEnter={answer} />
      {belonging.kind === 'nowhere' ? <p className="card t2">{t('experts.noInvitation')}</p> : null}
      <AvailabilityCard id={id} />
      <IncidentCard />
      <HomeFooter prepared={prepared} opens="user" />
    </main>
  );
}
