import type { AisBits } from './ais-bits.js';
import { readDimensions, readPosition, readUtcSecond } from './ais-fields.js';
import type { AidToNavigationReport, AisHeader } from './ais-message.js';

/** A name field is twenty six-bit characters. */
const NAME_CHARACTERS = 20;
/** The name goes on after bit 272, by at most fourteen characters. */
const EXTENSION_START = 272;
const EXTENSION_BITS = 84;

export function decodeAidToNavigation(bits: AisBits, header: AisHeader): AidToNavigationReport {
  return {
    type: 21,
    repeat: header.repeat,
    mmsi: header.mmsi,
    aidTypeCode: bits.uint(38, 5),
    name: readName(bits),
    positionAccurate: bits.flag(163),
    position: readPosition(bits, 164),
    dimensions: readDimensions(bits, 219),
    fixDeviceCode: bits.uint(249, 4),
    utcSecond: readUtcSecond(bits, 253),
    raim: bits.flag(268),
    offPosition: bits.flag(259),
    virtual: bits.bitLength > 269 && bits.flag(269),
  };
}

/** The extension belongs to the name only when the first field is full; some transmitters leave rubbish there. [AIS12] */
function readName(bits: AisBits): string {
  const name = bits.text(43, NAME_CHARACTERS * 6);
  if (name.length < NAME_CHARACTERS || bits.bitLength < EXTENSION_START + 6) return name;
  return name + bits.text(EXTENSION_START, EXTENSION_BITS);
}
