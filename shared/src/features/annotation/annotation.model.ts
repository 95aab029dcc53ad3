import { z } from 'zod';
import { Bilingual } from '../../kernel/bilingual.js';
import { line } from '../../kernel/ids.js';
import { Instant } from '../../kernel/time.js';
import { EvidenceSubject, Sha256 } from '../evidence/evidence.model.js';

export const Tool = z.enum(['pen', 'arrow', 'ellipse', 'text']);
export type Tool = z.infer<typeof Tool>;

/** Part of the picture's width or height; zod refuses numbers that are none. */
const Coordinate = z.number().min(0).max(1);
/** Numbers of one stroke, x and y in turn. */
export const MAX_COORDINATES = 1024;

/** [ANN3] What a hand drew: x and y in turn; arrow and ellipse have two points, a text one. */
export const StrokeShape = z
  .object({
    id: z.uuid(),
    tool: Tool,
    points: z.array(Coordinate).min(2).max(MAX_COORDINATES),
    text: line(80).nullable(),
  })
  .refine(({ tool, points }) => points.length % 2 === 0 && fits(tool, points.length), 'points do not fit the tool')
  .refine(({ tool, text }) => (tool === 'text') === (text !== null), 'a text tool has a text, others none');
export type StrokeShape = z.infer<typeof StrokeShape>;

function fits(tool: Tool, numbers: number): boolean {
  return tool === 'pen' || numbers === (tool === 'text' ? 2 : 4);
}

/** A finished stroke on a board. */
export const AnnotationStroke = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  incidentId: z.uuid(),
  conferenceId: z.uuid(),
  boardId: z.uuid(),
  /** Its place among everything that happened on the board. */
  order: z.int().positive(),
  tool: Tool,
  points: z.array(Coordinate),
  text: z.string().nullable(),
  authorId: z.string(),
  at: Instant,
  /** Place in the order at which it was taken back; it stays on record. */
  removedOrder: z.int().positive().nullable(),
  /** Who of the conference saw it when it was drawn or taken back. */
  viewerIds: z.array(z.string()),
  revision: z.int(),
});
export type AnnotationStroke = z.infer<typeof AnnotationStroke>;

/** A still of a live picture that several people draw on. */
export const AnnotationBoard = z.object({
  id: z.uuid(),
  orgId: z.string(),
  simulated: z.boolean(),
  drill: z.boolean(),
  incidentId: z.uuid(),
  incidentNumber: z.string(),
  conferenceId: z.uuid(),
  /** Within the conference, from 1. */
  number: z.int().positive(),
  state: z.enum(['OPEN', 'CLOSED']),
  /** The still as evidence. */
  fileId: z.uuid(),
  sha256: Sha256,
  width: z.int().positive(),
  height: z.int().positive(),
  subject: EvidenceSubject.nullable(),
  /** Everybody who may draw, in the order they came: the place is the tone. `gone` who no longer may. */
  people: z.array(z.object({ principalId: z.string(), name: Bilingual, gone: z.boolean() })),
  openedById: z.string(),
  openedByName: Bilingual,
  openedAt: Instant,
  closed: z
    .object({
      byId: z.string(),
      byName: Bilingual,
      at: Instant,
      strokes: z.int(),
      /** SHA-256 of the strokes as data. */
      vectorSha256: Sha256,
      /** The picture with its strokes, as evidence; null where none could be made. */
      composedFileId: z.uuid().nullable(),
      composedSha256: Sha256.nullable(),
      /** Nobody closed it: its conference ended. */
      withConference: z.boolean().default(false),
    })
    .nullable(),
  revision: z.int(),
});
export type AnnotationBoard = z.infer<typeof AnnotationBoard>;

export const AnnotationBoardView = AnnotationBoard.extend({
  can: z.object({ draw: z.boolean(), clearAll: z.boolean(), close: z.boolean() }),
});
export type AnnotationBoardView = z.infer<typeof AnnotationBoardView>;
