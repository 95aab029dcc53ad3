import './base-map-panel.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BaseMap, BaseMapLayer } from '@haigang/shared/features/vessel/base-map.model';
import { useBaseMapNow } from '@haigang/shared/web/feeds';

/** [AIS111] [AIS112] What the site put under its chart, what is wrong with it, and in which datum it has to be. */
export function BaseMapPanel(): ReactNode {
  const { t } = useTranslation();
  const baseMap = useBaseMapNow();
  return (
    <section className="p base-map">
      <header className="ph">
        <h2>{t('baseMap.title')}</h2>
      </header>
      <p className="t2 note">{t('baseMap.datum')}</p>
      {baseMap ? <Layers baseMap={baseMap} /> : null}
    </section>
  );
}

function Layers({ baseMap: { layers, faults } }: { baseMap: BaseMap }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      {faults.length > 0 ? (
        <div className="note" role="alert">
          <b>{t('baseMap.faults')}</b>
          <ul>
            {faults.map(({ file, problem }, at) => (
              <li key={at}>{[file, problem].filter(Boolean).join('：')}</li>
            ))}
          </ul>
        </div>
      ) : null}
      {layers.length === 0 ? <p className="note">{t('baseMap.none')}</p> : null}
      {layers.length > 0 ? (
        <ol className="note">
          {layers.map((layer) => (
            <li key={layer.id}>
              {layer.name} <span className="t2">{t(`baseMap.kind.${layer.kind}`)}</span>{' '}
              <span className="t2 n">{zooms(layer)}</span> <span className="t2">{layer.attribution}</span>
            </li>
          ))}
        </ol>
      ) : null}
    </>
  );
}

const zooms = ({ minZoom, maxZoom }: BaseMapLayer): string => `z${minZoom}–${maxZoom}`;
