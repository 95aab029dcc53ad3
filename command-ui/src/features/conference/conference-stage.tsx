import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import {
  ConferenceTiles,
  HostNotice,
  InterruptedTracks,
  MissingDevices,
  MediaTile,
  UnconfirmedTracks,
  WeakLineNotice,
  type StageMode,
} from '@haigang/shared/web/conference';
import { AnnotationLayer } from '@haigang/shared/web/annotation';
import { useConnectionState } from '@haigang/shared/web/connection';
import { ConferenceControls } from './conference-controls.js';
import { usePageCall, type PageCall } from './seat-store.js';
import { StageNotice } from './stage-notice.js';

/** The conference on the big screen: 1 to 16 tiles, one of them large, what is wrong in words, controls below. */
export function ConferenceStage({ conference }: { conference: ConferenceView }): ReactNode {
  const { t } = useTranslation();
  const call = usePageCall(conference.id);
  if (call) return <Stage conference={conference} call={call} />;
  return (
    <section className="stage" aria-label={t('nav.conference')}>
      <div className="main">
        <p className="waiting">{t('conference.noVideoYet')}</p>
      </div>
    </section>
  );
}

function Stage({ conference, call }: { conference: ConferenceView; call: PageCall }): ReactNode {
  const { t } = useTranslation();
  const { seat, state, prepared } = call;
  const { media, interrupted } = prepared;
  const me = useConnectionState((one) => one.me?.principal.id) ?? '';
  const [mode, setMode] = useState<StageMode>('focus');
  const others = conference.participants.filter((one) => one.state === 'JOINED' && one.principalId !== me).length;
  const own = (
    <MediaTile
      className="fill self"
      name={t('conference.you')}
      track={state.cameraOn ? (media?.camera ?? null) : null}
      mirrored={prepared.facing === 'user'}
    />
  );
  // Opposite one other there is room enough for one's own picture in the corner.
  const among = others > 1;
  return (
    <section className="stage" aria-label={t('nav.conference')}>
      <div className="main">
        {others === 0 && state.phase !== 'ended' ? <p className="waiting">{t('conference.alone')}</p> : null}
        <ConferenceTiles {...{ conference, seat, state, mode }} meId={me} {...(among ? { self: own } : {})} />
        {among ? null : <div className="corner">{own}</div>}
        <StageNotice seat={seat} state={state} className="linkbar over" />
      </div>
      <WeakLineNotice seat={seat} />
      <InterruptedTracks kinds={interrupted} />
      <MissingDevices prepared={prepared} />
      <UnconfirmedTracks state={state} />
      <HostNotice conference={conference} principalId={me} seat={seat} state={state} />
      <ConferenceControls {...{ conference, seat, state, mode, prepared }} onMode={setMode}>
        <AnnotationLayer conference={conference} />
      </ConferenceControls>
    </section>
  );
}
