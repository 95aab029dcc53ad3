import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import type { AppError } from '@haigang/shared/kernel/errors';
import {
  ConnectionProvider,
  isOutdated,
  openConnection,
  useConnectionState,
  useEntityList,
  useInsisted,
  useRenewal,
} from '@haigang/shared/web/connection';
import {
  BY_PRESS,
  PAGE_ID,
  TAB_SEATS,
  useLocalMedia,
  usePreparedDevice,
  type ComingBack,
  type PreparedMedia,
} from '@haigang/shared/web/conference';
import { UnsentGone } from '@haigang/shared/web/exchange';
import { errorText, reasonText } from '@haigang/shared/web/i18n';
import { LanguageButton, Shield, Waiting } from '@haigang/shared/web/ui';
import { useExpertReport } from '../expert/use-expert-report.js';
import { CallPage } from './call-page.js';
import { forgetGuest, rememberGuest, useGuestOf } from './expert-guest.js';
import { ExpertLobby } from './expert-lobby.js';
import { forgetKey, openLink } from './expert-link.js';
import { ExpertPreview } from './expert-preview.js';
import type { SeatSaid } from './use-my-conference.js';

/** `/join/:token`: looking consumes nothing; entering binds the link to this browser, which may reload and return. */
export function ExpertPage({ token }: { token: string }): ReactNode {
  const { t } = useTranslation();
  const prepared = useLocalMedia();
  const open = useCallback((signal: AbortSignal) => openLink(token, signal), [token]);
  const opened = useInsisted(open);
  const [entered, setEntered] = useState(false);
  const [refusedLater, setRefused] = useState<AppError | null>(null);
  const onEntered = useCallback(() => setEntered(true), []);
  if (refusedLater) return <RefusedLink {...{ token, prepared }} failure={refusedLater} />;
  if (opened.phase === 'refused') return <RefusedLink {...{ token, prepared }} failure={opened.failure} />;
  if (opened.phase === 'pending') {
    const { trouble } = opened;
    return (
      <ExpertMessage title={trouble ? t('expert.invitation') : t('link.connecting')}>
        {trouble ? <Waiting trouble={trouble} onNow={opened.again} /> : null}
      </ExpertMessage>
    );
  }
  const preview = opened.value;
  if (!preview.entered && !entered) {
    return <ExpertPreview {...{ token, preview, prepared, onEntered }} onRefused={setRefused} />;
  }
  return <ExpertSession {...{ token, prepared }} />;
}

/** [LINK9] A link the centre opens no more has no use for its key. */
function RefusedLink({ token, prepared, failure }: ExpertSessionProps & { failure: AppError }): ReactNode {
  useEffect(() => void forgetKey(token), [token]);
  return (
    <ExpertMessage title={errorText(failure)} release={prepared.release}>
      <UnsentOfLink token={token} />
    </ExpertMessage>
  );
}

/** [EXC11] A dead link takes what its own guest left, and nothing of another's. */
function UnsentOfLink({ token }: { token: string }): ReactNode {
  const guestId = useGuestOf(token);
  useEffect(() => {
    if (guestId !== null) void forgetGuest(token);
  }, [token, guestId]);
  return guestId === null ? null : <UnsentGone guestId={guestId} />;
}

interface ExpertSessionProps {
  readonly token: string;
  readonly prepared: PreparedMedia;
}

function ExpertSession({ token, prepared }: ExpertSessionProps): ReactNode {
  const connection = useMemo(() => openConnection({ surface: 'expert' }), []);
  useEffect(() => () => connection.close(), [connection]);
  return (
    <ConnectionProvider connection={connection}>
      <ExpertGate {...{ token, prepared }} />
    </ConnectionProvider>
  );
}

function ExpertGate({ token, prepared }: ExpertSessionProps): ReactNode {
  const { t } = useTranslation();
  const { link, me } = useConnectionState((state) => state);
  const outdated = link.phase === 'refused' && isOutdated(link.reason);
  useRenewal(outdated);
  const guestId = me?.principal.id ?? null;
  useEffect(() => {
    if (guestId !== null) void rememberGuest(token, guestId);
  }, [token, guestId]);
  if (link.phase === 'refused') {
    const { reason } = link;
    const tooOld = isOutdated(reason) ? t(`link.${reason}`) : null;
    // Only what the centre says of the link itself is told as such; a session that is gone says nothing of it.
    const said = reason.startsWith('expert-link.') ? reasonText(reason) : t('expert.disconnected');
    return (
      <ExpertMessage title={tooOld ?? said} release={prepared.release}>
        {outdated ? null : <UnsentOfLink token={token} />}
        <button type="button" className="big" onClick={() => window.location.reload()}>
          {t('link.reload')}
        </button>
      </ExpertMessage>
    );
  }
  if (!me) return <ExpertMessage title={t('link.connecting')} />;
  return <ExpertRoom me={me} prepared={prepared} />;
}

function ExpertRoom({ me, prepared }: { me: Me; prepared: PreparedMedia }): ReactNode {
  const { t } = useTranslation();
  usePreparedDevice();
  useExpertReport('expert', false);
  const [gone, setGone] = useState(false);
  const [comes, setComes] = useState(comesBack);
  const conference = useEntityList('conference').find((one) => one.id === me.principal.conferenceId);
  const state = conference?.participants.find((participant) => participant.principalId === me.principal.id)?.state;
  const leave = useCallback(() => setGone(true), []);
  const onSeat = useCallback<SeatSaid>((_id, seat) => {
    if (seat === 'held') rememberSeat();
  }, []);
  const rejoin = (): void => {
    setComes(BY_PRESS);
    setGone(false);
  };
  if (!conference || conference.state === 'ENDED') {
    return (
      <ExpertMessage title={t('expert.over')} release={prepared.release}>
        {conference ? <UnsentGone guestId={me.principal.id} /> : null}
      </ExpertMessage>
    );
  }
  if (state === 'REMOVED') {
    return (
      <ExpertMessage title={t('expert.removed')} release={prepared.release}>
        <UnsentGone guestId={me.principal.id} />
      </ExpertMessage>
    );
  }
  if (gone) {
    return (
      <ExpertMessage title={t('conference.live')}>
        <button type="button" className="big pri" onClick={rejoin}>
          {t('conference.rejoin')}
        </button>
      </ExpertMessage>
    );
  }
  if (conference.can.join) {
    return <CallPage {...{ conference, me, prepared, comes, onSeat }} facing="user" onLeave={leave} />;
  }
  return <ExpertLobby {...{ conference, me, prepared }} />;
}

/** The page that had the seat last in this tab: loaded anew it comes back by itself, and not to a call that moved. [CONF7] */
const SEATED = `${TAB_SEATS}expert`;

function comesBack(): ComingBack {
  try {
    const previousPageId = window.sessionStorage.getItem(SEATED);
    return previousPageId === null ? BY_PRESS : { byItself: true, previousPageId };
  } catch {
    return BY_PRESS;
  }
}

function rememberSeat(): void {
  try {
    window.sessionStorage.setItem(SEATED, PAGE_ID);
  } catch {
    // Storage forbidden: loading anew counts as a press.
  }
}

/** Instead of the page; `release` lets go of camera and microphone, which nobody needs any more. */
function ExpertMessage(props: { title: string; release?: () => void; children?: ReactNode }): ReactNode {
  const { title, release, children } = props;
  useEffect(() => release?.(), [release]);
  return (
    <main className="phone middle" data-light>
      <Shield size={64} />
      <h1 role="status">{title}</h1>
      {children}
      <LanguageButton />
    </main>
  );
}
