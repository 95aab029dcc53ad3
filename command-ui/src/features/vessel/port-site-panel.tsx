import './port-site.css';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingMinute } from '@haigang/shared/kernel/time';
import {
  changesOf,
  isChanged,
  withoutPart,
  withPart,
  type PortSiteChanges,
} from '@haigang/shared/features/vessel/port-site.changes';
import { fromGeoJson, type GeoJsonFault } from '@haigang/shared/features/vessel/port-site.geojson';
import { partsOf, type SitePart } from '@haigang/shared/features/vessel/port-site';
import { crossingsOf } from '@haigang/shared/features/vessel/port-site.rings';
import { inLanguage } from '@haigang/shared/web/i18n';
import { notify } from '@haigang/shared/web/ui';
import { usePortSite, useSavedPortSite } from '@haigang/shared/web/vessel';
import { kindOf, type PartKind } from './port-part-form.js';
import { PortPartDialog } from './port-part-dialog.js';
import { PartRows } from './port-part-rows.js';
import { FileButtons } from './port-site-file.js';
import { PortSitePlan } from './port-site-plan.js';
import { Changes, Faults, SaveDialog } from './port-site-save.js';
import { useDrawing } from './use-drawing.js';
import { usePortDraft } from './use-port-draft.js';

/** What comes from the plan: a berth or an anchorage put in meanwhile leaves the drawing as it is. */
const DRAWN: readonly PartKind[] = ['zone', 'radiationGate'];
const NEW_BERTH = { axisDeg: 90, lengthMetres: 300, widthMetres: 60 };
const NEW_ANCHORAGE = { radiusMetres: 1000 };

/** [AIS100] [AIS101] The port's geometry: a plan, its places in figures, GeoJSON in and out; nothing holds before it is saved. */
export function PortSitePanel(): ReactNode {
  const { t } = useTranslation();
  const saved = useSavedPortSite();
  const holds = usePortSite();
  const { madeFrom, site, change, undo, discard } = usePortDraft(holds, saved?.revision ?? null);
  const [edited, setEdited] = useState<{ part: SitePart; isNew: boolean } | null>(null);
  const [selected, setSelected] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const [faults, setFaults] = useState<readonly GeoJsonFault[]>([]);
  const add = (part: SitePart): void => setEdited({ part, isNew: true });
  const tools = useDrawing(add);
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
        <FileButtons site={site} onFile={(file) => void take(file)} />
      </header>
      {saved ? null : <p className="hatch note">{t('portSite.sample')}</p>}
      <p className="t2 note">{t('portSite.datum')}</p>
      {faults.length > 0 ? <Faults faults={faults} /> : null}
      {madeFrom ? (
        <DraftBar
          changes={changes}
          crosses={crossingsOf(site).length > 0}
          onUndo={undo}
          onDiscard={discard}
          onSave={() => setSaving(true)}
        />
      ) : null}
      <div className="port-site-body">
        <PortSitePlan {...{ site, changes, selected, tools }} onSelect={setSelected} onChange={change} />
        <div className="scroll">
          <PartRows
            {...{ site, selected }}
            onSelect={setSelected}
            onEdit={(part) => setEdited({ part, isNew: false })}
            onRemove={(id) => change(withoutPart(site, id))}
          />
          <p className="row note">
            <button type="button" className="btn" onClick={() => add({ ...blank, ...NEW_BERTH })}>
              {t('portSite.addBerth')}
            </button>
            <button type="button" className="btn" onClick={() => add({ ...blank, ...NEW_ANCHORAGE })}>
              {t('portSite.addAnchorage')}
            </button>
          </p>
        </div>
      </div>
      {edited ? (
        <PortPartDialog
          {...edited}
          taken={partsOf(site).flatMap(({ id }) => (!edited.isNew && id === edited.part.id ? [] : [id]))}
          onDone={(part) => {
            if (!edited.isNew && !partsOf(site).includes(edited.part)) {
              // Somebody else saved meanwhile: what he set is not written over. [AIS100]
              notify(t('portSite.editStale'));
              setEdited(null);
              return;
            }
            change(withPart(site, part, edited.isNew ? null : edited.part.id));
            setSelected(part.id);
            setEdited(null);
            if (edited.isNew && DRAWN.includes(kindOf(part))) tools.giveUp();
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

/** What is not saved yet, and what can be done with it. [AIS116] */
function DraftBar(props: {
  changes: PortSiteChanges;
  crosses: boolean;
  onUndo: () => void;
  onDiscard: () => void;
  onSave: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { changes, crosses } = props;
  return (
    <p className="row note draft" role="status">
      <b>{t('portSite.draft')}</b>
      <Changes changes={changes} />
      <span className="sp" />
      {crosses ? <span>{t('portSite.notSaved')}</span> : null}
      <button type="button" className="btn" onClick={props.onUndo}>
        {t('portSite.undo')}
      </button>
      <button type="button" className="btn" onClick={props.onDiscard}>
        {t('portSite.discard')}
      </button>
      <button type="button" className="btn pri" disabled={crosses || !isChanged(changes)} onClick={props.onSave}>
        {t('portSite.save')}
      </button>
    </p>
  );
}
