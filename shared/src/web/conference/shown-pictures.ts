import type { TFunction } from 'i18next';
import type { MediaSource } from '../../features/conference/conference.protocol.js';
import type { EvidenceSubject, PictureState } from '../../features/evidence/evidence.model.js';
import type { Bilingual } from '../../kernel/bilingual.js';
import { inLanguage } from '../i18n/index.js';
import { lastFrameOf, nextFrame } from './frame-notes.js';

/** What a tile of this page shows at a moment: a picture, or the still that stands over it. */
export interface ShownPicture {
  /** Null for this page's own camera. */
  readonly participantId: string | null;
  readonly source: MediaSource;
  readonly medium: HTMLVideoElement | HTMLImageElement;
}

/** A picture as it was at the press of a button, in its full size. */
export interface TakenPicture extends ShownPicture {
  readonly canvas: HTMLCanvasElement;
  readonly state: PictureState;
  /** When the picture was, ms of the server's clock. */
  readonly at: number;
  /** Position in the stream, seconds; null for a still. */
  readonly mediaSeconds: number | null;
}

/** Every participant's picture on this page, one's own among them, the largest first. */
export function shownPictures(): ShownPicture[] {
  const figures = [...document.querySelectorAll<HTMLElement>('figure[data-participant], figure.v.self')];
  const shown = figures.flatMap((figure) => pictureOf(figure) ?? []).sort((a, b) => area(b) - area(a));
  const isFirst = (one: ShownPicture, at: number): boolean =>
    shown.findIndex((other) => other.participantId === one.participantId && other.source === one.source) === at;
  return shown.filter(isFirst);
}

/**
 * [EXC8] Takes what a tile shows, with its own time: of a moving picture the next frame, of a standing one the last, of a
 * still the still. Null where nobody can say when it was.
 */
export async function takePicture(shown: ShownPicture, serverNow: () => number): Promise<TakenPicture | null> {
  const { medium } = shown;
  if (medium instanceof HTMLImageElement) {
    await decoded(medium);
    const at = Date.parse(medium.dataset['takenAt'] ?? '');
    if (Number.isNaN(at) || medium.naturalWidth === 0) return null;
    const canvas = draw(medium, medium.naturalWidth, medium.naturalHeight);
    return { ...shown, canvas, state: 'still', at, mediaSeconds: null };
  }
  const next = await nextFrame(medium);
  const frame = next ?? lastFrameOf(medium);
  if (!frame || medium.videoWidth === 0) return null;
  const canvas = draw(medium, medium.videoWidth, medium.videoHeight);
  const at = serverNow() - (performance.now() - frame.at);
  return { ...shown, canvas, state: next ? 'moving' : 'standing', at, mediaSeconds: frame.mediaSeconds };
}

/** What the record says of a picture beyond whose name and which time. */
export function subjectOf({ state, mediaSeconds }: TakenPicture, participantId: string): EvidenceSubject {
  return { participantId, picture: state, ...(mediaSeconds === null ? {} : { mediaSeconds }) };
}

/** Whose picture it is and of what, for a choice among several; two of one person have two names. */
export function pictureName(shown: ShownPicture, name: Bilingual | undefined, t: TFunction): string {
  const whose = shown.participantId === null ? t('conference.you') : inLanguage(name ?? { zh: '', en: '' });
  const said = whose || t('conference.centre');
  return shown.source === 'screen' ? `${said} · ${t('stage.screen')}` : said;
}

/** What covers a tile's picture hides it: a pause hides it whole, a still stands in its place. */
function pictureOf(figure: HTMLElement): ShownPicture | null {
  const participantId = figure.dataset['participant'] ?? null;
  const source = figure.dataset['source'] === 'screen' ? 'screen' : 'camera';
  if (figure.querySelector('.nopicture')) return null;
  const cover = figure.querySelector('.rest.covers');
  const still = cover?.querySelector('img') ?? null;
  if (cover) return still && { participantId, source, medium: still };
  const video = figure.querySelector('video');
  return video && video.videoWidth > 0 ? { participantId, source, medium: video } : null;
}

/** A still that came at this very moment is not drawn yet; the one after it may come meanwhile. */
async function decoded(image: HTMLImageElement): Promise<void> {
  await image.decode().catch(() => image.decode().catch(() => undefined));
}

function area({ medium }: ShownPicture): number {
  return medium.clientWidth * medium.clientHeight;
}

function draw(image: CanvasImageSource, width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(image, 0, 0, width, height);
  return canvas;
}
