import { Anchorage, Berth, RadiationGate, Zone, type SitePart } from '@haigang/shared/features/vessel/port-site';

export type PartKind = 'berth' | 'anchorage' | 'zone' | 'radiationGate';
/** What is typed, by the name of its field. */
export type PartTexts = Readonly<Record<string, string>>;

/** The figures of each kind beside id and names; a zone's corners are set on the plan. */
export const PART_FIGURES = {
  berth: ['lat', 'lon', 'axisDeg', 'lengthMetres', 'widthMetres'],
  anchorage: ['lat', 'lon', 'radiusMetres'],
  zone: ['speedLimitKnots'],
  radiationGate: ['lat', 'lon'],
} as const satisfies Record<PartKind, readonly string[]>;

export function kindOf(part: SitePart): PartKind {
  if ('axisDeg' in part) return 'berth';
  if ('radiusMetres' in part) return 'anchorage';
  return 'ring' in part ? 'zone' : 'radiationGate';
}

export function textsOf(part: SitePart): PartTexts {
  const known = new Map<string, unknown>(Object.entries('centre' in part ? { ...part, ...part.centre } : part));
  const figures = PART_FIGURES[kindOf(part)].map((key): [string, string] => {
    const figure = known.get(key);
    return [key, typeof figure === 'number' ? String(figure) : ''];
  });
  const noEntry = 'ring' in part ? { noEntry: String(part.noEntry) } : {};
  return { id: part.id, nameZh: part.name.zh, nameEn: part.name.en, ...noEntry, ...Object.fromEntries(figures) };
}

/** The part as it was typed; null for what is none. Without a name the id is the name; without a speed limit there is none. */
export function typedPart(part: SitePart, texts: PartTexts): SitePart | null {
  const text = (key: string): string => (texts[key] ?? '').trim();
  const figure = (key: string): number => (text(key) === '' ? Number.NaN : Number(text(key)));
  const id = text('id');
  const said = {
    ...{ id, name: { zh: text('nameZh') || id, en: text('nameEn') || id } },
    centre: { lat: figure('lat'), lon: figure('lon') },
  };
  const read = (() => {
    switch (kindOf(part)) {
      case 'berth': {
        const [axisDeg, lengthMetres, widthMetres] = ['axisDeg', 'lengthMetres', 'widthMetres'].map(figure);
        return Berth.safeParse({ ...said, axisDeg, lengthMetres, widthMetres });
      }
      case 'anchorage':
        return Anchorage.safeParse({ ...said, radiusMetres: figure('radiusMetres') });
      case 'zone': {
        const speedLimitKnots = text('speedLimitKnots') === '' ? null : figure('speedLimitKnots');
        return Zone.safeParse({ ...part, ...said, noEntry: text('noEntry') === 'true', speedLimitKnots });
      }
      case 'radiationGate':
        return RadiationGate.safeParse(said);
    }
  })();
  return read.success ? read.data : null;
}
