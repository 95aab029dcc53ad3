import { every } from '@haigang/shared/kernel/every';
import { Scope } from '@haigang/shared/kernel/scope';
import { settingMs, type SettingsReader } from '@haigang/shared/kernel/settings';
import { portSiteOf } from '@haigang/shared/web/vessel';
import { silentEdgeMinutes } from '@haigang/shared/features/vessel/vessel-rule.settings';
import { lostLimits } from '@haigang/shared/features/vessel/vessel.rules';
import type { Connection } from '@haigang/shared/web/connection';
import { vesselFeedOf } from '@haigang/shared/web/feeds';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { orderAt, type ListOrder } from './list-order.js';
import type { Stay } from './use-stays.js';
import {
  facetValues,
  FACET_NAMES,
  indexStays,
  listVessels,
  matching,
  sorted,
  WHOLE_LIST,
  type Facet,
  type ListedVessel,
  type ListQuery,
  type ListWords,
} from './vessel-list.js';

/** The list follows the picture this often, ms; ten thousand vessels cost it some tens of milliseconds. */
const LOOK_EVERY_MS = 1000;

/** What is asked of the list; it stays while the list is closed. */
export const listQuery = createStore<ListQuery>(() => WHOLE_LIST);

export interface VesselListState {
  readonly rows: readonly ListedVessel[];
  /** How many match, of how many. */
  readonly matching: number;
  readonly all: number;
  readonly values: Readonly<Record<Facet, ReadonlyMap<string, number>>>;
  readonly now: number;
  /** Rows keep their places because somebody is among them. */
  readonly held: boolean;
}

export interface OpenVesselList {
  readonly store: StoreApi<VesselListState>;
  readonly setStays: (stays: readonly Stay[]) => void;
  /** Somebody points at the rows, or has the keyboard in them. */
  readonly hold: (held: boolean) => void;
  readonly close: () => void;
}

function mmsisOf(rows: readonly ListedVessel[]): string[] {
  return rows.map(({ vessel }) => vessel.mmsi);
}

/** Follows the picture as the query asks, until it is closed. [AIS80] [AIS83] */
export function openVesselList(of: {
  readonly connection: Connection;
  readonly settings: SettingsReader;
  readonly words: ListWords;
  readonly locale: string;
}): OpenVesselList {
  const { connection, words, locale } = of;
  const scope = new Scope('vessel list');
  const limits = lostLimits(of.settings);
  const edgeMs = settingMs(of.settings, silentEdgeMinutes);
  const feed = vesselFeedOf(connection);
  let stays = indexStays([]);
  let held = false;
  let order: ListOrder | null = null;
  /** Rows somebody is among keep their places also when their vessel has left the picture. */
  let last: ReadonlyMap<string, ListedVessel> = new Map();
  const look = (): VesselListState => {
    const now = connection.serverNow();
    const query = listQuery.getState();
    const all = listVessels(feed.getState().vessels.values(), {
      now,
      limits,
      stays,
      site: portSiteOf(connection),
      edgeMs,
    });
    const matched = matching(all, query);
    order = orderAt(order, {
      here: mmsisOf(matched),
      sorted: () => mmsisOf(sorted(matched, query, words, locale)),
      ...{ held, now },
    });
    const byMmsi = new Map(all.map((row) => [row.vessel.mmsi, row]));
    const rows = order.mmsis.flatMap((mmsi) => byMmsi.get(mmsi) ?? last.get(mmsi) ?? []);
    last = new Map(rows.map((row) => [row.vessel.mmsi, row]));
    const values = FACET_NAMES.map((facet) => [facet, facetValues(all, facet, query.facets[facet])] as const);
    return {
      ...{ rows, matching: matched.length, all: all.length, now, held },
      values: Object.fromEntries(values) as VesselListState['values'],
    };
  };
  const store = createStore<VesselListState>(look);
  const show = (): void => store.setState(look());
  const askAnew = (): void => {
    order = null;
    show();
  };
  scope.defer(every(LOOK_EVERY_MS, show));
  scope.defer(listQuery.subscribe(askAnew));
  return {
    store,
    setStays: (now) => {
      stays = indexStays(now);
      show();
    },
    hold: (next) => {
      held = next;
      store.setState({ held });
    },
    close: () => void scope.close(),
  };
}
