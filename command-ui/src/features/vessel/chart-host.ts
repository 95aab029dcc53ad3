import type { ChartBox } from '@haigang/shared/features/vessel/chart-box';
import { portSiteOf } from '@haigang/shared/web/vessel';
import { perConnection } from '@haigang/shared/web/connection';
import { lookAt } from '@haigang/shared/web/feeds';
import { currentLanguage, reasonText } from '@haigang/shared/web/i18n';
import { openPortMap, type MapPick, type PortMap } from '@haigang/shared/web/map';
import { notify } from '@haigang/shared/web/ui';

/** Until then the picture of a request just accepted has come (`bench join`). */
export const YIELD_MS = 1200;

/** [AIS118] A chart that could not be drawn is tried again after so long, then after twice as long each time. */
export const RETRY_MS = { first: 5000, longest: 60_000 } as const;

/** [AIS107] Said once of each chart: the coastline and the vessels stand. */
export const sayBaseMapFault = (): void => notify(reasonText('vessel.base-map-part'));

/** The page's one chart and the element it lives in. */
export interface ChartHost {
  readonly element: HTMLDivElement;
  /** The same promise for everybody; rejects where no chart can be drawn now, and tries anew when it is asked again. */
  readonly map: () => Promise<PortMap>;
  /** Hears when the chart was opened anew: ask for it again. Returns the way to stop hearing. */
  readonly onReopened: (listener: () => void) => () => void;
  /** Draws nothing while a picture is about to come; nothing to hold while there is no chart. */
  readonly hold: () => void;
  /** What part of the chart is seen; null before it was shown. */
  view: ChartBox | null;
  /** Who hears what was pointed at; the panel that shows the chart now. */
  onPick: (pick: MapPick) => void;
}

/**
 * One chart per page, made when first shown and moved from panel to panel: building one takes half a second of the main
 * thread, and the moment a request is accepted is the worst to spend it in (measured by `bench join`). Ends with the
 * connection.
 */
export const chartHostOf = perConnection((connection): ChartHost => {
  const element = document.createElement('div');
  element.className = 'canvas';
  let opening: Promise<PortMap> | undefined;
  let close = (): void => undefined;
  let token = connection.state.getState().me?.site.mapboxToken ?? null;
  const listeners = new Set<() => void>();
  const sayOffline = (): void => notify(reasonText('vessel.base-map-offline'));
  /** [AIS107] A blank chart is none: the offline one takes its place. */
  const goOffline = (): void => {
    token = null;
    close();
    opening = undefined;
    sayOffline();
    for (const listener of listeners) listener();
  };
  const open = async (): Promise<PortMap> => {
    const map = await openPortMap({
      container: element,
      site: portSiteOf(connection),
      language: currentLanguage(),
      mapboxToken: token,
      onFallback: () => {
        // Said once: what is tried again does without.
        token = null;
        sayOffline();
      },
      onRevoked: goOffline,
      onPick: (pick) => host.onPick(pick),
      onView: (view) => {
        host.view = view;
        lookAt(connection, view);
      },
    });
    const withdraw = connection.scope.defer(() => map.close());
    close = () => {
      withdraw();
      map.close();
    };
    return map;
  };
  const host: ChartHost = {
    element,
    map: () => {
      opening ??= open().catch((failure: unknown) => {
        // The next who asks tries anew; an engine that gave up half way may have left something.
        opening = undefined;
        element.replaceChildren();
        throw failure;
      });
      return opening;
    },
    onReopened: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    hold: () => void opening?.then((map) => map.hold(YIELD_MS)).catch(() => undefined),
    onPick: () => undefined,
    view: null,
  };
  return host;
});
