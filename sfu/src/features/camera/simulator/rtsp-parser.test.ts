import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAnnexB } from './annex-b.js';
import { RtspParser, type RtspRequest } from './rtsp-parser.js';

const request = 'OPTIONS rtsp://127.0.0.1/quay/C301 RTSP/1.0\r\nCSeq: 1\r\nContent-Length: 3\r\n\r\nabc';
const report = Buffer.from([0x24, 1, 0, 4, 1, 2, 3, 4]);

describe('the RTSP parser of the simulator', () => {
  it('[CAM9] finds requests between packets and bodies however the bytes are cut', () => {
    const whole = Buffer.concat([Buffer.from(request), report, Buffer.from(request), report, Buffer.from(request)]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (sizes) => {
        const parser = new RtspParser();
        const found: RtspRequest[] = [];
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const size = sizes[turn % sizes.length]!;
          found.push(...parser.push(whole.subarray(at, at + size)));
          at += size;
        }
        expect(found.map(({ method, headers }) => [method, headers.get('cseq')])).toEqual(
          Array.from({ length: 3 }, () => ['OPTIONS', '1']),
        );
      }),
    );
  });

  it('[CAM9] answers rubbish with requests or one error, and never keeps more than its caps', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 20 }), (chunks) => {
        const parser = new RtspParser();
        try {
          for (const chunk of chunks) parser.push(Buffer.from(chunk));
        } catch (failure) {
          expect(failure).toBeInstanceOf(Error);
        }
      }),
    );
  });

  it.each([
    ['a head without end', 'A'.repeat(9000)],
    ['an unknown protocol', 'GET / HTTP/1.1\r\n\r\n'],
    ['a header without colon', 'OPTIONS * RTSP/1.0\r\nnonsense\r\n\r\n'],
    ['a huge body', 'OPTIONS * RTSP/1.0\r\nContent-Length: 999999\r\n\r\n'],
    ['a negative body', 'OPTIONS * RTSP/1.0\r\nContent-Length: -5\r\n\r\n'],
  ])('[CAM9] refuses %s', (_what, text) => {
    expect(() => new RtspParser().push(Buffer.from(text))).toThrow();
  });

  it('[CAM9] a clip that cannot be started is an error, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(() => parseAnnexB(Buffer.from(bytes), 15)).toThrow();
      }),
    );
  });
});
