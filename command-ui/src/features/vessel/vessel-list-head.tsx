import type { KeyboardEvent, ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { usePortSite } from '@haigang/shared/web/vessel';
import { useStore } from 'zustand';
import { facetText } from './list-words.js';
import { listQuery, type VesselListState } from './open-vessel-list.js';
import { FACET_NAMES, WHOLE_LIST, type Facet, type ListColumn } from './vessel-list.js';

/** The two lines of each column of the rows. */
const HEADS: readonly (readonly ListColumn[])[] = [
  ['name', 'flag', 'type'],
  ['speed', 'course', 'status'],
  ['area', 'destination'],
  ['age'],
];

/** Search: arrow down and Enter go on to the rows, Escape empties it, then leaves. [AIS81] [AIS83] */
export function ListSearch(props: {
  input: RefObject<HTMLInputElement | null>;
  onDown: () => void;
  onFirst: () => void;
  onLeave: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { text } = useStore(listQuery);
  const pressed = (event: KeyboardEvent): void => {
    // Enter also ends a word that is being composed.
    if (event.nativeEvent.isComposing) return;
    const steps: Partial<Record<string, () => void>> = {
      ArrowDown: props.onDown,
      Enter: props.onFirst,
      Escape: () => (text === '' ? props.onLeave() : listQuery.setState({ text: '' })),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  return (
    <div className="in">
      <input
        ref={props.input}
        type="search"
        aria-label={t('vesselList.search')}
        placeholder={t('vesselList.search')}
        value={text}
        maxLength={40}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => listQuery.setState({ text: event.target.value })}
        onKeyDown={pressed}
      />
      <kbd>/</kbd>
    </div>
  );
}

export function ListFilters({ values }: Pick<VesselListState, 'values'>): ReactNode {
  const { t } = useTranslation();
  const site = usePortSite();
  const { text, facets } = useStore(listQuery);
  const choose = (facet: Facet, value: string): void => {
    const { [facet]: _, ...others } = facets;
    listQuery.setState({ facets: value === '' ? others : { ...others, [facet]: value } });
  };
  const isNarrowed = text !== '' || Object.keys(facets).length > 0;
  return (
    <div className="list-filters">
      {FACET_NAMES.map((facet) => (
        <span key={facet} className="in" data-on={facets[facet] === undefined ? undefined : ''}>
          <select
            aria-label={t(`vesselList.facet.${facet}`)}
            value={facets[facet] ?? ''}
            onChange={(event) => choose(facet, event.target.value)}
          >
            <option value="">{t(`vesselList.any.${facet}`)}</option>
            {[...values[facet]]
              .map(([value, count]) => ({ value, count, words: facetText(facet, value, { t, site }) }))
              .toSorted((a, b) => a.words.localeCompare(b.words))
              .map(({ value, count, words }) => (
                <option key={value} value={value}>
                  {words} ({count})
                </option>
              ))}
          </select>
        </span>
      ))}
      <button
        type="button"
        className="btn quiet"
        disabled={!isNarrowed}
        onClick={() => listQuery.setState({ text: WHOLE_LIST.text, facets: WHOLE_LIST.facets })}
      >
        {t('vesselList.clear')}
      </button>
    </div>
  );
}

/** Every word sorts by its column, a second time the other way round. */
export function ListColumns(): ReactNode {
  const { t } = useTranslation();
  const { column, descending } = useStore(listQuery);
  return (
    <div className="list-columns" role="group" aria-label={t('vesselList.sort')}>
      <span />
      {HEADS.map((columns) => (
        <span key={columns.join('-')}>
          {columns.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={one === column}
              title={t('vesselList.sortBy', { column: t(`vesselList.column.${one}`) })}
              onClick={() => listQuery.setState({ column: one, descending: one === column && !descending })}
            >
              {t(`vesselList.column.${one}`)}
              {one === column ? <i aria-hidden="true">{descending ? '▾' : '▴'}</i> : null}
            </button>
          ))}
        </span>
      ))}
    </div>
  );
}
