import './chart-layers.css';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { MAP_GROUPS, VECTOR_MINUTES, type MapGroup, type PortMap } from '@haigang/shared/web/map';
import { useBaseMap } from '@haigang/shared/web/feeds';
import { Select } from '@haigang/shared/web/ui';
import { VesselLegend } from '@haigang/shared/web/vessel';
import { useDeskKey } from '../../app/keys.js';
import { useView } from '../../app/view.js';
import { AllTrailsChoice } from './all-trails-choice.js';
import { replay } from './replay/replay-state.js';
import { useAllTrails } from './use-all-trails.js';
import { chartLook, setVectorMinutes, showAll, showGroup } from './chart-look.js';

/** What the chart shows and what each sign means, each to be switched off and on. [AIS102] */
export function ChartLayers({ map }: { map: PortMap }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const look = useStore(chartLook);
  const { vectorMinutes } = look;
  const groups = useGroups(map);
  const hidden = look.hidden.filter((group) => groups.includes(group));
  const { incidentId } = useView();
  // Beside an incident there is no room for the switches, and what is hidden without one would be missed.
  useEffect(() => map.setLook(incidentId === null ? look : { ...look, hidden: [] }), [map, look, incidentId]);
  // What is of the present has no place in a picture of the past. [AIS104]
  const isPast = useStore(replay).player !== null;
  const trails = useAllTrails(map, incidentId === null && !isPast);
  const toggle = useCallback(() => setOpen((was) => !was), []);
  useDeskKey({ code: 'KeyT', text: t('chartLayer.title'), run: toggle }, incidentId === null);
  if (incidentId !== null) return null;
  return (
    <div className="chart-layers">
      <button type="button" className="btn" aria-expanded={open} onClick={toggle}>
        {t('chartLayer.button')} {hidden.length > 0 ? <b className="n">−{hidden.length}</b> : null} <kbd>T</kbd>
      </button>
      {open ? (
        <div className="panel" role="group" aria-label={t('chartLayer.title')}>
          <VesselLegend stations />
          <p className="n">{t('chartLayer.trueScale')}</p>
          <p className="n">{t('chartLayer.predicted')}</p>
          {groups.map((group) => (
            <label key={group}>
              <input
                type="checkbox"
                checked={!hidden.includes(group)}
                onChange={(event) => showGroup(group, event.target.checked)}
              />
              <Sign group={group} />
              {t(`chartLayer.${group}`)}
            </label>
          ))}
          <Select
            label={t('chartLayer.vectorLength')}
            value={String(vectorMinutes)}
            onChange={(value) => setVectorMinutes(Number(value))}
            options={VECTOR_MINUTES.map((minutes) => [String(minutes), t('chartLayer.minutes', { count: minutes })])}
          />
          <AllTrailsChoice trails={trails} />
          <button type="button" className="btn quiet" disabled={hidden.length === 0} onClick={showAll}>
            {t('chartLayer.all')}
          </button>
        </div>
      ) : null}
    </div>
  );
}

/** What this chart has to switch; a base map only where the site put one there and this engine draws it. [AIS111] */
function useGroups(map: PortMap): readonly MapGroup[] {
  const baseMap = useBaseMap();
  const has = map.engine === 'maplibre' && (baseMap?.layers.length ?? 0) > 0;
  return has ? MAP_GROUPS : MAP_GROUPS.filter((group) => group !== 'base-map');
}

/** How a group is drawn on the chart. */
function Sign({ group }: { group: MapGroup }): ReactNode {
  return (
    <svg className={`sign ${group}`} viewBox="0 0 24 14" aria-hidden="true">
      {group === 'names' || group === 'places' ? (
        <text x="12" y="11">
          {'Aa'}
        </text>
      ) : null}
      {group === 'cameras' ? <path d="M4 11 20 2v10z" /> : null}
      {group === 'gates' ? <circle cx="12" cy="7" r="3.5" /> : null}
      {group === 'officers' ? <circle cx="12" cy="7" r="4.5" /> : null}
      {group === 'base-map' ? <path d="M2 12 8 4l5 5 3-3 6 6z" /> : null}
      {group === 'zones' ? <rect x="2" y="2" width="20" height="10" /> : null}
      {group === 'anchorages' ? <ellipse cx="12" cy="7" rx="9" ry="5.5" /> : null}
      {group === 'limit' || group === 'berths' || group === 'vectors' ? <line x1="1" y1="7" x2="23" y2="7" /> : null}
    </svg>
  );
}
