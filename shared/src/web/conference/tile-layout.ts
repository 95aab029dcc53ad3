/** A tile's place inside its stage, CSS pixels from the top left corner. */
export interface TileRect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface TileLayoutOptions {
  /** Number of tiles, 0 or more. */
  readonly count: number;
  /** Size of the stage, CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** One tile is shown large, the others small beside it: its place in the order, or null for tiles of one size. */
  readonly focus: number | null;
  /** Gap between tiles, CSS pixels. */
  readonly gap?: number;
}

/** Pictures are 16:9; a lone tile and the focused one may take another shape, since a letterbox costs nothing there. */
const ASPECT = 16 / 9;
/** Narrower than this nobody is recognised any more, CSS pixels; the strip takes another row instead. */
const LEAST_THUMB_WIDTH = 132;
/** Three of them stand side by side on the narrowest phone, and a short name fits into one, CSS pixels. */
const LEAST_NAMED_WIDTH = 112;
/** Most of the stage that small tiles may take from the focused one. */
const LARGEST_STRIP_SHARE = 0.45;
/** A small tile is at most so wide beside the focused one, also where there is room: it shall be seen which one is meant. */
const LARGEST_THUMB_SHARE = 0.7;

/**
 * How many of `count` tiles find room with a name that can be read, 2 at least. Where that is fewer than all, the last
 * of them is for saying how many more there are.
 */
export function tilesThatFit(options: Omit<TileLayoutOptions, 'focus'> & { readonly focused: boolean }): number {
  const { count, focused, ...stage } = options;
  for (let fitting = count; fitting > 2; fitting -= 1) {
    const tiles = tileLayout({ ...stage, count: fitting, focus: focused ? 0 : null });
    if (tiles.every((tile) => tile.width >= LEAST_NAMED_WIDTH)) return fitting;
  }
  return Math.min(count, 2);
}

/** Where each tile stands, in order. Every tile lies inside the stage and no two overlap. */
export function tileLayout(options: TileLayoutOptions): TileRect[] {
  const { count, width, height, focus, gap = 8 } = options;
  if (count <= 0 || width <= 0 || height <= 0) return [];
  if (count === 1) return [{ left: 0, top: 0, width, height }];
  if (focus === null || focus < 0 || focus >= count) return evenTiles({ left: 0, top: 0, width, height }, count, gap);
  const { main, strip } = focusAreas(width, height, count - 1, gap);
  const small = evenTiles(strip, count - 1, gap);
  return [...small.slice(0, focus), main, ...small.slice(focus)];
}

/** Tiles of one size, as large as they fit; the last row is centred. */
function evenTiles(area: TileRect, count: number, gap: number): TileRect[] {
  const columns = bestColumns(area, count, gap);
  const rows = Math.ceil(count / columns);
  const size = tileSize(area, columns, rows, gap);
  const top = area.top + (area.height - rows * size.height - (rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, at) => {
    const row = Math.floor(at / columns);
    const inRow = Math.min(columns, count - row * columns);
    const rowWidth = inRow * size.width + (inRow - 1) * gap;
    return {
      left: area.left + (area.width - rowWidth) / 2 + (at % columns) * (size.width + gap),
      top: top + row * (size.height + gap),
      ...size,
    };
  });
}

function bestColumns(area: TileRect, count: number, gap: number): number {
  let best = 1;
  let widest = 0;
  for (let columns = 1; columns <= count; columns += 1) {
    const { width } = tileSize(area, columns, Math.ceil(count / columns), gap);
    if (width > widest + 0.5) {
      best = columns;
      widest = width;
    }
  }
  return best;
}

function tileSize(area: TileRect, columns: number, rows: number, gap: number): { width: number; height: number } {
  const width = Math.max(1, (area.width - (columns - 1) * gap) / columns);
  const height = Math.max(1, (area.height - (rows - 1) * gap) / rows);
  return width / height > ASPECT ? { width: height * ASPECT, height } : { width, height: width / ASPECT };
}

/**
 * The strip below or at the right, whichever leaves the larger 16:9 picture. It takes besides what that picture leaves
 * empty: on an upright phone more than half of the stage.
 */
function focusAreas(width: number, height: number, others: number, gap: number): { main: TileRect; strip: TileRect } {
  const pictureHeight = width / ASPECT;
  const pictureWidth = height * ASPECT;
  const most = (picture: number): number => others * picture * LARGEST_THUMB_SHARE + (others - 1) * gap;
  const below = Math.min(
    height * LARGEST_STRIP_SHARE,
    Math.max(stripDepth(width, others, gap), Math.min(height - pictureHeight - gap, most(pictureHeight))),
  );
  const beside = Math.min(
    width * LARGEST_STRIP_SHARE,
    Math.max(stripDepth(pictureWidth, others, gap) * ASPECT, Math.min(width - pictureWidth - gap, most(pictureWidth))),
  );
  const area = (w: number, h: number): number => Math.min(w, h * ASPECT) * Math.min(h, w / ASPECT);
  if (area(width, height - below - gap) >= area(width - beside - gap, height)) {
    const mainHeight = height - below - gap;
    return {
      main: { left: 0, top: 0, width, height: mainHeight },
      strip: { left: 0, top: mainHeight + gap, width, height: below },
    };
  }
  const mainWidth = width - beside - gap;
  return {
    main: { left: 0, top: 0, width: mainWidth, height },
    strip: { left: mainWidth + gap, top: 0, width: beside, height },
  };
}

/** Height of a horizontal strip whose tiles are at least recognisable: one row, or as many as that takes. */
function stripDepth(width: number, others: number, gap: number): number {
  for (let rows = 1; ; rows += 1) {
    const columns = Math.ceil(others / rows);
    const tile = Math.min((width - (columns - 1) * gap) / columns, width / 4);
    if (tile >= LEAST_THUMB_WIDTH || columns === 1 || rows === 3) return rows * (tile / ASPECT) + (rows - 1) * gap;
  }
}
