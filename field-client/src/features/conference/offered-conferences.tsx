import './offered-conferences.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { useEntities } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import type { Offer } from './belonging.js';
import type { MyConference } from './use-my-conference.js';

/** [CALL5] Every conference the person may go into by a press: which incident, who keeps it, and whether a call was missed. */
export function OfferedConferences(props: {
  belonging: MyConference['belonging'];
  principalId: string;
  onEnter: (conference: ConferenceView) => void;
}): ReactNode {
  const { belonging, ...rest } = props;
  if (belonging.kind !== 'offered') return null;
  return belonging.offers
    .toSorted((a, b) => b.conference.convenedAt.localeCompare(a.conference.convenedAt))
    .map((offer) => <Offered key={offer.conference.id} offer={offer} {...rest} />);
}

function Offered(props: {
  offer: Offer<ConferenceView>;
  principalId: string;
  onEnter: (conference: ConferenceView) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { principalId, onEnter } = props;
  const { conference, elsewhere } = props.offer;
  const incident = useEntities((state) => state.incident.get(conference.incidentId));
  const mine = conference.participants.find((one) => one.principalId === principalId);
  return (
    <section className="card offered">
      <p className="row">
        <b>{mine?.state === 'EXPIRED' ? t('call.missed') : t('conference.live')}</b>
        <span className="sp" />
        <span className="n">{conference.incidentNumber}</span>
      </p>
      {incident ? (
        <p>
          {t(`kind.${incident.kind}`)} · {incident.summary}
        </p>
      ) : null}
      <p className="t2">
        {t('room.host')} {inLanguage(conference.hostName)}
      </p>
      <button type="button" className="big pri" onClick={() => onEnter(conference)}>
        {elsewhere ? t('conference.moveHere') : t('conference.join')}
      </button>
    </section>
  );
}
