import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useConnectionState } from '@haigang/shared/web/connection';
import { aisFreshness, useVesselFeed } from '@haigang/shared/web/feeds';
import { Fresh } from '@haigang/shared/web/ui';
import { useDeskKey } from '../../app/keys.js';
import { selectVessel, showVessel, toggleVesselList, useView } from '../../app/view.js';
import { listWords } from './list-words.js';
import type { OpenVesselList } from './open-vessel-list.js';
import { useVesselList } from './use-vessel-list.js';
import type { ListedVessel } from './vessel-list.js';
import { ListColumns, ListFilters, ListSearch } from './vessel-list-head.js';
import { VesselRows, type RowsHandle } from './vessel-rows.js';
import './vessel-list.css';

/** Opens the list of vessels beside the chart, and closes it. */
export function VesselListButton(): ReactNode {
  const { t } = useTranslation();
  const { vesselList } = useView();
  useDeskKey({ code: 'KeyB', text: t('vesselList.open'), run: toggleVesselList });
  return (
    <button
      type="button"
      className="btn"
      aria-pressed={vesselList}
      title={t('vesselList.open')}
      onClick={toggleVesselList}
    >
      {t('vesselList.title')} <kbd>B</kbd>
    </button>
  );
}

/** Every vessel of the picture: searched, narrowed down and sorted, beside the chart it chooses on. [AIS80] */
export function VesselListPanel(): ReactNode {
  const { t } = useTranslation();
  const list = useVesselList();
  return (
    <section className="p vessel-list" aria-label={t('vesselList.title')}>
      {list ? <OpenList list={list} /> : null}
    </section>
  );
}

function OpenList({ list }: { list: OpenVesselList }): ReactNode {
  const { t } = useTranslation();
  const { rows, matching, all, values, now, held } = useStore(list.store);
  const link = useConnectionState((state) => state.link);
  const sources = useVesselFeed((state) => state.sources);
  const { mmsi } = useView();
  const input = useRef<HTMLInputElement>(null);
  const into = useRef<RowsHandle>(null);
  const words = useMemo(() => listWords(t), [t]);
  const search = (): void => {
    input.current?.focus();
    input.current?.select();
  };
  useEffect(() => {
    input.current?.focus();
  }, []);
  useDeskKey({ code: '/', text: t('vesselList.toSearch'), run: search });
  const choose = ({ vessel }: ListedVessel): void => {
    if (vessel.position) showVessel(vessel.mmsi, vessel.position);
    else selectVessel(vessel.mmsi);
  };
  const chooseFirst = (): void => {
    const [first] = rows;
    if (!first) return;
    choose(first);
    into.current?.enter(0);
  };
  return (
    <>
      <header className="ph">
        <h2>{t('vesselList.title')}</h2>
        <span className="n count" role="status">
          {t('vesselList.count', { count: matching, all })}
        </span>
        {held ? (
          <span className="t3" title={t('vesselList.heldWhy')}>
            {t('vesselList.heldNow')}
          </span>
        ) : null}
        <span className="sp" />
        <Fresh value={aisFreshness(sources, link)} />
        <button type="button" className="btn quiet" aria-label={t('vesselList.close')} onClick={toggleVesselList}>
          ✕
        </button>
      </header>
      <ListSearch input={input} onDown={() => into.current?.enter()} onFirst={chooseFirst} onLeave={toggleVesselList} />
      <ListFilters values={values} />
      <ListColumns />
      {rows.length === 0 ? (
        <p className="empty">{t(all === 0 ? 'vesselList.nothingHeard' : 'vesselList.noneMatch')}</p>
      ) : (
        <VesselRows
          {...{ rows, words, now, chosen: mmsi, handle: into }}
          onChoose={choose}
          onHold={list.hold}
          onLeave={search}
        />
      )}
    </>
  );
}
