import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { beijingTime } from '@haigang/shared/kernel/time';
import { elapsed } from '@haigang/shared/web/ui';
import { VesselFactsList } from '@haigang/shared/web/vessel';
import { VesselCardFrame } from '../vessel-card-frame.js';
import type { ReplayPlayer } from './replay-player.js';

/** [AIS104] What the chosen vessel reported at the moment that is shown; who she is as she says now. */
export function PastVesselCard(props: { player: ReplayPlayer; mmsi: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { player, mmsi, onClose } = props;
  const { at } = useStore(player.store);
  const vessel = [...player.vessels()].find((one) => one.mmsi === mmsi);
  return (
    <VesselCardFrame name={vessel?.name ?? mmsi} onClose={onClose}>
      <p className="row">
        <b className="n">{t('replay.cardAt', { time: beijingTime(at) })}</b>
        {vessel ? (
          <span className="t2 n">
            {t('vessel.reportedAgo', { elapsed: elapsed(Math.max(0, at - (vessel.positionAt ?? at))) })}
          </span>
        ) : null}
        {vessel?.simulated ? <span className="sim">{t('app.simulated')}</span> : null}
      </p>
      {vessel ? (
        <>
          <VesselFactsList vessel={vessel} now={at} isPast />
          <p className="t2">{t('replay.cardIdentity')}</p>
        </>
      ) : (
        <p className="t2">{t('replay.cardNothing')}</p>
      )}
    </VesselCardFrame>
  );
}
