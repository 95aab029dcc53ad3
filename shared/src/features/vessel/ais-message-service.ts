import type { AisApplication } from './ais-application.js';
import type { AisHeader, AisPosition } from './ais-message.js';

/** Binary data for one station (6); the content as far as its application is publicly documented. */
export interface AddressedBinaryMessage extends AisHeader {
  readonly type: 6;
  readonly sequence: number;
  readonly destinationMmsi: number;
  readonly retransmitted: boolean;
  readonly application: AisApplication;
}

/** Receipts for messages 6 (7) and 12 (13). */
export interface AcknowledgeMessage extends AisHeader {
  readonly type: 7 | 13;
  readonly acknowledged: readonly { readonly mmsi: number; readonly sequence: number }[];
}

/** Binary data for everybody (8). */
export interface BroadcastBinaryMessage extends AisHeader {
  readonly type: 8;
  readonly application: AisApplication;
}

/** A station asks another for its time (10). */
export interface UtcInquiry extends AisHeader {
  readonly type: 10;
  readonly destinationMmsi: number;
}

/** Safety-related text for one station (12). */
export interface AddressedSafetyMessage extends AisHeader {
  readonly type: 12;
  readonly sequence: number;
  readonly destinationMmsi: number;
  readonly retransmitted: boolean;
  readonly text: string;
}

/** Safety-related text for everybody (14); what a SART or an MOB says about itself. */
export interface BroadcastSafetyMessage extends AisHeader {
  readonly type: 14;
  readonly text: string;
}

/** A station asks others for messages (15). */
export interface InterrogationMessage extends AisHeader {
  readonly type: 15;
  readonly requests: readonly { readonly mmsi: number; readonly messageType: number; readonly slotOffset: number }[];
}

/** A base station tells stations when to report (16). */
export interface AssignedModeCommand extends AisHeader {
  readonly type: 16;
  readonly assignments: readonly { readonly mmsi: number; readonly slotOffset: number; readonly increment: number }[];
}

/** Corrections for satellite receivers from a reference station (17). */
export interface DifferentialCorrections extends AisHeader {
  readonly type: 17;
  /** Tenths of a minute. */
  readonly position: AisPosition | null;
  /** RTCM words as sent, hexadecimal. */
  readonly dataHex: string;
}

/** Slots a base station keeps for itself (20). */
export interface DataLinkManagement extends AisHeader {
  readonly type: 20;
  readonly reservations: readonly {
    readonly slotOffset: number;
    readonly slots: number;
    readonly timeoutMinutes: number;
    readonly increment: number;
  }[];
}

/** A rectangle of whole tenths of a minute; its corners as sent. */
export interface AisArea {
  readonly northEast: AisPosition | null;
  readonly southWest: AisPosition | null;
}

/** Channels for an area or for two stations (22). */
export interface ChannelManagement extends AisHeader {
  readonly type: 22;
  readonly channelA: number;
  readonly channelB: number;
  readonly transmitModeCode: number;
  readonly lowPower: boolean;
  /** Null when it is addressed. */
  readonly area: AisArea | null;
  readonly destinationMmsis: readonly number[];
  readonly narrowBandA: boolean;
  readonly narrowBandB: boolean;
  /** Code of the transitional zone: nautical miles less one. */
  readonly zoneSizeCode: number;
}

/** A base station tells all stations of an area how often to report (23). */
export interface GroupAssignmentCommand extends AisHeader {
  readonly type: 23;
  readonly area: AisArea;
  readonly stationTypeCode: number;
  readonly shipTypeCode: number;
  readonly transmitModeCode: number;
  readonly intervalCode: number;
  readonly quietMinutes: number;
}

/** Binary data in one slot (25) or several (26), for one station or for everybody. */
export interface SlotBinaryMessage extends AisHeader {
  readonly type: 25 | 26;
  /** Null when it is for everybody. */
  readonly destinationMmsi: number | null;
  /** Null when it names no application: its data mean something to its sender and receiver alone. */
  readonly application: AisApplication | null;
  readonly dataHex: string;
  /** State of the data link, 26 alone. */
  readonly radioStatus: number | null;
}

export type ServiceMessage =
  | AddressedBinaryMessage
  | AcknowledgeMessage
  | BroadcastBinaryMessage
  | UtcInquiry
  | AddressedSafetyMessage
  | BroadcastSafetyMessage
  | InterrogationMessage
  | AssignedModeCommand
  | DifferentialCorrections
  | DataLinkManagement
  | ChannelManagement
  | GroupAssignmentCommand
  | SlotBinaryMessage;
