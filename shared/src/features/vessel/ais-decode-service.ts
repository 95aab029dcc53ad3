import type { AisBits } from './ais-bits.js';
import { decodeApplication } from './ais-application.js';
import { readCoarsePosition } from './ais-fields.js';
import type { AisHeader } from './ais-message.js';
import type {
  AcknowledgeMessage,
  AddressedBinaryMessage,
  AddressedSafetyMessage,
  AssignedModeCommand,
  ChannelManagement,
  DataLinkManagement,
  DifferentialCorrections,
  GroupAssignmentCommand,
  InterrogationMessage,
  SlotBinaryMessage,
} from './ais-message-service.js';

export function decodeAddressedBinary(bits: AisBits, { repeat, mmsi }: AisHeader): AddressedBinaryMessage {
  return {
    type: 6,
    repeat,
    mmsi,
    sequence: bits.uint(38, 2),
    destinationMmsi: bits.uint(40, 30),
    retransmitted: bits.flag(70),
    application: decodeApplication(bits, 72),
  };
}

/** Up to four receipts of 32 bits; empty ones are left out. */
export function decodeAcknowledge(bits: AisBits, type: 7 | 13, { repeat, mmsi }: AisHeader): AcknowledgeMessage {
  const acknowledged = [];
  for (let at = 40; at + 32 <= bits.bitLength && at < 168; at += 32) {
    const receiver = bits.uint(at, 30);
    if (receiver !== 0) acknowledged.push({ mmsi: receiver, sequence: bits.uint(at + 30, 2) });
  }
  return { type, repeat, mmsi, acknowledged };
}

export function decodeAddressedSafety(bits: AisBits, { repeat, mmsi }: AisHeader): AddressedSafetyMessage {
  return {
    type: 12,
    repeat,
    mmsi,
    sequence: bits.uint(38, 2),
    destinationMmsi: bits.uint(40, 30),
    retransmitted: bits.flag(70),
    text: bits.text(72, bits.bitLength - 72),
  };
}

/** Up to two messages of the first station and one of a second. */
export function decodeInterrogation(bits: AisBits, { repeat, mmsi }: AisHeader): InterrogationMessage {
  const first = bits.uint(40, 30);
  const asked = [
    { mmsi: first, messageType: bits.uint(70, 6), slotOffset: bits.uint(76, 12) },
    { mmsi: first, messageType: bits.uint(90, 6), slotOffset: bits.uint(96, 12) },
    { mmsi: bits.uint(110, 30), messageType: bits.uint(140, 6), slotOffset: bits.uint(146, 12) },
  ];
  const requests = asked.filter((one) => one.mmsi !== 0 && one.messageType !== 0);
  return { type: 15, repeat, mmsi, requests };
}

export function decodeAssignedMode(bits: AisBits, { repeat, mmsi }: AisHeader): AssignedModeCommand {
  const assignments = [40, 92].flatMap((at) => {
    const assigned = bits.uint(at, 30);
    if (assigned === 0 || bits.bitLength < at + 52) return [];
    return [{ mmsi: assigned, slotOffset: bits.uint(at + 30, 12), increment: bits.uint(at + 42, 10) }];
  });
  return { type: 16, repeat, mmsi, assignments };
}

export function decodeCorrections(bits: AisBits, { repeat, mmsi }: AisHeader): DifferentialCorrections {
  return {
    type: 17,
    repeat,
    mmsi,
    position: readCoarsePosition(bits, 40),
    dataHex: bits.hex(80, bits.bitLength),
  };
}

/** Up to four reservations of 30 bits; empty ones are left out. */
export function decodeLinkManagement(bits: AisBits, { repeat, mmsi }: AisHeader): DataLinkManagement {
  const reservations = [];
  for (let at = 40; at + 30 <= bits.bitLength && at < 160; at += 30) {
    const slots = bits.uint(at + 12, 4);
    if (slots === 0) continue;
    reservations.push({
      slotOffset: bits.uint(at, 12),
      slots,
      timeoutMinutes: bits.uint(at + 16, 3),
      increment: bits.uint(at + 19, 11),
    });
  }
  return { type: 20, repeat, mmsi, reservations };
}

export function decodeChannelManagement(bits: AisBits, { repeat, mmsi }: AisHeader): ChannelManagement {
  const addressed = bits.flag(139);
  return {
    type: 22,
    repeat,
    mmsi,
    channelA: bits.uint(40, 12),
    channelB: bits.uint(52, 12),
    transmitModeCode: bits.uint(64, 4),
    lowPower: bits.flag(68),
    area: addressed ? null : { northEast: readCoarsePosition(bits, 69), southWest: readCoarsePosition(bits, 104) },
    destinationMmsis: addressed ? [bits.uint(69, 30), bits.uint(104, 30)].filter((one) => one !== 0) : [],
    narrowBandA: bits.flag(140),
    narrowBandB: bits.flag(141),
    zoneSizeCode: bits.uint(142, 3),
  };
}

export function decodeGroupAssignment(bits: AisBits, { repeat, mmsi }: AisHeader): GroupAssignmentCommand {
  return {
    type: 23,
    repeat,
    mmsi,
    area: { northEast: readCoarsePosition(bits, 40), southWest: readCoarsePosition(bits, 75) },
    stationTypeCode: bits.uint(110, 4),
    shipTypeCode: bits.uint(114, 8),
    transmitModeCode: bits.uint(144, 2),
    intervalCode: bits.uint(146, 4),
    quietMinutes: bits.uint(150, 4),
  };
}

/** Bits of the data link's state at the end of type 26. */
const RADIO_BITS = 20;

export function decodeSlotBinary(bits: AisBits, type: 25 | 26, { repeat, mmsi }: AisHeader): SlotBinaryMessage {
  const addressed = bits.flag(38);
  const structured = bits.flag(39);
  const start = addressed ? 70 : 40;
  const end = type === 26 ? bits.bitLength - RADIO_BITS : bits.bitLength;
  const application = structured && end - start >= 16 ? decodeApplication(bits, start, end) : null;
  return {
    type,
    repeat,
    mmsi,
    destinationMmsi: addressed ? bits.uint(40, 30) : null,
    application,
    dataHex: application?.dataHex ?? bits.hex(start, end),
    radioStatus: type === 26 ? bits.uint(end, RADIO_BITS) : null,
  };
}
