import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import type { PreparedMedia } from '@haigang/shared/web/conference';
import { inLanguage } from '@haigang/shared/web/i18n';
import { LinkBar } from '@haigang/shared/web/ui';
import { Check, DeviceChecks, ExpertFrame } from './expert-frame.js';
import { useCentreRoundTrip } from './use-centre-round-trip.js';

/**
 * 等候室: what works, and that the host has been told; not who is in already [CONF6]. The page goes on by itself when
 * admitted.
 */
export function ExpertLobby(props: { conference: ConferenceView; me: Me; prepared: PreparedMedia }): ReactNode {
  const { t } = useTranslation();
  const { conference, me, prepared } = props;
  return (
    <ExpertFrame
      title={t('expert.waitingTitle')}
      facts={
        <>
          {t('expert.identity')} <b>{inLanguage(me.principal.name)}</b> ·{' '}
          <span className="n">{conference.incidentNumber}</span>
        </>
      }
      prepared={prepared}
      bar={<LinkBar />}
    >
      <DeviceChecks prepared={prepared}>
        <CentreCheck />
      </DeviceChecks>
      <section className="card">
        <h2>{t('conference.lobby')}</h2>
        <p className="t2">{t('expert.waitingText')}</p>
      </section>
      <a className="btn tall" href="/field/test?expert" target="_blank" rel="noreferrer">
        {t('lineTest.link')}
      </a>
    </ExpertFrame>
  );
}

/** How long the centre takes to answer, asked anew whenever the link is back. */
function CentreCheck(): ReactNode {
  const { t } = useTranslation();
  const milliseconds = useCentreRoundTrip();
  return (
    <Check icon={milliseconds === null ? 'no-network' : 'check'} name={t('expert.network')}>
      {milliseconds === null ? '—' : `${String(Math.round(milliseconds))} ms`}
    </Check>
  );
}
