/** What kind of station an MMSI belongs to, by its leading digits (ITU-R M.585). */
export type MmsiKind =
  | 'ship'
  | 'coast-station'
  | 'group'
  | 'sar-aircraft'
  | 'aid-to-navigation'
  | 'auxiliary-craft'
  | 'handheld'
  | 'sart'
  | 'man-overboard'
  | 'epirb'
  | 'other';

export function mmsiKind(mmsi: number): MmsiKind {
  if (mmsi < 10_000_000) return 'coast-station';
  if (mmsi < 100_000_000) return 'group';
  const three = Math.floor(mmsi / 1_000_000);
  if (three === 111) return 'sar-aircraft';
  if (three === 970) return 'sart';
  if (three === 972) return 'man-overboard';
  if (three === 974) return 'epirb';
  if (three >= 990) return 'aid-to-navigation';
  if (three >= 980) return 'auxiliary-craft';
  if (three >= 800 && three < 900) return 'handheld';
  return three >= 200 && three < 800 ? 'ship' : 'other';
}

/** Craft belonging to a mother ship: 98 and the MID of the mother. */
export function isAuxiliaryCraft(mmsi: number): boolean {
  return mmsi >= 980_000_000 && mmsi < 990_000_000;
}

/** Nine digits with leading zeros, as the wire and the screens carry it. */
export function formatMmsi(mmsi: number): string {
  return mmsi.toString().padStart(9, '0');
}

/** The number of a nine-digit text, or undefined when it is none. */
export function parseMmsi(text: string): number | undefined {
  return /^\d{9}$/u.test(text) ? Number(text) : undefined;
}
