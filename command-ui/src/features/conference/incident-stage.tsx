import './stage.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '@haigang/shared/kernel/time';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { isWaiting, seesEveryConference } from '@haigang/shared/features/conference/conference.rules';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { useEntityList, usePrincipalIs } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Icon } from '@haigang/shared/web/ui';
import { AskButton } from './ask-button.js';
import { CallButton } from './call-dialog.js';
import { ConferenceStage } from './conference-stage.js';
import { useEnter } from './use-enter.js';
import { WallStage } from './wall-stage.js';

/** What an incident's screen shows of its conference: the seat of this page, the wall's view, or the way in. */
export function IncidentStage(props: {
  incidentId: string;
  conference: ConferenceView | undefined;
  inside: boolean;
  /** The incident takes no conference any more. */
  over: boolean;
  me: Me;
}): ReactNode {
  const { t } = useTranslation();
  const { incidentId, conference, inside, over, me } = props;
  const enter = useEnter();
  if (conference && inside) return <ConferenceStage conference={conference} />;
  if (conference?.can.watch) return <WallStage key={conference.id} conference={conference} />;
  return (
    <section className="p stage">
      <div className="main">
        <div className="waiting">
          <Icon name="camera" size={48} />
          {conference ? <p>{t('conference.live')}</p> : <NoConference incidentId={incidentId} />}
          {conference?.can.join ? (
            <button type="button" className="btn pri" onClick={() => enter(conference)}>
              {t('conference.join')}
            </button>
          ) : null}
          {me.principal.kind === 'account' && hasRole(me.principal, 'commander', 'dispatcher') ? (
            <CallButton incidentId={incidentId} conference={conference} primary={!conference} />
          ) : null}
          {conference || over ? null : <AskButton incidentId={incidentId} />}
        </div>
      </div>
    </section>
  );
}

/** That none runs, and who asks for one; else when the last one ended. */
function NoConference({ incidentId }: { incidentId: string }): ReactNode {
  const { t } = useTranslation();
  const knowsAll = usePrincipalIs(seesEveryConference);
  const ends = useEntityList('conference').flatMap((one) => (one.incidentId === incidentId ? (one.endedAt ?? []) : []));
  const last = ends.toSorted().at(-1);
  const asks = useEntityList('conference-request').find((one) => one.incidentId === incidentId && isWaiting(one));
  if (asks) return <p>{t('conference.asksFor', { name: inLanguage(asks.requesterName) })}</p>;
  // Who sees the conferences that he is in, and no others, cannot know that there is none.
  if (!knowsAll) return <p>{t('conference.notInOne')}</p>;
  if (last === undefined) return <p>{t('conference.notConvened')}</p>;
  return (
    <p>
      {t('conference.ended')} <span className="n">{beijingTime(Date.parse(last))}</span>
    </p>
  );
}
