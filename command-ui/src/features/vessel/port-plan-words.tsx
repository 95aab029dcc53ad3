import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import type { LatLon } from '@haigang/shared/kernel/geodesy';
import type { Crossing } from '@haigang/shared/kernel/ring-crossing';
import { RING_CORNERS, type PortSite } from '@haigang/shared/features/vessel/port-site';
import { ringsOf, type SiteCrossing } from '@haigang/shared/features/vessel/port-site.rings';
import { inLanguage } from '@haigang/shared/web/i18n';
import type { Drawing, Refusal } from './port-drawing.js';
import type { Snap } from './port-plan-snap.js';

/** What a ring or a shape is called; the limit has no name of its own. */
export function useRingName(): (one: { readonly name: Bilingual | null }) => string {
  const { t } = useTranslation();
  return ({ name }) => (name ? inLanguage(name) : t('portSite.limit'));
}

/** The two edges by the numbers of their corners. */
function edgesOf([first, second]: Crossing, count: number): Readonly<Record<'one' | 'other', string>> {
  const edge = (at: number): string => `${at + 1}–${((at + 1) % count) + 1}`;
  return { one: edge(first), other: edge(second) };
}

/** [AIS116] Which rings cross themselves, and where. */
export function CrossingNote({ site, crossings }: { site: PortSite; crossings: readonly SiteCrossing[] }): ReactNode {
  const { t } = useTranslation();
  const nameOf = useRingName();
  if (crossings.length === 0) return null;
  const counts = new Map(ringsOf(site).map(({ id, ring }) => [id, ring.length]));
  return (
    <p className="crossing-note" role="alert">
      {crossings.map((one) => (
        <span key={one.id}>
          {t('portSite.crosses', { name: nameOf(one), ...edgesOf(one.crossing, counts.get(one.id) ?? 0) })}
        </span>
      ))}
    </p>
  );
}

/** What is being drawn and how it goes on, and why the last corner was not taken. */
export function DrawingNote({ drawing }: { drawing: Drawing }): ReactNode {
  const { t } = useTranslation();
  if (drawing.kind === 'nothing') return null;
  if (drawing.kind === 'gate') return <p role="status">{t('portSite.placing')}</p>;
  const { corners, refused } = drawing;
  return (
    <>
      <p role="status">{t('portSite.drawing', { count: corners.length })}</p>
      {refused ? (
        <p className="crossing-note" role="alert">
          <RefusalWords refused={refused} />
        </p>
      ) : null}
    </>
  );
}

/** Why a corner was not taken, not taken out, or a zone not closed. */
export function RefusalWords({ refused }: { refused: Refusal }): ReactNode {
  const { t } = useTranslation();
  if (refused.why !== 'crosses') return t(`portSite.${refused.why}`, { corners: RING_CORNERS[LIMITS[refused.why]] });
  const { one, other } = edgesOf(refused.crossing, refused.count);
  return t('portSite.wouldCross', { one, other });
}

const LIMITS = { few: 'least', many: 'most' } as const;

/** One line about what is in hand: what it is put on, or where the corner stands. */
export function HandNote(props: {
  snap: Snap | null;
  corner: { readonly at: number; readonly count: number; readonly place: LatLon } | null;
}): ReactNode {
  const { t } = useTranslation();
  const nameOf = useRingName();
  const { snap, corner } = props;
  if (snap) return t(`portSite.snapped.${snap.on}`, { name: nameOf(snap.shape) });
  if (!corner) return null;
  const { lat, lon } = corner.place;
  const place = `${lat.toFixed(5)}, ${lon.toFixed(5)}`;
  return <span className="n">{t('portSite.cornerAt', { corner: corner.at + 1, count: corner.count, place })}</span>;
}
