import './call-band.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import {
  HostNotice,
  InterruptedTracks,
  MissingDevices,
  ScreenButton,
  SourceButton,
  UnconfirmedTracks,
  useOwnSource,
  WeakLineNotice,
} from '@haigang/shared/web/conference';
import { useConnectionState, useEntities } from '@haigang/shared/web/connection';
import { Icon } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { enterConference, useLookedAt, useView } from '../../app/view.js';
import { LeaveButton } from './leave-button.js';
import { usePageCall, type PageCall } from './seat-store.js';
import { StageNotice } from './stage-notice.js';

/** [ROOM11] A call that goes on while the page shows something else: what is on, the way back, and out of it. */
export function CallBand(): ReactNode {
  const { conferenceId } = useView();
  const conference = useEntities((state) => (conferenceId === null ? undefined : state.conference.get(conferenceId)));
  const call = usePageCall(conferenceId ?? '');
  const stands = useLookedAt() === conference?.incidentId;
  if (!conference || !call || stands) return null;
  return <Band conference={conference} call={call} />;
}

function Band({ conference, call }: { conference: ConferenceView; call: PageCall }): ReactNode {
  const { t } = useTranslation();
  const { seat, state, prepared } = call;
  const me = useConnectionState((one) => one.me?.principal.id) ?? '';
  const incident = useEntities((entities) => entities.incident.get(conference.incidentId));
  const microphone = useOwnSource({ source: 'microphone', conference, seat, state });
  const camera = useOwnSource({ source: 'camera', conference, seat, state });
  const back = (): void => enterConference(conference.id, conference.incidentId);
  useDeskKey({ code: 'KeyM', text: t('keys.microphone'), run: microphone.press });
  useDeskKey({ code: 'KeyV', text: t('keys.camera'), run: camera.press });
  useDeskKey({ code: 'F8', text: t('conference.back'), run: back });
  const others = conference.participants.filter((one) => one.state === 'JOINED' && one.principalId !== me).length;
  return (
    <section className="p call-band" aria-label={t('conference.goesOn')}>
      <div className="row">
        <Icon name="people" size={24} />
        <p className="what sp">
          <b>{t('conference.goesOn')}</b>
          <span>{incident ? `${t(`kind.${incident.kind}`)} · ${incident.summary}` : null}</span>
          <span className="n">{conference.incidentNumber}</span>
          <span className="t2">{t('conference.withOthers', { count: others })}</span>
        </p>
        <SourceButton source="microphone" {...{ conference, seat, state }} className="btn" shortcut="M" />
        <SourceButton source="camera" {...{ conference, seat, state }} className="btn" shortcut="V" />
        {state.sharing ? <ScreenButton seat={seat} sharing /> : null}
        <LeaveButton conference={conference} />
        <button type="button" className="btn pri" onClick={back}>
          {t('conference.back')} <kbd>F8</kbd>
        </button>
      </div>
      <StageNotice seat={seat} state={state} className="linkbar" />
      <WeakLineNotice seat={seat} />
      <InterruptedTracks kinds={prepared.interrupted} />
      <MissingDevices prepared={prepared} />
      <UnconfirmedTracks state={state} />
      <HostNotice conference={conference} principalId={me} seat={seat} state={state} />
    </section>
  );
}
