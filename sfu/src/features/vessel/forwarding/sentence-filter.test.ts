import { expect, test } from 'vitest';
import { encodePositionReport, encodeStaticData } from '@haigang/shared/features/vessel/ais-encoder';
import { nmeaChecksum } from '@haigang/shared/features/vessel/nmea-sentence';
import { SentenceFilter } from './sentence-filter.js';

const POSITION = {
  ...{ mmsi: 413000001, navigationStatusCode: 0, lat: 29.9, lon: 121.9 },
  ...{ speedKnots: 8, courseDeg: 40, headingDeg: 40 },
};
const STATIC = {
  ...{ mmsi: 413000001, imo: 9990014, callSign: 'SYN001', name: 'ONE', shipTypeCode: 71 },
  ...{ lengthMetres: 200, beamMetres: 32, draughtMetres: 11.2, destination: 'CNNBO' },
};
/** The same sentence as another receiver tells it. */
function told(sentence: string, change: (fields: string[]) => void): string {
  const fields = sentence.slice(1, -3).split(',');
  change(fields);
  const text = `!${fields.join(',')}`;
  return `${text}*${nmeaChecksum(text, 1, text.length).toString(16).toUpperCase().padStart(2, '0')}`;
}

test('[AIS51] bug: a message is the same one with another talker, channel or number, and another with other bits', () => {
  const filter = new SentenceFilter();
  const [report = ''] = encodePositionReport(POSITION, 1);
  const parts = encodeStaticData(STATIC, 3);
  expect(filter.take('a', report, 0)).toEqual([report]);
  expect(filter.take('a', parts.join('\n'), 0)).toEqual(parts);
  const base = told(report, (fields) => (fields[0] = 'BSVDM'));
  const channel = told(report, (fields) => (fields[4] = fields[4] === 'A' ? 'B' : 'A'));
  const numbered = parts.map((part) => told(part, (fields) => (fields[3] = '7')));
  expect(filter.take('b', [base, channel, ...numbered].join('\n'), 1000)).toEqual([]);
  const filled = told(report, (fields) => (fields[6] = '2'));
  expect(filter.take('b', filled, 1000)).toEqual([filled]);
});
