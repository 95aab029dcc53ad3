import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { partsOf, type PortSite, type SitePart } from '@haigang/shared/features/vessel/port-site';
import { LIMIT_ID } from '@haigang/shared/features/vessel/port-site.rings';
import { inLanguage } from '@haigang/shared/web/i18n';

/** The limit and all parts of the port in figures; a row chooses its part on the plan. */
export function PartRows(props: {
  site: PortSite;
  selected: string | null;
  onSelect: (id: string) => void;
  onEdit: (part: SitePart) => void;
  onRemove: (id: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { site, selected, onSelect } = props;
  const table = useRef<HTMLTableElement>(null);
  useRowInView(table, selected);
  return (
    <table ref={table}>
      <tbody>
        <tr aria-selected={selected === LIMIT_ID} onClick={() => onSelect(LIMIT_ID)}>
          <th scope="row">{t('portSite.limit')}</th>
          <td colSpan={2}>{t('portSite.corners', { count: site.limit.length })}</td>
          <td />
        </tr>
        {partsOf(site).map((part) => (
          <PartRow
            key={part.id}
            part={part}
            selected={part.id === selected}
            onSelect={() => onSelect(part.id)}
            onEdit={() => props.onEdit(part)}
            onRemove={() => props.onRemove(part.id)}
          />
        ))}
      </tbody>
    </table>
  );
}

/** Scrolls the list, and nothing else of the page, to the row of what is chosen. */
function useRowInView(table: RefObject<HTMLTableElement | null>, selected: string | null): void {
  useEffect(() => {
    const row = table.current?.querySelector('tr[aria-selected=true]')?.getBoundingClientRect();
    const list = table.current?.closest('.scroll');
    if (!row || !list) return;
    const { top, bottom } = list.getBoundingClientRect();
    if (row.top < top) list.scrollTop -= top - row.top;
    else if (row.bottom > bottom) list.scrollTop += row.bottom - bottom;
  }, [table, selected]);
}

function PartRow(props: {
  part: SitePart;
  selected: boolean;
  onSelect: () => void;
  onEdit: () => void;
  onRemove: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { part } = props;
  const name = inLanguage(part.name);
  return (
    <tr aria-selected={props.selected} onClick={props.onSelect}>
      <th scope="row">
        {part.id} <span className="t2">{name === part.id ? '' : name}</span>
      </th>
      <Facts part={part} />
      <td className="r">
        <button type="button" className="btn quiet" onClick={props.onEdit}>
          {t('portSite.edit')}
        </button>
        <button type="button" className="btn quiet" onClick={props.onRemove}>
          {t('portSite.remove')}
        </button>
      </td>
    </tr>
  );
}

function Facts({ part }: { part: SitePart }): ReactNode {
  const { t } = useTranslation();
  if ('ring' in part) {
    const { noEntry, speedLimitKnots } = part;
    const speed = speedLimitKnots === null ? null : `≤ ${speedLimitKnots} kn`;
    return (
      <>
        <td>{`${t('portSite.zone')} · ${t('portSite.corners', { count: part.ring.length })}`}</td>
        <td>{[noEntry ? t('portSite.noEntry') : null, speed].filter(Boolean).join(' · ')}</td>
      </>
    );
  }
  const { lat, lon } = part.centre;
  return (
    <>
      <td className="n">
        {lat.toFixed(5)} {lon.toFixed(5)}
      </td>
      {'axisDeg' in part || 'radiusMetres' in part ? (
        <td className="n">
          {'axisDeg' in part
            ? `${part.lengthMetres} × ${part.widthMetres} m · ${part.axisDeg}°`
            : `r ${part.radiusMetres} m`}
        </td>
      ) : (
        <td>{t('portSite.radiationGate')}</td>
      )}
    </>
  );
}
