import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiationGate, Zone } from '@haigang/shared/features/vessel/port-site';
import { inLanguage } from '@haigang/shared/web/i18n';

/** A zone among the places; its corners come and go with a file. */
export function ZoneRow({ zone, onRemove }: { zone: Zone; onRemove: () => void }): ReactNode {
  const { t } = useTranslation();
  const { ring, noEntry, speedLimitKnots } = zone;
  const rules = [noEntry ? t('portSite.noEntry') : null, speedLimitKnots === null ? null : `≤ ${speedLimitKnots} kn`];
  const what = `${t('portSite.zone')} · ${t('portSite.corners', { count: ring.length })}`;
  return <FiledRow part={zone} what={what} facts={rules.filter(Boolean).join(' · ')} onRemove={onRemove} />;
}

/** A radiation gate among the places. */
export function GateRow({ gate, onRemove }: { gate: RadiationGate; onRemove: () => void }): ReactNode {
  const { t } = useTranslation();
  const { lat, lon } = gate.centre;
  const place = <span className="n">{`${lat.toFixed(5)}, ${lon.toFixed(5)}`}</span>;
  return <FiledRow part={gate} what={t('portSite.radiationGate')} facts={place} onRemove={onRemove} />;
}

/** What comes with a file and goes by a press. */
function FiledRow(props: {
  part: Zone | RadiationGate;
  what: string;
  facts: ReactNode;
  onRemove: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { part, what, facts, onRemove } = props;
  return (
    <tr>
      <th scope="row">
        {part.id} <span className="t2">{inLanguage(part.name)}</span>
      </th>
      <td>{what}</td>
      <td>{facts}</td>
      <td className="r">
        <button type="button" className="btn quiet" onClick={onRemove}>
          {t('portSite.remove')}
        </button>
      </td>
    </tr>
  );
}
