import type { AisMessage } from './ais-message.js';
import { formatMmsi } from './mmsi.js';

/** Words of one station to the others (ITU-R M.1371-5, messages 12 and 14). */
export interface SafetyText {
  readonly text: string;
  /** MMSI of the one station they are for; null for everybody. */
  readonly addressee: string | null;
  /** When they were heard, ms since 1970. */
  readonly at: number;
}

/** Characters of the longest safety-related text (ITU-R M.1371-5, message 14: 968 bits of six); what is more is no text. */
export const MOST_TEXT = 162;
/** The highest number of nine digits; the field has room for more. */
const HIGHEST_MMSI = 999_999_999;

/** [AIS110] What a message says in words; null for one of another kind, and for one to a number that is no station's. */
export function safetyTextOf(message: AisMessage, at: number): SafetyText | null {
  if (message.type === 14) return { text: textOf(message.text), addressee: null, at };
  if (message.type !== 12) return null;
  const { destinationMmsi } = message;
  if (destinationMmsi === 0 || destinationMmsi > HIGHEST_MMSI) return null;
  return { text: textOf(message.text), addressee: formatMmsi(destinationMmsi), at };
}

function textOf(text: string): string {
  return text.slice(0, MOST_TEXT).trim();
}
