import './call.css';
import './call-wide.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import {
  ConferenceTiles,
  InterruptedTracks,
  MissingDevices,
  InterruptionText,
  MediaTile,
  type PreparedMedia,
  RoomSound,
  SourceButton,
  useCallSeat,
  type ComingBack,
  UnconfirmedTracks,
  WeakLineNotice,
} from '@haigang/shared/web/conference';
import { ExchangeDrawer } from '@haigang/shared/web/exchange';
import { reasonText } from '@haigang/shared/web/i18n';
import { AnnotationLayer } from '@haigang/shared/web/annotation';
import { Contained, Icon, useMediaQuery } from '@haigang/shared/web/ui';
import { IncidentChip } from '../incident/incident-sheet.js';
import { useSeatSaid, type SeatSaid } from './use-my-conference.js';
import { useRememberedSwitches } from './remembered-switches.js';
import { CameraTools } from './camera-tools.js';
import { PeoplePanel } from './people-panel.js';
import { CallDecisions } from '../decision/decision-cards.js';
import { DistressNotice } from '../vessel/distress-notice.js';

/** As call-wide.css: a laptop, where there is room for one's own picture beside the others'. */
const WIDE = '(min-width: 1000px) and (min-height: 560px)';

/** The call: the others' pictures large, one's own small, and four controls a gloved hand can hit. */
export function CallPage(props: {
  conference: ConferenceView;
  me: Me;
  prepared: PreparedMedia;
  facing: 'user' | 'environment';
  comes?: ComingBack;
  onSeat?: SeatSaid;
  onLeave: (conferenceId: string) => void;
  /** What another conference wants meanwhile. */
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { conference, me, prepared, facing, comes, onSeat, onLeave, children } = props;
  const { seat, state } = useCallSeat({ conferenceId: conference.id, prepared, facing, ...(comes ? { comes } : {}) });
  useSeatSaid({ conferenceId: conference.id, state, onSeat });
  useRememberedSwitches({ conferenceId: conference.id, seat, state, comes });
  const inside = conference.participants.filter((one) => one.state === 'JOINED');
  const others = inside.filter((one) => one.principalId !== me.principal.id).length;
  const among = useMediaQuery(WIDE) && others > 1;
  const own = (
    <MediaTile
      className="self fill"
      name={t('conference.you')}
      track={state.cameraOn ? (prepared.media?.camera ?? null) : null}
      mirrored={prepared.facing === 'user'}
    />
  );
  return (
    <main className="call">
      <header className="row">
        <IncidentChip incidentId={conference.incidentId}>
          {t('conference.centreShort')} · {conference.incidentNumber}
        </IncidentChip>
        {me.site.demo ? <span className="chip">{t('app.simulated')}</span> : null}
        <span className="sp" />
        <span className="chip n">
          <Icon name="people" size={18} /> {inside.length}
        </span>
      </header>
      {children}
      <section className="stage">
        {others === 0 && state.phase !== 'ended' ? <p className="waiting">{t('conference.alone')}</p> : null}
        <ConferenceTiles
          {...{ conference, seat, state }}
          meId={me.principal.id}
          mode="speaker"
          {...(among ? { self: own } : {})}
        />
        {among ? null : own}
      </section>
      <div className="call-notices">
        <Contained part="distress">
          <DistressNotice />
        </Contained>
        <WeakLineNotice seat={seat} />
        <InterruptedTracks kinds={prepared.interrupted} />
        <MissingDevices prepared={prepared} />
        <UnconfirmedTracks state={state} />
        <Contained part="decisions">
          <CallDecisions principalId={me.principal.id} />
        </Contained>
        <CallNotice phase={state.phase} reason={state.reason} onRejoin={() => seat?.rejoin()} />
        <RoomSound remotes={state.remotes} className="big inv">
          <Icon name="sound" size={28} /> {t('conference.soundBlocked')}
        </RoomSound>
      </div>
      <div className="call-tools">
        <Contained part="people">
          <PeoplePanel conference={conference} seat={seat} state={state} />
        </Contained>
        <AnnotationLayer conference={conference}>
          <SourceButton source="microphone" className="btn" {...{ conference, seat, state }} />
        </AnnotationLayer>
        <Contained part="exchange">
          <ExchangeDrawer conference={conference} />
        </Contained>
        <Contained part="camera-tools">
          <CameraTools {...{ me, prepared, seat, state }} />
        </Contained>
      </div>
      <nav className="controls">
        <SourceButton source="microphone" {...{ conference, seat, state }} size={26} />
        <SourceButton source="camera" {...{ conference, seat, state }} size={26} />
        <button type="button" className="leave" onClick={() => onLeave(conference.id)}>
          <Icon name="leave" size={26} />
          {t('conference.leave')}
        </button>
      </nav>
    </main>
  );
}

function CallNotice(props: { phase: string; reason: string | null; onRejoin: () => void }): ReactNode {
  const { t } = useTranslation();
  if (props.phase === 'reconnecting') {
    return (
      <p className="linkbar" role="status">
        <InterruptionText reason={props.reason} />
      </p>
    );
  }
  if (props.phase !== 'lost' && props.phase !== 'ended') return null;
  const moved = props.reason === 'conference.seat-moved';
  return (
    <section className="linkbar column" role="alert">
      <b>{props.phase === 'lost' ? t('conference.lost') : reasonText(props.reason)}</b>
      {props.phase === 'lost' ? <span>{t('conference.lostHint')}</span> : null}
      {props.phase === 'lost' || moved ? (
        <button type="button" className="big pri" onClick={props.onRejoin}>
          {moved ? t('conference.moveBack') : t('conference.rejoin')}
        </button>
      ) : null}
    </section>
  );
}
