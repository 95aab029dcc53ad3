import type { AnnotationBoardView, AnnotationStroke } from '../../features/annotation/annotation.model.js';
import { lastOrderOf, standing } from '../../features/annotation/annotation.rules.js';
import { evidenceUrl } from '../../features/evidence/evidence.protocol.js';
import { AppError } from '../../kernel/errors.js';
import type { Connection } from '../connection/index.js';
import { startUpload } from '../evidence/index.js';
import { inLanguage } from '../i18n/index.js';
import { toJpeg } from './freeze.js';
import { fontSize, lineWidth, pathData, pixels, toneOf, type Size } from './geometry.js';

const EDGE = 'rgba(0, 0, 0, 0.65)';
/** Somebody may draw while the picture is made; then it is made anew, so often at most. */
const ATTEMPTS = 4;
/** A conference that is to end waits no longer for its board's picture, ms. */
const FILED_WITHIN_MS = 5000;

async function loadStill(board: AnnotationBoardView, surface: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = evidenceUrl(board.fileId, 'original', surface);
  await image.decode();
  return image;
}

/** The still with every standing stroke, and whose tone is whose. */
function compose(
  board: AnnotationBoardView,
  strokes: readonly AnnotationStroke[],
  still: HTMLImageElement,
): Promise<Blob> {
  const canvas = document.createElement('canvas');
  canvas.width = board.width;
  canvas.height = board.height;
  const context = canvas.getContext('2d');
  if (!context) throw new AppError('internal', 'annotation.no-still', 'this browser draws no pictures');
  context.drawImage(still, 0, 0, board.width, board.height);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.textBaseline = 'middle';
  for (const stroke of strokes) drawStroke(context, stroke, board, toneOf(board.people, stroke.authorId));
  drawNames(context, board, strokes);
  return toJpeg(canvas);
}

function drawStroke(context: CanvasRenderingContext2D, stroke: AnnotationStroke, size: Size, tone: string): void {
  const width = lineWidth(size);
  if (stroke.tool === 'text') {
    const [at = [0, 0]] = pixels(stroke.points, size);
    drawWords(context, stroke.text ?? '', at, size, tone);
    return;
  }
  const path = new Path2D(pathData(stroke.tool, stroke.points, size));
  context.strokeStyle = EDGE;
  context.lineWidth = width * 2;
  context.stroke(path);
  context.strokeStyle = tone;
  context.lineWidth = width;
  context.stroke(path);
}

function drawWords(
  context: CanvasRenderingContext2D,
  words: string,
  [x, y]: [number, number],
  size: Size,
  tone: string,
): void {
  context.font = `600 ${fontSize(size)}px sans-serif`;
  context.strokeStyle = EDGE;
  context.lineWidth = fontSize(size) / 5;
  context.strokeText(words, x, y);
  context.fillStyle = tone;
  context.fillText(words, x, y);
}

function drawNames(
  context: CanvasRenderingContext2D,
  board: AnnotationBoardView,
  strokes: readonly AnnotationStroke[],
): void {
  const drew = new Set(strokes.map((stroke) => stroke.authorId));
  const step = fontSize(board) * 1.3;
  board.people
    .filter((one) => drew.has(one.principalId))
    .forEach((one, at) => {
      const y = board.height - step * (at + 0.7);
      drawWords(context, inLanguage(one.name), [step / 2, y], board, toneOf(board.people, one.principalId));
    });
}

/**
 * [ANN7] Draws the picture, hands it in and closes the board. A stroke that came meanwhile makes it anew. Where no
 * picture can be made or handed in, the board closes without: its strokes are kept as data. Resolves with whether the
 * picture is there.
 */
export async function closeBoard(options: {
  connection: Connection;
  board: AnnotationBoardView;
  strokes: () => readonly AnnotationStroke[];
  surface: string;
}): Promise<{ board: AnnotationBoardView; composed: boolean }> {
  const { connection, board, surface } = options;
  const still = await loadStill(board, surface).catch(() => null);
  for (let attempt = 1; ; attempt += 1) {
    const all = options.strokes();
    const composedFileId = still && (await handIn(options, still, standing(all)));
    const body = { boardId: board.id, lastOrder: lastOrderOf(all), composedFileId };
    try {
      return { board: await connection.call('annotation:close', body), composed: composedFileId !== null };
    } catch (failure) {
      const again = failure instanceof AppError && failure.reason === 'annotation.stale' && attempt < ATTEMPTS;
      if (!again) throw failure;
    }
  }
}

async function handIn(
  { board, surface }: { board: AnnotationBoardView; surface: string },
  still: HTMLImageElement,
  strokes: readonly AnnotationStroke[],
): Promise<string | null> {
  try {
    const { conferenceId, subject } = board;
    return await startUpload({
      file: await compose(board, strokes, still),
      claim: { conferenceId, kind: 'annotation', ...(subject ? { subject } : {}) },
      filename: `${board.incidentNumber}-annotation-${board.number}.jpg`,
      surface,
      onProgress: () => undefined,
    }).done;
  } catch {
    // Refused or unreachable: said by the caller, and the strokes as data are kept all the same.
    return null;
  }
}

/**
 * [ANN9] Before a conference ends: files its open board with its picture. Never rejects and never keeps the end waiting
 * for long; the centre files whatever is left.
 */
export async function fileOpenBoard(connection: Connection, conferenceId: string): Promise<void> {
  const { 'annotation-board': boards } = connection.entities.store.getState();
  const board = [...boards.values()].find((one) => one.conferenceId === conferenceId && one.state === 'OPEN');
  if (!board?.can.close) return;
  const strokes = (): AnnotationStroke[] =>
    [...connection.entities.store.getState()['annotation-stroke'].values()].filter((one) => one.boardId === board.id);
  const filed = closeBoard({ connection, board, strokes, surface: 'desk' }).then(
    ({ board: closed }) => connection.entities.upsert('annotation-board', closed),
    () => undefined,
  );
  await Promise.race([filed, new Promise((resolve) => setTimeout(resolve, FILED_WITHIN_MS))]);
}
