import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useLocalMedia, usePreparedDevice } from '@haigang/shared/web/conference';
import { useConnection } from '@haigang/shared/web/connection';
import { tell, useSound, useVibration } from '@haigang/shared/web/ui';
import { CallPage } from '../features/conference/call-page.js';
import { IncomingCall } from '../features/conference/incoming-call.js';
import { RequestPanel } from '../features/conference/request-panel.js';
import type { SeatChoice } from '../features/conference/belonging.js';
import { useMyConference } from '../features/conference/use-my-conference.js';
import { HomeDecisions } from '../features/decision/decision-cards.js';
import { TaskList } from '../features/dispatch/task-list.js';
import { DutySwitch, useDuty } from '../features/identity/duty.js';
import { keepLastKnown } from '../platform/last-known.js';
import type { AppShell } from '../platform/app-shell.js';
import { HomeFooter, HomeHeader } from './home-bars.js';

/** One page for the shift: the one big button, my tasks, and the call when there is one. */
export function FieldHome({ me, shell }: { me: Me; shell: AppShell }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  useEffect(() => keepLastKnown(connection), [connection]);
  const prepared = useLocalMedia();
  usePreparedDevice();
  const [choice, setChoice] = useState<SeatChoice | null>(null);
  const belonging = useMyConference(me.principal.id, choice);
  const ringing = belonging.kind === 'ringing';
  const sound = useSound(ringing ? 'call' : null);
  useVibration(ringing);
  const duty = useDuty(sound.blocked);
  const leave = useCallback((conferenceId: string) => setChoice({ conferenceId, stay: false }), []);
  if (belonging.kind === 'inside') {
    return (
      <CallPage conference={belonging.conference} me={me} prepared={prepared} onLeave={leave} facing="environment" />
    );
  }
  if (ringing) {
    const accept = (): void => {
      void tell(prepared.open('environment'));
      setChoice({ conferenceId: belonging.conference.id, stay: true });
    };
    return <IncomingCall conference={belonging.conference} principalId={me.principal.id} onAccept={accept} />;
  }
  return (
    <main className="phone" data-light>
      <HomeHeader me={me} shell={shell} />
      <HomeDecisions principalId={me.principal.id} />
      {belonging.kind === 'offered' ? (
        <button
          type="button"
          className="big pri"
          onClick={() => setChoice({ conferenceId: belonging.conference.id, stay: true })}
        >
          {belonging.elsewhere
            ? t('conference.moveHere')
            : `${t(missed(belonging.conference, me))} · ${t('conference.join')}`}
        </button>
      ) : (
        <RequestPanel me={me} duty={duty} onPress={() => void tell(prepared.open('environment'))} />
      )}
      <DutySwitch duty={duty} />
      <TaskList me={me} duty={duty} />
      <HomeFooter />
    </main>
  );
}

/** Why the way in is offered: a call nobody answered here, or simply a conference that runs. */
function missed(conference: ConferenceView, me: Me): 'call.missed' | 'conference.live' {
  const mine = conference.participants.find((one) => one.principalId === me.principal.id);
  return mine?.state === 'EXPIRED' ? 'call.missed' : 'conference.live';
}
