import { GlLayer, rgbOf } from './gl-layer.js';
import type { MercatorOrigin } from './mercator.js';
import { VESSEL_COLOURS, VESSEL_INPUTS, VESSEL_VERTEX, type VesselItems } from './vessel-items.js';

const COLOUR_FLOATS = new Float32Array(VESSEL_COLOURS.flatMap(rgbOf));
const VERTEX = `#version 300 es
precision highp float;
uniform mat4 matrix;
uniform float density;
uniform vec3 colours[5];
${VESSEL_VERTEX}
out float angle; out vec3 tint; out float kind; out float dot; out float shape;
void main() {
  gl_Position = matrix * vec4(at, 0.0, 1.0);
  kind = look.z;
  gl_PointSize = (look.w > 4.5 ? 14.0 : 26.0) * density;
  angle = look.x; dot = look.x < -90.0 || look.w > 4.5 ? 1.0 : 0.0;
  tint = colours[int(look.y)];
  shape = look.w;
}`;
const FRAGMENT = `#version 300 es
precision mediump float;
in float angle; in vec3 tint; in float kind; in float dot; in float shape;
out vec4 colour;
vec2 turned(vec2 p) {
  float s = sin(angle), c = cos(angle);
  return vec2(c * p.x + s * p.y, -s * p.x + c * p.y);
}
float box(vec2 p, vec2 half_) { return min(half_.x - abs(p.x), half_.y - abs(p.y)); }
float ring(float inside) { return min(inside, 0.13 - inside); }
// How far inside its shape a place is: positive within. Squares and diamonds have a point in their middle.
float edgeOf(vec2 p) {
  float point = 0.09 - length(p);
  if (shape > 4.5) return 0.2 - length(p);
  if (shape > 3.5) {
    // Without a course it flies north, as an aircraft's sign stands.
    if (dot < 0.5) p = turned(p);
    return max(box(p, vec2(0.07, 0.44)), max(box(p + vec2(0.0, 0.06), vec2(0.42, 0.08)), box(p - vec2(0.0, 0.34), vec2(0.18, 0.07))));
  }
  if (shape > 2.5) return max(ring(0.34 - max(abs(p.x), abs(p.y))), point);
  if (shape > 0.5) {
    float side = shape > 1.5 && abs(abs(p.x) - abs(p.y)) < 0.09 ? -1.0 : ring(0.45 - abs(p.x) - abs(p.y));
    return max(side, point);
  }
  if (dot > 0.5) return 0.2 - length(p);
  p = turned(p);
  float up = -p.y;
  float width = 0.17 * clamp((0.48 - up) * 3.2, 0.0, 1.0);
  return min(width - abs(p.x), up + 0.44);
}
void main() {
  float edge = edgeOf(gl_PointCoord - 0.5);
  if (edge < 0.0) discard;
  float rim = smoothstep(0.0, 0.05, edge);
  if (kind < 0.5 && edge > 0.06) discard;
  vec3 fill = mix(vec3(0.04), tint, kind < 0.5 ? 1.0 : rim);
  if (kind > 0.5 && kind < 1.5 && edge > 0.07) fill = mix(vec3(0.04), tint, 0.4);
  colour = vec4(fill, 1.0);
}`;

/**
 * The marks of all vessels. A lost vessel is an outline and a predicted one pale, so that neither looks reported.
 */
export class VesselLayer extends GlLayer {
  constructor(vessels: VesselItems, origin: MercatorOrigin) {
    super('vessels', vessels, origin, {
      ...{ vertex: VERTEX, fragment: FRAGMENT, inputs: VESSEL_INPUTS, instanced: false },
    });
  }

  protected paint(gl: WebGL2RenderingContext, linked: WebGLProgram, count: number): void {
    gl.uniform3fv(gl.getUniformLocation(linked, 'colours'), COLOUR_FLOATS);
    // Marks have the size of the page's pixels, on a phone's dense screen too.
    gl.uniform1f(gl.getUniformLocation(linked, 'density'), this.density(gl));
    gl.drawArrays(gl.POINTS, 0, count);
  }
}
