import { expect, test } from 'vitest';
import { AlertFacts, NO_FACTS } from './vessel-alert.model.js';
import { MOST_TEXT, safetyTextOf } from './safety-text.js';

const broadcast = (text: string) => ({ type: 14 as const, repeat: 0, mmsi: 412_000_001, text });
const to = (destinationMmsi: number) => ({
  ...{ type: 12 as const, repeat: 0, mmsi: 412_000_001, sequence: 0, destinationMmsi, retransmitted: false },
  text: 'PILOT?',
});

test('[AIS110] what radio can say is never more than an alert takes (bug: one such sentence kept the server from starting)', () => {
  const long = safetyTextOf(broadcast('A'.repeat(193)), 0);
  expect(long?.text).toHaveLength(MOST_TEXT);
  expect(AlertFacts.safeParse({ ...NO_FACTS, text: long?.text }).success).toBe(true);
  expect(safetyTextOf(to(1_073_741_823), 0)).toBeNull();
  expect(safetyTextOf(to(0), 0)).toBeNull();
  for (const destination of [1, 4_121_100, 999_999_999]) {
    const said = safetyTextOf(to(destination), 0);
    expect(AlertFacts.safeParse({ ...NO_FACTS, text: said?.text, addressee: said?.addressee }).success).toBe(true);
  }
});
