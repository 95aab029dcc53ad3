import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vessel } from '@haigang/shared/features/vessel/vessel.model';
import { incidentNear } from '@haigang/shared/features/vessel/vessel.settings';
import { useEntityList, useSettings } from '@haigang/shared/web/connection';
import { useCameras } from '@haigang/shared/web/feeds';
import { inLanguage } from '@haigang/shared/web/i18n';
import { LevelMark } from '@haigang/shared/web/ui';
import { showIncident } from '../../app/view.js';
import { CameraTile } from '../camera/camera-tile.js';
import { camerasNearest, camerasSeeing, incidentsAround } from './about-vessel.js';

/** Incidents about a vessel or near her, and the cameras that see her. [AIS84] */
export function VesselSurroundings({ vessel }: { vessel: Vessel }): ReactNode {
  return (
    <>
      <Incidents vessel={vessel} />
      <Cameras key={vessel.mmsi} vessel={vessel} />
    </>
  );
}

function Incidents({ vessel }: { vessel: Vessel }): ReactNode {
  const { t } = useTranslation();
  const around = incidentsAround(vessel, useEntityList('incident'), useSettings().get(incidentNear));
  if (around.length === 0) return null;
  return (
    <section className="surroundings">
      <h4>{t('vessel.incidents')}</h4>
      <ul>
        {around.map(({ incident, metres }) => (
          <li key={incident.id}>
            <button type="button" className="line" onClick={() => showIncident(incident.id)}>
              <LevelMark level={incident.eventLevel} words={false} />
              <span className="sp">
                <b>{incident.kind === 'unclassified' ? incident.summary : t(`kind.${incident.kind}`)}</b>
                <span className="t3 n">
                  {incident.number} ·{' '}
                  {metres === null
                    ? t('vessel.incidentAbout')
                    : t('vessel.incidentNear', { metres: metres.toFixed(0) })}
                </span>
              </span>
              <span className="tag">{t(`state.${incident.state}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Cameras({ vessel }: { vessel: Vessel }): ReactNode {
  const { t } = useTranslation();
  const cameras = useCameras();
  const [openId, setOpenId] = useState<string | null>(null);
  if (!cameras || cameras.length === 0 || !vessel.position) return null;
  const seeing = camerasSeeing(vessel, cameras);
  const shown = seeing.length > 0 ? seeing : camerasNearest(vessel, cameras);
  const open = shown.find(({ camera }) => camera.id === openId)?.camera;
  return (
    <section className="surroundings">
      <h4>
        {t('vessel.cameras')}{' '}
        <span className="t2 n">
          {seeing.length} / {cameras.length}
        </span>
      </h4>
      {seeing.length === 0 ? (
        <p className="t2">
          {t('vessel.noCamera')} {shown.length > 0 ? t('vessel.nearestCameras') : null}
        </p>
      ) : null}
      <div className="choices">
        {shown.map(({ camera, metres }) => (
          <button
            key={camera.id}
            type="button"
            className="btn n"
            aria-pressed={camera.id === openId}
            title={inLanguage(camera.name)}
            onClick={() => setOpenId(camera.id === openId ? null : camera.id)}
          >
            {camera.id} {metres.toFixed(0)} m
          </button>
        ))}
      </div>
      {open ? <CameraTile key={open.id} camera={open} /> : null}
    </section>
  );
}
