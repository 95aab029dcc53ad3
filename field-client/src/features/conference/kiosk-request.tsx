import { useState, type ComponentProps } from 'react';
import { useTranslation } from 'react-i18next';
import { unitRefusalShownSeconds } from '@haigang/shared/features/conference/conference.settings';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { escalationKey, useOwnRequests } from '@haigang/shared/web/conference';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { elapsed, Icon, tell } from '@haigang/shared/web/ui';
import type { KioskFrame } from '../../app/kiosk-frame.js';
import type { Duty } from '../identity/duty.js';
import { NEW_INCIDENT, useAskedIncident } from './asked-incident.js';
import { KioskAsked } from './kiosk-asked.js';

type FrameParts = Omit<ComponentProps<typeof KioskFrame>, 'name' | 'duty'>;

/** A unit that stands by: one key asks for a conference, one held key calls for help, and what came of it. */
export function useKioskRequest(props: { me: Me; duty: Duty; onPress: () => void; onUnsent: () => void }): FrameParts {
  const { t } = useTranslation();
  const { me, duty, onPress, onUnsent } = props;
  const connection = useConnection();
  const live = useConnectionState((state) => state.link.phase === 'live');
  const [busy, setBusy] = useState(false);
  const { waiting, unheard, now } = useOwnRequests(me.principal.id, unitRefusalShownSeconds);
  const declined = unheard?.state === 'DECLINED' ? unheard : null;
  const asked = useAskedIncident(me.principal, unheard);
  const ask = async (urgency: 'normal' | 'urgent'): Promise<void> => {
    onPress();
    setBusy(true);
    const reason = urgency === 'urgent' ? t('kiosk.helpReason') : t('kiosk.requestReason');
    const where = await duty.locate();
    const sent = await tell(
      connection.call('conference:request', {
        ...{ reason, urgency, deviceKind: me.principal.enrolledAs ?? 'body-worn' },
        ...(asked.chosen === NEW_INCIDENT ? {} : { incidentId: asked.chosen }),
        ...where,
        ...(duty.network ? { network: duty.network } : {}),
        ...(duty.networkType ? { networkType: duty.networkType } : {}),
        ...(duty.batteryPercent === null ? {} : { batteryPercent: duty.batteryPercent }),
      }),
    );
    setBusy(false);
    if (sent) {
      connection.entities.upsert('conference-request', sent);
      asked.choose(null);
    } else onUnsent();
  };
  const hinted = !declined && asked.offered.length === 0;
  const since = waiting ? elapsed(now - Date.parse(waiting.requestedAt)) : '';
  const done = waiting ? escalationKey(waiting) : null;
  const picture = (
    <div className="kiosk-standby">
      <Icon name={waiting ? 'phone' : 'camera-off'} size={72} />
      <b>{waiting ? t('kiosk.waiting') : live ? t('kiosk.standby') : t('kiosk.offline')}</b>
      {/* With an incident to choose there is no room for the hint on 480 × 640. */}
      {waiting ? (
        <p>{done === null ? waiting.incidentNumber : t(done)}</p>
      ) : hinted ? (
        <p>{t('kiosk.standbyHint')}</p>
      ) : null}
      {declined && !waiting ? (
        <p className="refused" role="status">
          {t('conference.declined', { reason: declined.declineReason ?? '' })}
        </p>
      ) : null}
      {waiting ? null : <KioskAsked {...asked} />}
    </div>
  );
  const free = live && !busy && !waiting;
  return {
    picture,
    plate: {
      text: waiting ? since : t('kiosk.request'),
      hint: waiting ? t('kiosk.waiting') : t('conference.requestHint'),
      icon: waiting ? 'phone' : 'camera',
      quiet: waiting !== null,
      press: free ? () => void ask('normal') : null,
    },
    left: {
      text: t('kiosk.cancel'),
      icon: 'leave',
      press: waiting ? () => void tell(connection.call('conference:cancel', { requestId: waiting.id })) : null,
    },
    right: {
      text: t('kiosk.help'),
      icon: 'alert',
      hold: true,
      inverse: true,
      press: free ? () => void ask('urgent') : null,
    },
  };
}
