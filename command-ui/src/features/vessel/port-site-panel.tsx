import './port-site.css';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingMinute } from '@haigang/shared/kernel/time';
import { changesOf, isChanged, withoutPlace, withPlace } from '@haigang/shared/features/vessel/port-site.changes';
import { fromGeoJson, toGeoJson, type GeoJsonFault } from '@haigang/shared/features/vessel/port-site.geojson';
import { placesOf, type Anchorage, type Berth, type PortSite } from '@haigang/shared/features/vessel/port-site';
import { inLanguage } from '@haigang/shared/web/i18n';
import { usePortSite, useSavedPortSite } from '@haigang/shared/web/vessel';
import { PortPlaceDialog } from './port-place-dialog.js';
import { GateRow, ZoneRow } from './port-zone-row.js';
import { PortSitePlan, type PlanView } from './port-site-plan.js';
import { Changes, Faults, SaveDialog } from './port-site-save.js';

type Place = Berth | Anchorage;
/** Steps that can be taken back one by one; beyond that the oldest become one. */
const MOST_STEPS = 200;
const NEW_BERTH = { axisDeg: 90, lengthMetres: 300, widthMetres: 60 };
const NEW_ANCHORAGE = { radiusMetres: 1000 };

/** [AIS100] [AIS101] The port's geometry: a plan, its places in figures, GeoJSON in and out; nothing holds before it is saved. */
export function PortSitePanel(): ReactNode {
  const { t } = useTranslation();
  const saved = useSavedPortSite();
  const holds = usePortSite();
  const { madeFrom, site, change, undo, discard } = useDraft(holds, saved?.revision ?? null);
  const [edited, setEdited] = useState<{ place: Place; isNew: boolean } | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [view, setView] = useState<PlanView>('near');
  const [saving, setSaving] = useState(false);
  const [faults, setFaults] = useState<readonly GeoJsonFault[]>([]);
  const changes = changesOf(holds, site);
  const take = async (file: File): Promise<void> => {
    const read = fromGeoJson(await file.text());
    setFaults('faults' in read ? read.faults : []);
    if ('site' in read) change(read.site);
  };
  const middle = site.berths[0]?.centre ?? site.limit[0] ?? { lat: 0, lon: 0 };
  const blank = { id: '', name: { zh: '', en: '' }, centre: middle };
  return (
    <section className="p port-site">
      <header className="ph">
        <h2>{t('portSite.title')}</h2>
        <span className="t2">
          {saved
            ? t('portSite.saved', {
                ...{ time: beijingMinute(Date.parse(saved.savedAt)), name: inLanguage(saved.savedByName) },
                reason: saved.reason,
              })
            : null}
        </span>
        <span className="sp" />
        <ImportButton onFile={(file) => void take(file)} />
        <button type="button" className="btn" onClick={() => download(site)}>
          {t('portSite.export')}
        </button>
      </header>
      {saved ? null : <p className="hatch note">{t('portSite.sample')}</p>}
      <p className="t2 note">{t('portSite.datum')}</p>
      {faults.length > 0 ? <Faults faults={faults} /> : null}
      {madeFrom ? (
        <p className="row note draft" role="status">
          <b>{t('portSite.draft')}</b>
          <Changes changes={changes} />
          <span className="sp" />
          <button type="button" className="btn" onClick={undo}>
            {t('portSite.undo')}
          </button>
          <button type="button" className="btn" onClick={discard}>
            {t('portSite.discard')}
          </button>
          <button type="button" className="btn pri" disabled={!isChanged(changes)} onClick={() => setSaving(true)}>
            {t('portSite.save')}
          </button>
        </p>
      ) : null}
      <div className="port-site-body">
        <figure>
          <div className="row" role="group">
            {(['near', 'whole'] as const).map((one) => (
              <button
                key={one}
                type="button"
                className="btn quiet"
                aria-pressed={view === one}
                onClick={() => setView(one)}
              >
                {t(`portSite.${one}`)}
              </button>
            ))}
          </div>
          <PortSitePlan
            {...{ site, view, selected }}
            changed={[...changes.added, ...changes.changed]}
            onSelect={setSelected}
            onMove={(place, { lat, lon }) =>
              change(withPlace(site, { ...place, centre: { lat: round(lat), lon: round(lon) } }, place.id))
            }
          />
          <figcaption className="t2">{t('portSite.drag')}</figcaption>
        </figure>
        <div className="scroll">
          <table>
            <tbody>
              <tr>
                <th scope="row">{t('portSite.limit')}</th>
                <td colSpan={2}>{t('portSite.corners', { count: site.limit.length })}</td>
                <td />
              </tr>
              {placesOf(site).map((place) => (
                <PlaceRow
                  key={place.id}
                  place={place}
                  selected={place.id === selected}
                  onSelect={() => setSelected(place.id)}
                  onEdit={() => setEdited({ place, isNew: false })}
                  onRemove={() => change(withoutPlace(site, place.id))}
                />
              ))}
              {(site.zones ?? []).map((zone) => (
                <ZoneRow key={zone.id} zone={zone} onRemove={() => change(withoutPlace(site, zone.id))} />
              ))}
              {(site.radiationGates ?? []).map((gate) => (
                <GateRow key={gate.id} gate={gate} onRemove={() => change(withoutPlace(site, gate.id))} />
              ))}
            </tbody>
          </table>
          <p className="row note">
            <button
              type="button"
              className="btn"
              onClick={() => setEdited({ place: { ...blank, ...NEW_BERTH }, isNew: true })}
            >
              {t('portSite.addBerth')}
            </button>
            <button
              type="button"
              className="btn"
              onClick={() => setEdited({ place: { ...blank, ...NEW_ANCHORAGE }, isNew: true })}
            >
              {t('portSite.addAnchorage')}
            </button>
          </p>
        </div>
      </div>
      {edited ? (
        <PortPlaceDialog
          {...edited}
          taken={placesOf(site).flatMap(({ id }) => (!edited.isNew && id === edited.place.id ? [] : [id]))}
          onDone={(place) => {
            change(withPlace(site, place, edited.isNew ? null : edited.place.id));
            setSelected(place.id);
            setEdited(null);
          }}
          onClose={() => setEdited(null)}
        />
      ) : null}
      {saving && madeFrom ? (
        <SaveDialog {...{ site, changes, ...madeFrom }} onSaved={discard} onClose={() => setSaving(false)} />
      ) : null}
    </section>
  );
}

const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

interface Step {
  readonly site: PortSite;
  /** Of the geometry that held when it was made: what somebody else saves meanwhile is not written over. */
  readonly revision: number | null;
}

/** What is being changed, with the way back; what holds until something is. */
function useDraft(holds: PortSite, revision: number | null) {
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const [first] = steps;
  return {
    madeFrom: first ? { revision: first.revision } : null,
    site: steps.at(-1)?.site ?? holds,
    change: (site: PortSite) =>
      setSteps((known) => [
        ...known.slice(0, 1),
        ...known.slice(1).slice(-MOST_STEPS),
        { site, revision: known[0] ? known[0].revision : revision },
      ]),
    undo: () => setSteps((known) => known.slice(0, -1)),
    discard: () => setSteps([]),
  };
}

function PlaceRow(props: {
  place: Place;
  selected: boolean;
  onSelect: () => void;
  onEdit: () => void;
  onRemove: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { place } = props;
  const { lat, lon } = place.centre;
  const size =
    'axisDeg' in place
      ? `${place.lengthMetres} × ${place.widthMetres} m · ${place.axisDeg}°`
      : `r ${place.radiusMetres} m`;
  return (
    <tr aria-selected={props.selected} onClick={props.onSelect}>
      <th scope="row">
        {place.id} <span className="t2">{inLanguage(place.name) === place.id ? '' : inLanguage(place.name)}</span>
      </th>
      <td className="n">
        {lat.toFixed(5)} {lon.toFixed(5)}
      </td>
      <td className="n">{size}</td>
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

function ImportButton({ onFile }: { onFile: (file: File) => void }): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".geojson,.json,application/geo+json"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
      <button type="button" className="btn" onClick={() => input.current?.click()}>
        {t('portSite.import')}
      </button>
    </>
  );
}

function download(site: PortSite): void {
  const text = JSON.stringify(toGeoJson(site), null, 2);
  const url = URL.createObjectURL(new Blob([text], { type: 'application/geo+json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'port.geojson';
  link.click();
  URL.revokeObjectURL(url);
}
