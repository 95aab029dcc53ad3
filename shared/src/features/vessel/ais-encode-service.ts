import type { AisBitWriter } from './ais-bit-writer.js';
import type { AisPosition } from './ais-message.js';
import type { ServiceMessage } from './ais-message-service.js';

/** Tenths of a minute; beyond the globe is "not available". */
export function writeCoarsePosition(bits: AisBitWriter, position: AisPosition | null): AisBitWriter {
  const { lat, lon } = position ?? { lat: 91, lon: 181 };
  return bits.int(Math.round(lon * 600), 18).int(Math.round(lat * 600), 17);
}

/** The fields after the header of what is neither a ship's motion nor its static data (M.1371 annex 8). */
export function writeService(bits: AisBitWriter, message: ServiceMessage): AisBitWriter {
  switch (message.type) {
    case 6: {
      const { sequence, destinationMmsi, retransmitted, application } = message;
      bits.uint(sequence, 2).uint(destinationMmsi, 30).flag(retransmitted).uint(0, 1);
      return bits.uint(application.dac, 10).uint(application.functionId, 6).hex(application.dataHex);
    }
    case 7:
    case 13: {
      bits.uint(0, 2);
      for (const { mmsi, sequence } of message.acknowledged) bits.uint(mmsi, 30).uint(sequence, 2);
      return bits;
    }
    case 8: {
      const { dac, functionId, dataHex } = message.application;
      return bits.uint(0, 2).uint(dac, 10).uint(functionId, 6).hex(dataHex);
    }
    case 10:
      return bits.uint(0, 2).uint(message.destinationMmsi, 30).uint(0, 2);
    case 12:
      bits.uint(message.sequence, 2).uint(message.destinationMmsi, 30).flag(message.retransmitted).uint(0, 1);
      return bits.text(message.text, message.text.length);
    case 14:
      return bits.uint(0, 2).text(message.text, message.text.length);
    case 15:
      return writeInterrogation(bits.uint(0, 2), message.requests);
    case 16:
      bits.uint(0, 2);
      for (const { mmsi, slotOffset, increment } of message.assignments) {
        bits.uint(mmsi, 30).uint(slotOffset, 12).uint(increment, 10);
      }
      return bits.uint(0, message.assignments.length === 1 ? 4 : 0);
    case 17:
      return writeCoarsePosition(bits.uint(0, 2), message.position).uint(0, 5).hex(message.dataHex);
    case 20:
      bits.uint(0, 2);
      for (const { slotOffset, slots, timeoutMinutes, increment } of message.reservations) {
        bits.uint(slotOffset, 12).uint(slots, 4).uint(timeoutMinutes, 3).uint(increment, 11);
      }
      return bits.uint(0, message.reservations.length === 1 ? 2 : 0);
    case 22:
      return writeChannels(bits.uint(0, 2), message);
    case 23:
      writeCoarsePosition(bits.uint(0, 2), message.area.northEast);
      writeCoarsePosition(bits, message.area.southWest);
      bits.uint(message.stationTypeCode, 4).uint(message.shipTypeCode, 8).uint(0, 22);
      return bits
        .uint(message.transmitModeCode, 2)
        .uint(message.intervalCode, 4)
        .uint(message.quietMinutes, 4)
        .uint(0, 6);
    case 25:
    case 26: {
      const { destinationMmsi, application, dataHex, radioStatus } = message;
      bits.flag(destinationMmsi !== null).flag(application !== null);
      if (destinationMmsi !== null) bits.uint(destinationMmsi, 30);
      if (application) bits.uint(application.dac, 10).uint(application.functionId, 6);
      bits.hex(dataHex);
      return message.type === 26 ? bits.uint(radioStatus ?? 0, 20) : bits;
    }
  }
}

type Requests = (ServiceMessage & { readonly type: 15 })['requests'];

/** One or two messages of a first station, one of a second; what is not asked for is left out at the end. */
function writeInterrogation(bits: AisBitWriter, requests: Requests): AisBitWriter {
  const [first] = requests;
  const ofFirst = requests.filter(({ mmsi }) => mmsi === first?.mmsi);
  const other = requests.find(({ mmsi }) => mmsi !== first?.mmsi);
  const second = ofFirst[1];
  bits
    .uint(first?.mmsi ?? 0, 30)
    .uint(first?.messageType ?? 0, 6)
    .uint(first?.slotOffset ?? 0, 12);
  if (!second && !other) return bits;
  bits
    .uint(0, 2)
    .uint(second?.messageType ?? 0, 6)
    .uint(second?.slotOffset ?? 0, 12)
    .uint(0, 2);
  if (!other) return bits;
  return bits.uint(other.mmsi, 30).uint(other.messageType, 6).uint(other.slotOffset, 12).uint(0, 2);
}

function writeChannels(bits: AisBitWriter, message: ServiceMessage & { readonly type: 22 }): AisBitWriter {
  const { channelA, channelB, transmitModeCode, lowPower, area, destinationMmsis } = message;
  bits.uint(channelA, 12).uint(channelB, 12).uint(transmitModeCode, 4).flag(lowPower);
  if (area) {
    writeCoarsePosition(bits, area.northEast);
    writeCoarsePosition(bits, area.southWest);
  } else {
    for (const index of [0, 1]) bits.uint(destinationMmsis[index] ?? 0, 30).uint(0, 5);
  }
  bits
    .flag(area === null)
    .flag(message.narrowBandA)
    .flag(message.narrowBandB);
  return bits.uint(message.zoneSizeCode, 3).uint(0, 23);
}
