import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isRungFor } from '@haigang/shared/features/conference/conference.rules';
import type { Presence } from '@haigang/shared/features/identity/identity.protocol';
import { usePrincipalIs } from '@haigang/shared/web/connection';
import { usePresence } from '@haigang/shared/web/feeds';
import { Contained, Icon } from '@haigang/shared/web/ui';
import { AskedBand } from '../features/conference/asked-band.js';
import { CallBand } from '../features/conference/call-band.js';
import { IncomingBand } from '../features/conference/incoming-band.js';
import { LobbyBand } from '../features/conference/lobby-band.js';
import { RingingBand } from '../features/conference/ringing-band.js';
import { UnattendedBand } from '../features/conference/unattended-band.js';
import { useRinging, type Ringing } from '../features/conference/use-ringing.js';
import { AskedOfYouBand } from '../features/decision/asked-of-you-band.js';
import { useScreenReport } from '../features/identity/presence.js';
import { DistressBand } from '../features/vessel/distress-band.js';
import { useDistress, type Distress } from '../features/vessel/use-distress.js';

/** What calls for somebody at this screen, whatever page it shows. */
export interface Signs {
  readonly distress: readonly Distress[];
  readonly ringing: Ringing;
  readonly presence: readonly Presence[];
}

/** [REQ9] Rings and alarms, and tells the centre that this screen is there and whether it can; once for a screen. */
export function useSigns(surface: 'desk' | 'wall'): Signs {
  const distress = useDistress();
  const isRung = usePrincipalIs(isRungFor);
  const ringing = useRinging(surface === 'desk' && isRung && distress.some(({ alarm }) => alarm.state === 'ACTIVE'));
  const presence = usePresence();
  useScreenReport(surface, ringing.soundBlocked);
  return { distress, ringing, presence };
}

/** [REQ9] The bands above every page: distress, requests, calls, and the call that goes on. */
export function ScreenBands({ signs, surface }: { signs: Signs; surface: 'desk' | 'wall' }): ReactNode {
  const { distress, ringing, presence } = signs;
  return (
    <div className="bands">
      <Contained part="distress">
        <DistressBand distress={distress} />
      </Contained>
      <Contained part="ringing">
        <RingingBand presence={presence} ringing={ringing} />
      </Contained>
      <Contained part="unattended">
        <UnattendedBand rooms={ringing.waitingRooms} answers={surface === 'desk'} />
      </Contained>
      <Contained part="incoming">
        <IncomingBand />
      </Contained>
      {surface === 'desk' ? (
        <Contained part="asked">
          <AskedBand />
        </Contained>
      ) : null}
      {surface === 'desk' ? (
        <Contained part="asked-of-you">
          <AskedOfYouBand />
        </Contained>
      ) : null}
      <Contained part="lobby">
        <LobbyBand />
      </Contained>
      {surface === 'desk' ? (
        <Contained part="call-band">
          <CallBand />
        </Contained>
      ) : null}
    </div>
  );
}

/** What the browser keeps silent until somebody presses. */
export function SoundNeeded({ ringing }: { ringing: Ringing }): ReactNode {
  const { t } = useTranslation();
  if (!ringing.soundBlocked) return null;
  return (
    <button type="button" className="btn inv" onClick={ringing.unlock}>
      <Icon name="sound" /> {t('wall.soundNeeded')}
    </button>
  );
}
