import { useEffect, type ReactNode } from 'react';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { mayRequest } from '@haigang/shared/features/conference/conference.rules';
import { hasRole, standsOnDuty } from '@haigang/shared/features/identity/identity.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { maySeeVessels } from '@haigang/shared/features/vessel/vessel.rules';
import { useIdleRelease, useLocalMedia, usePreparedDevice } from '@haigang/shared/web/conference';
import { useConnection } from '@haigang/shared/web/connection';
import { tell, useSound, useVibration } from '@haigang/shared/web/ui';
import { CallPage } from '../features/conference/call-page.js';
import { IncomingCall } from '../features/conference/incoming-call.js';
import { OfferedConferences } from '../features/conference/offered-conferences.js';
import { OtherCall } from '../features/conference/other-call.js';
import { useRequestDraft } from '../features/conference/request-draft.js';
import { RequestPanel } from '../features/conference/request-panel.js';
import { useMyConference } from '../features/conference/use-my-conference.js';
import { HomeDecisions } from '../features/decision/decision-cards.js';
import { TaskList } from '../features/dispatch/task-list.js';
import { AvailabilityCard } from '../features/expert/availability-card.js';
import { DeskHint, DutySwitch, useDuty } from '../features/identity/duty.js';
import { IncidentCard } from '../features/incident/incident-sheet.js';
import { ChartButton } from '../features/vessel/chart-button.js';
import { DistressNotice } from '../features/vessel/distress-notice.js';
import { keepLastKnown } from '../platform/last-known.js';
import type { AppShell } from '../platform/app-shell.js';
import { HomeFooter, HomeHeader } from './home-bars.js';

/** One page for the shift: the one big button, my tasks, and the call when there is one; of these what the person's roles have. */
export function FieldHome({ me, shell }: { me: Me; shell: AppShell }): ReactNode {
  const connection = useConnection();
  useEffect(() => keepLastKnown(connection), [connection]);
  const prepared = useLocalMedia();
  usePreparedDevice();
  const { id } = me.principal;
  const { belonging, other, comes, onSeat, enter, leave } = useMyConference(id);
  const releaseIfIdle = useIdleRelease(prepared, id, belonging.kind === 'inside' || belonging.kind === 'ringing');
  const ringing = belonging.kind === 'ringing' || other?.why === 'rings';
  const sound = useSound(ringing ? 'call' : null);
  useVibration(ringing);
  const duty = useDuty(sound.blocked, { stands: standsOnDuty(me.principal) });
  const draft = useRequestDraft();
  const open = (): void => void tell(prepared.open('environment'));
  const answer = (conference: ConferenceView): void => {
    open();
    enter(conference);
  };
  if (belonging.kind === 'inside') {
    const { conference } = belonging;
    return (
      <CallPage
        key={conference.id}
        {...{ conference, me, prepared, comes, onSeat }}
        onLeave={leave}
        facing="environment"
      >
        <OtherCall other={other} principalId={id} onEnter={enter} />
      </CallPage>
    );
  }
  if (belonging.kind === 'ringing') {
    const { conference } = belonging;
    return <IncomingCall conference={conference} principalId={id} onAccept={() => answer(conference)} />;
  }
  return (
    <main className="phone" data-light>
      <HomeHeader me={me} shell={shell} />
      <DistressNotice />
      <HomeDecisions principalId={id} />
      <OfferedConferences belonging={belonging} principalId={id} onEnter={answer} />
      {mayRequest(me.principal) ? (
        <RequestPanel {...{ me, duty, draft }} onPress={open} onUnsent={releaseIfIdle} />
      ) : null}
      {hasRole(me.principal, 'internal-expert') ? <AvailabilityCard id={id} /> : null}
      {standsOnDuty(me.principal) ? <DutySwitch duty={duty} /> : <DeskHint principal={me.principal} />}
      {maySeeVessels(me.principal) ? <ChartButton place={duty.position} /> : null}
      {hasRole(me.principal, 'officer') ? <TaskList me={me} duty={duty} /> : null}
      <IncidentCard />
      <HomeFooter prepared={prepared} opens="environment" />
    </main>
  );
}
