import type { LatLon } from '../../kernel/geodesy.js';
import { DASHED_FRAGMENT, DASHED_VERTEX, dashTint, drawDashed, type Dash } from './dashes.js';
import { GlItems } from './gl-items.js';
import { GlLayer } from './gl-layer.js';
import { mercatorX, mercatorY, type MercatorOrigin } from './mercator.js';

const FLOATS = 6;
const VERTEX = `#version 300 es
precision highp float;
uniform mat4 matrix;
in vec4 ends; in vec2 dash;
${DASHED_VERTEX}
void main() {
  vec4 start = matrix * vec4(ends.xy, 0.0, 1.0), end = matrix * vec4(ends.zw, 0.0, 1.0);
  gl_Position = corner(start, end);
  pattern = dash;
}`;
/** Straight dashed lines: what vessels sailed. */
export class LineLayer extends GlLayer {
  readonly #lines: GlItems;
  readonly #origin: MercatorOrigin;
  /** Red, green, blue and alpha, multiplied by it. */
  readonly #tint: Float32Array;

  constructor(id: string, origin: MercatorOrigin, alpha = 1) {
    const lines = new GlItems(FLOATS);
    super(id, lines, origin, {
      ...{ vertex: VERTEX, fragment: DASHED_FRAGMENT, instanced: true },
      inputs: [
        ['ends', 4, 0],
        ['dash', 2, 4],
      ],
    });
    this.#lines = lines;
    this.#origin = origin;
    this.#tint = dashTint(alpha);
  }

  /** Begins a drawing of at most so many lines. */
  begin(most: number): void {
    this.#lines.begin(most);
    this.#lines.renew();
  }

  add(from: LatLon, to: LatLon, { onPx, everyPx }: Dash): void {
    const { values } = this.#lines;
    const base = this.#lines.next();
    values[base] = mercatorX(from.lon) - this.#origin.x;
    values[base + 1] = mercatorY(from.lat) - this.#origin.y;
    values[base + 2] = mercatorX(to.lon) - this.#origin.x;
    values[base + 3] = mercatorY(to.lat) - this.#origin.y;
    values[base + 4] = onPx;
    values[base + 5] = everyPx;
  }

  protected paint(gl: WebGL2RenderingContext, linked: WebGLProgram, count: number): void {
    drawDashed(gl, linked, this.#tint, count);
  }
}
