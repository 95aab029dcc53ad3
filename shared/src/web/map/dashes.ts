import { rgbOf } from './gl-layer.js';
import { CHART } from './offline-style.js';

/** Pixels drawn, and pixels from the begin of one dash to that of the next. */
export interface Dash {
  readonly onPx: number;
  readonly everyPx: number;
}

const WIDTH_PX = 1.2;
/** A line is a strip of two triangles. */
const CORNERS = 4;

/** For a vertex shader: `corner` gives this vertex of the strip between two places of clip space. */
export const DASHED_VERTEX = `
uniform vec2 halfSize;
uniform float width;
out float along; out vec2 pattern;
vec4 corner(vec4 start, vec4 end) {
  vec2 from = start.xy / start.w * halfSize, to = end.xy / end.w * halfSize;
  float reach = distance(from, to);
  vec2 ahead = reach > 0.0 ? (to - from) / reach : vec2(0.0);
  float side = (gl_VertexID & 1) == 0 ? -0.5 : 0.5;
  bool far = gl_VertexID > 1;
  along = far ? reach : 0.0;
  vec2 place = (far ? to : from) + vec2(-ahead.y, ahead.x) * side * width;
  return vec4(place / halfSize, 0.0, 1.0);
}`;

export const DASHED_FRAGMENT = `#version 300 es
precision highp float;
in float along; in vec2 pattern;
uniform vec4 tint;
out vec4 colour;
void main() {
  if (mod(along, pattern.y) > pattern.x) discard;
  colour = tint;
}`;

/** The chart's line colour, multiplied by its alpha. */
export function dashTint(alpha = 1): Float32Array {
  return new Float32Array([...rgbOf(CHART.text), 1].map((part) => part * alpha));
}

/** Dashes and widths are those of the page, whatever the density of the screen. */
export function drawDashed(gl: WebGL2RenderingContext, linked: WebGLProgram, tint: Float32Array, count: number): void {
  const { clientWidth, clientHeight } = gl.canvas as HTMLCanvasElement;
  gl.uniform2f(gl.getUniformLocation(linked, 'halfSize'), clientWidth / 2, clientHeight / 2);
  gl.uniform1f(gl.getUniformLocation(linked, 'width'), WIDTH_PX);
  gl.uniform4fv(gl.getUniformLocation(linked, 'tint'), tint);
  gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, CORNERS, count);
}
