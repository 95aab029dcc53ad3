import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiationGate, Zone } from '@haigang/shared/features/vessel/port-site';
import { inLanguage } from '@haigang/shared/web/i18n';

/** A zone among the places; its corners come and go with a file. */
export function ZoneRow({ zone, onRemove }: { zone: Zone; onRemove: () => void }): ReactNode {
  const { t } = useTranslation();
  const { id, name, ring, noEntry, speedLimitKnots } = zone;
  const rules = [noEntry ? t('portSite.noEntry') : null, speedLimitKnots === null ? null : `≤ ${speedLimitKnots} kn`];
  return (
    <tr>
      <th scope="row">
        {id} <span className="t2">{inLanguage(name)}</span>
      </th>
      <td>
        {t('portSite.zone')} · {t('portSite.corners', { count: ring.length })}
      </td>
      <td>{rules.filter(Boolean).join(' · ')}</td>
      <td className="r">
        <button type="button" className="btn quiet" onClick={onRemove}>
          {t('portSite.remove')}
        </button>
      </td>
    </tr>
  );
}

/** A radiation gate among the places; it comes and goes with a file. */
export function GateRow({ gate, onRemove }: { gate: RadiationGate; onRemove: () => void }): ReactNode {
  const { t } = useTranslation();
  const { id, name, centre } = gate;
  return (
    <tr>
      <th scope="row">
        {id} <span className="t2">{inLanguage(name)}</span>
      </th>
      <td>{t('portSite.radiationGate')}</td>
      <td className="n">
        {centre.lat.toFixed(5)}, {centre.lon.toFixed(5)}
      </td>
      <td className="r">
        <button type="button" className="btn quiet" onClick={onRemove}>
          {t('portSite.remove')}
        </button>
      </td>
    </tr>
  );
}
