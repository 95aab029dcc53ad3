import { expect, test } from 'vitest';
import { AisBitWriter } from './ais-bit-writer.js';
import { AisDecoder } from './ais-decoder.js';
import type { AisApplication } from './ais-application.js';

const LON = 121.9;
const LAT = 29.95;

/** A broadcast of one application (type 8) by a coast station. */
function broadcast(dac: number, functionId: number, write: (bits: AisBitWriter) => AisBitWriter): AisApplication {
  const head = new AisBitWriter().uint(8, 6).uint(0, 2).uint(4_131_001, 30).uint(0, 2);
  const found: AisApplication[] = [];
  const decoder = new AisDecoder({
    onMessage: (message) => {
      if (message.type === 8) found.push(message.application);
    },
  });
  for (const sentence of write(head.uint(dac, 10).uint(functionId, 6)).sentences()) decoder.decode(sentence, 0);
  expect(found).toHaveLength(1);
  return found[0]!;
}

const notice = (bits: AisBitWriter): AisBitWriter =>
  bits.uint(77, 10).uint(23, 7).uint(11, 4).uint(26, 5).uint(6, 5).uint(30, 6).uint(240, 18);
const place = (bits: AisBitWriter): AisBitWriter =>
  bits
    .int(Math.round(LON * 60_000), 25)
    .int(Math.round(LAT * 60_000), 24)
    .uint(4, 3);

test('[AIS22] an area notice: a circle, a sector, a polygon with its legs, words', () => {
  const { content } = broadcast(1, 22, (bits) => {
    place(notice(bits).uint(0, 3).uint(1, 2)).uint(120, 12).uint(0, 18);
    place(bits.uint(2, 3).uint(0, 2)).uint(900, 12).uint(45, 9).uint(135, 9);
    bits.uint(4, 3).uint(2, 2).uint(180, 10).uint(5, 10).uint(360, 10).uint(7, 10);
    for (const unused of [720, 720]) bits.uint(unused, 10).uint(0, 10);
    return bits.uint(0, 2).uint(5, 3).text('DIVERS', 14);
  });
  expect(content).toMatchObject({
    ...{ kind: 'area-notice', linkage: 77, noticeCode: 23, durationMinutes: 240 },
    ...{ startMonth: 11, startDay: 26, startHour: 6, startMinute: 30 },
    shapes: [
      { kind: 'circle', radiusMetres: 1200 },
      { kind: 'sector', radiusMetres: 900, leftDeg: 45, rightDeg: 135 },
      {
        kind: 'polygon',
        legs: [
          { bearingDeg: 90, distanceMetres: 500 },
          { bearingDeg: 180, distanceMetres: 700 },
        ],
      },
      { kind: 'text', text: 'DIVERS' },
    ],
  });
  const [circle] = content?.kind === 'area-notice' ? content.shapes : [];
  expect(circle?.kind === 'circle' && circle.centre.lat).toBeCloseTo(LAT, 4);
  expect(circle?.kind === 'circle' && circle.centre.lon).toBeCloseTo(LON, 4);
});

test('[AIS22] a shape beyond the globe or without a meaning is left out; a cut one, too', () => {
  const { content } = broadcast(1, 22, (bits) => {
    notice(bits)
      .uint(0, 3)
      .uint(0, 2)
      .int(181 * 60_000, 25)
      .int(0, 24)
      .uint(0, 3)
      .uint(1, 12)
      .uint(0, 18);
    bits.uint(6, 3).uint(0, 30).uint(0, 30).uint(0, 24);
    return bits.uint(5, 3).text('CUT', 3);
  });
  expect(content).toMatchObject({ kind: 'area-notice', shapes: [] });
});

test('[AIS22] what is too short, of another area or another function stays bytes', () => {
  expect(broadcast(1, 31, (bits) => bits.uint(0, 30)).content).toBeNull();
  expect(broadcast(1, 22, (bits) => bits.uint(0, 30)).content).toBeNull();
  const unknown = broadcast(412, 5, (bits) => bits.uint(0xca, 8).uint(0xfe, 8));
  expect(unknown).toEqual({ dac: 412, functionId: 5, content: null, dataHex: 'cafe' });
});

test('[AIS22] texts of the three functions', () => {
  expect(broadcast(1, 0, (bits) => bits.uint(0, 12).text('PILOT AT 0630', 13)).content).toEqual({
    ...{ kind: 'text', text: 'PILOT AT 0630' },
  });
  for (const functionId of [29, 30]) {
    expect(broadcast(1, functionId, (bits) => bits.uint(77, 10).text('BERTH B3-2', 10)).content).toEqual({
      ...{ kind: 'text', text: 'BERTH B3-2' },
    });
  }
});
