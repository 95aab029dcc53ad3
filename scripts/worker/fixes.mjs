import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Stop } from '../lib/say.mjs';

/** What of the worker's sources a local build changes, and why. A later mediasoup may need none of it. */
export const FIXES = [
  {
    file: 'src/RTC/DtlsTransport.cpp',
    // The BIO callback must test the return bit: Debian's OpenSSL has kernel TLS, asks a control whose return arrives as
    // CTRL|RETURN, is told yes, and the first DTLS handshake then crashes.
    changes: [['operationType == BIO_CB_RETURN', '(operationType & BIO_CB_RETURN) != 0']],
  },
  {
    file: 'src/RTC/RTP/ProbationGenerator.cpp',
    // Every transport's probation packet lies in one buffer per worker, and each new transport writes a random sequence
    // number into it. For every second older transport that is a step back, SRTP refuses its probation packets as too old
    // ("srtp_protect() failed: replay check failed"), and its estimate never grows again after a bad line. [LADDER8]
    changes: [
      [
        'RTP::Packet::Factory(ProbationPacketBuffer, sizeof(ProbationPacketBuffer))',
        'RTP::Packet::Factory(new uint8_t[sizeof(ProbationPacketBuffer)](), sizeof(ProbationPacketBuffer))',
      ],
      [
        'ProbationGenerator::~ProbationGenerator()\n\t\t{\n\t\t\tMS_TRACE();\n',
        'ProbationGenerator::~ProbationGenerator()\n\t\t{\n\t\t\tMS_TRACE();\n\n' +
          '\t\t\tconst uint8_t* buffer = this->probationPacket->GetBuffer();\n' +
          '\t\t\tthis->probationPacket.reset();\n\t\t\tdelete[] buffer;\n',
      ],
    ],
  },
];

/** Short name of this set of fixes: a worker built with another set is not the same. */
export const FIXES_KEY = createHash('sha256').update(JSON.stringify(FIXES)).digest('hex').slice(0, 8);

/** The changed text of one source. Throws `Stop` when what is to be changed is not there exactly once. */
export function fixedSource({ file, changes }, text) {
  return changes.reduce((source, [wrong, right]) => {
    if (source.split(wrong).length !== 2) throw new Stop(`${file} 已改变 / has changed: a fix no longer applies`);
    return source.replace(wrong, () => right);
  }, text);
}

/** Writes the changed copies below `build`; comes back with the copy of each source that has one. */
export function writeFixedSources({ worker, build }) {
  return new Map(
    FIXES.map((fix) => {
      const copy = join(build, 'fixed', fix.file);
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, fixedSource(fix, readFileSync(join(worker, fix.file), 'utf8')));
      return [fix.file, copy];
    }),
  );
}
