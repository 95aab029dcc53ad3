import type { LatLon } from '../../kernel/geodesy.js';
import { GlLayer, rgbOf } from './gl-layer.js';
import { CHART } from './offline-style.js';

/** Pixels drawn, and pixels from the begin of one dash to that of the next. */
export interface Dash {
  readonly onPx: number;
  readonly everyPx: number;
}

const WIDTH_PX = 1.2;
/** A line is a strip of two triangles. */
const CORNERS = 4;
const VERTEX = `#version 300 es
precision highp float;
uniform mat4 matrix;
uniform vec2 halfSize;
uniform float width;
in vec4 ends; in vec2 dash;
out float along; out vec2 pattern;
void main() {
  vec4 start = matrix * vec4(ends.xy, 0.0, 1.0), end = matrix * vec4(ends.zw, 0.0, 1.0);
  vec2 from = start.xy / start.w * halfSize, to = end.xy / end.w * halfSize;
  float reach = distance(from, to);
  vec2 ahead = reach > 0.0 ? (to - from) / reach : vec2(0.0);
  float side = (gl_VertexID & 1) == 0 ? -0.5 : 0.5;
  bool far = gl_VertexID > 1;
  vec2 place = (far ? to : from) + vec2(-ahead.y, ahead.x) * side * width;
  gl_Position = vec4(place / halfSize, 0.0, 1.0);
  along = far ? reach : 0.0;
  pattern = dash;
}`;
const FRAGMENT = `#version 300 es
precision highp float;
in float along; in vec2 pattern;
uniform vec4 tint;
out vec4 colour;
void main() {
  if (mod(along, pattern.y) > pattern.x) discard;
  colour = tint;
}`;

/** Straight dashed lines of vessels: how far they come, and where they are believed to have gone. */
export class LineLayer extends GlLayer {
  /** Red, green, blue and alpha, multiplied by it. */
  readonly #tint: Float32Array;

  constructor(id: string, centre: readonly [number, number], alpha = 1) {
    super(id, centre, {
      ...{ vertex: VERTEX, fragment: FRAGMENT, instanced: true },
      inputs: [
        ['ends', 4],
        ['dash', 2],
      ],
    });
    this.#tint = new Float32Array([...rgbOf(CHART.text), 1].map((part) => part * alpha));
  }

  add(from: LatLon, to: LatLon, { onPx, everyPx }: Dash): void {
    const { values } = this;
    const base = this.next();
    values[base] = this.relativeX(from.lon);
    values[base + 1] = this.relativeY(from.lat);
    values[base + 2] = this.relativeX(to.lon);
    values[base + 3] = this.relativeY(to.lat);
    values[base + 4] = onPx;
    values[base + 5] = everyPx;
  }

  protected paint(gl: WebGL2RenderingContext, linked: WebGLProgram, count: number): void {
    // Dashes and widths are those of the page, whatever the density of the screen.
    const { clientWidth, clientHeight } = gl.canvas as HTMLCanvasElement;
    gl.uniform2f(gl.getUniformLocation(linked, 'halfSize'), clientWidth / 2, clientHeight / 2);
    gl.uniform1f(gl.getUniformLocation(linked, 'width'), WIDTH_PX);
    gl.uniform4fv(gl.getUniformLocation(linked, 'tint'), this.#tint);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, CORNERS, count);
  }
}
