import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useIdleRelease, useLocalMedia, usePreparedDevice } from '@haigang/shared/web/conference';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Icon, tell, useSound } from '@haigang/shared/web/ui';
import { useKioskCall } from '../features/conference/kiosk-call.js';
import { useKioskRequest } from '../features/conference/kiosk-request.js';
import { useKioskOrder } from '../features/decision/kiosk-order.js';
import { useMyConference } from '../features/conference/use-my-conference.js';
import { useDuty } from '../features/identity/duty.js';
import { KioskFrame } from './kiosk-frame.js';

/** How long the lamp of an answered call lights the whole screen, and how the unit shakes with it. */
const LAMP_MS = 6000;
const SHAKE_MS = [400, 150, 400, 150, 800];

/**
 * A body-worn unit: standby, asking, or in a call. A call of the centre is answered by itself, with tone and lamp [CALL4];
 * one in progress goes on while another conference calls [CALL5].
 */
export function Kiosk({ me }: { me: Me }): ReactNode {
  const prepared = useLocalMedia();
  usePreparedDevice();
  const { belonging, other, enter, leave } = useMyConference(me.principal.id, true);
  const releaseIfIdle = useIdleRelease(
    prepared,
    me.principal.id,
    belonging.kind === 'inside' || belonging.kind === 'ringing',
  );
  const called = belonging.kind === 'ringing' ? belonging.conference : null;
  const lamp = useLamp(called, me.principal.id);
  const order = useKioskOrder(me.principal);
  const sound = useSound(lamp ? 'answered' : order.sounds ? 'call' : null, lamp?.callAt);
  const duty = useDuty(sound.blocked, { surface: 'kiosk' });
  const { open } = prepared;
  useEffect(() => {
    if (!called) return;
    void tell(open('environment'));
    enter(called);
  }, [called, open, enter]);
  const inside = belonging.kind === 'inside' ? belonging.conference : null;
  const name = inLanguage(me.principal.name);
  return (
    <>
      {inside ? (
        <InCall key={inside.id} conference={inside} {...{ me, name, prepared, duty, order, other }} onLeave={leave} />
      ) : (
        <Standby
          {...{ me, name, duty, order }}
          onPress={() => void tell(open('environment'))}
          onUnsent={releaseIfIdle}
        />
      )}
      {lamp ? <Lamp by={lamp.by} /> : null}
    </>
  );
}

interface Parts {
  readonly me: Me;
  readonly name: string;
  readonly duty: ReturnType<typeof useDuty>;
  readonly order: ReturnType<typeof useKioskOrder>;
}

function InCall(
  props: Parts & {
    conference: ConferenceView;
    prepared: ReturnType<typeof useLocalMedia>;
    other: ReturnType<typeof useMyConference>['other'];
    onLeave: (conferenceId: string) => void;
  },
): ReactNode {
  const { name, duty, order, ...call } = props;
  return <KioskFrame name={name} duty={duty} {...withOrder(useKioskCall(call), order)} />;
}

function Standby(props: Parts & { onPress: () => void; onUnsent: () => void }): ReactNode {
  const { name, order, ...asks } = props;
  return <KioskFrame name={name} duty={asks.duty} {...withOrder(useKioskRequest(asks), order)} />;
}

/** The order over the picture; the talk plate and the right key keep what they do. */
function withOrder(parts: ReturnType<typeof useKioskCall>, order: Parts['order']): ReturnType<typeof useKioskCall> {
  const picture = (
    <>
      {parts.picture}
      {order.over}
    </>
  );
  return { ...parts, picture, left: order.key ?? parts.left };
}

/** Who called and when, for as long as the lamp is lit; every call lights it anew, also a second one by the same person. */
function useLamp(called: ConferenceView | null, principalId: string): { by: string; callAt: string } | null {
  const [lit, setLit] = useState<{ by: string; callAt: string } | null>(null);
  const call = called?.participants.find((one) => one.principalId === principalId)?.call;
  const by = call ? inLanguage(call.byName) : '';
  const callAt = call?.at;
  useEffect(() => {
    if (callAt === undefined) return;
    setLit({ by, callAt });
    if ('vibrate' in navigator) navigator.vibrate(SHAKE_MS);
  }, [by, callAt]);
  useEffect(() => {
    if (lit === null) return undefined;
    const timer = window.setTimeout(() => setLit(null), LAMP_MS);
    return () => window.clearTimeout(timer);
  }, [lit]);
  return lit;
}

function Lamp({ by }: { by: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="kiosk-lamp" role="alert">
      <span className="lamp">
        <Icon name="camera" size={120} />
      </span>
      <h1>{t('kiosk.answered')}</h1>
      <p>{t('kiosk.answeredBy', { name: by })}</p>
    </div>
  );
}
