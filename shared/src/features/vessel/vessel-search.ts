import { bearingDeg, vectorMetres, type LatLon } from '../../kernel/geodesy.js';
import type { Vessel } from './vessel.model.js';

/** Case, width and spaces do not count. */
function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
}

/** A report makes another object of its vessel, so what is known of one holds for as long as it lives. */
const FOLDED = new WeakMap<Vessel, readonly string[]>();
function foldedOf(vessel: Vessel): readonly string[] {
  const known = FOLDED.get(vessel);
  if (known) return known;
  const { name, mmsi, imo, callSign } = vessel;
  const folded = [fold(name ?? ''), `mmsi${mmsi}`, imo === null ? '' : `imo${imo}`, fold(callSign ?? '')];
  FOLDED.set(vessel, folded);
  return folded;
}

/** [AIS81] Whether a vessel's name, MMSI, IMO number or call sign holds the text; every vessel holds none. */
export function vesselSearch(text: string): (vessel: Vessel) => boolean {
  const wanted = fold(text);
  return (vessel) => wanted === '' || foldedOf(vessel).some((one) => one.includes(wanted));
}

/** One vessel as somebody finds her from where he stands. */
export interface FoundVessel {
  readonly vessel: Vessel;
  /** Of her last position; null where she or he has none. */
  readonly away: { readonly metres: number; /** From true north. */ readonly bearingDeg: number } | null;
}

/**
 * [AIS117] Those that hold the text, the nearest to `from` first; without a place by name. Those whose distance is not
 * known follow, by name, and those without a name by MMSI.
 */
export function findVessels(vessels: Iterable<Vessel>, text: string, from: LatLon | null): FoundVessel[] {
  const holds = vesselSearch(text);
  const found: FoundVessel[] = [];
  for (const vessel of vessels) if (holds(vessel)) found.push({ vessel, away: awayFrom(from, vessel.position) });
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const name = ({ vessel }: FoundVessel): string => vessel.name ?? `\uffff${vessel.mmsi}`;
  return found.sort((a, b) => {
    if (a.away && b.away) return a.away.metres - b.away.metres;
    if (a.away || b.away) return a.away ? -1 : 1;
    return compare(name(a), name(b));
  });
}

function awayFrom(from: LatLon | null, to: LatLon | null): FoundVessel['away'] {
  if (!from || !to) return null;
  const way = vectorMetres(from, to);
  return { metres: Math.hypot(way.north, way.east), bearingDeg: bearingDeg(way) };
}
