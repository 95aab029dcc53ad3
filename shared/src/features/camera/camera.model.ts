import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { Position } from '../../kernel/position.js';

/** Name of a camera in addresses, folders and logs: letters, digits, dash and underscore only. */
export const CameraId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/u, 'letters, digits, - and _, at most 40');

/**
 * What a camera watches: the five kinds of domain.md §1.2, then the businesses of §7.5 that have no kind of their own.
 */
export const CameraGroup = z.enum([
  'quay',
  'yard',
  'gate',
  'sanitary',
  'radiation',
  'vessel',
  'container',
  'waste',
  'wood',
  'market',
  'distribution',
  'food',
  'other',
]);
export type CameraGroup = z.infer<typeof CameraGroup>;

/** `idle`: nobody watches, nothing is known. `failed` stays until a picture arrives again. */
export const CameraState = z.enum(['idle', 'starting', 'online', 'failed']);
export type CameraState = z.infer<typeof CameraState>;

/** Why a watched camera has no picture; a stable reason, never text of the device (which may repeat its password). */
export const CameraProblem = z.enum([
  'camera.unreachable',
  'camera.auth-failed',
  'camera.no-such-stream',
  'camera.no-video',
  'camera.stalled',
  'camera.lost',
  'camera.ffmpeg-missing',
]);
export type CameraProblem = z.infer<typeof CameraProblem>;

export const FieldOfViewDeg = z.number().min(1).max(360);
export const RangeMetres = z.number().min(1).max(20_000);

/** [CAM1] One video point as people see it. The address of its stream and its password never leave the server. */
export const Camera = z.strictObject({
  id: CameraId,
  name: Bilingual,
  place: Bilingual.nullable(),
  position: Position.pick({ lat: true, lon: true }).nullable(),
  /** Where it looks, degrees clockwise from true north. */
  bearingDeg: z.number().min(0).lt(360).nullable(),
  /** How wide it sees, degrees; null where the site did not say. */
  fieldOfViewDeg: FieldOfViewDeg.nullable(),
  /** How far a vessel can be told from another on its picture, metres; null where the site did not say. */
  rangeMetres: RangeMetres.nullable(),
  group: CameraGroup,
  /** One of the key cameras of the port (domain.md §7.2). */
  key: z.boolean(),
  ptz: z.boolean(),
  simulated: z.boolean(),
  state: CameraState,
  /** When the last second of video arrived, milliseconds since 1970 by the server's clock. */
  lastSegmentAt: z.number().nullable(),
  problem: CameraProblem.nullable(),
});
export type Camera = z.infer<typeof Camera>;

/** What is known about a camera before anybody watches it. */
export type CameraPoint = Omit<Camera, 'state' | 'lastSegmentAt' | 'problem'>;
