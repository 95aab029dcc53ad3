import type { LatLon } from '../../kernel/geodesy.js';
import { GlLayer, rgbOf } from './gl-layer.js';

/**
 * `predicted`: pale, for it is where she would be; `lost`: an outline; `antenna`: a point, for the hull is drawn at true
 * size around it.
 */
export type VesselLook = 'reported' | 'predicted' | 'lost' | 'antenna';

const LOOKS: Readonly<Record<VesselLook, number>> = { lost: 0, predicted: 1, reported: 2, antenna: 3 };
/**
 * What a station is: a ship, an aid to navigation that stands there, one that exists as a radio message alone, a coast
 * station, an aircraft. Diamond, broken diamond and aircraft after IEC 62288 annex A.
 */
export type StationShape = 'ship' | 'aid' | 'virtual-aid' | 'coast-station' | 'aircraft';

const SHAPES: Readonly<Record<StationShape, number>> = {
  ...{ ship: 0, aid: 1, 'virtual-aid': 2, 'coast-station': 3, aircraft: 4 },
};
/** A vessel without a direction is a dot: an angle no shader turns anything by. */
const NO_ANGLE = -99;

export interface VesselMark {
  /** Heading, or course where no heading is sent, degrees clockwise from north; null draws a dot. */
  readonly directionDeg: number | null;
  /** Index into `VESSEL_COLOURS`. */
  readonly colour: number;
  readonly look: VesselLook;
  readonly shape: StationShape;
}

/** Cargo, tanker, passenger, service, other: tokens of the design language. */
export const VESSEL_COLOURS = ['#93C9A6', '#D3A2C8', '#BBB1EC', '#CFC3AE', '#A9B3B6'] as const;

const COLOUR_FLOATS = new Float32Array(VESSEL_COLOURS.flatMap(rgbOf));
const VERTEX = `#version 300 es
precision highp float;
uniform mat4 matrix;
uniform float density;
in vec2 at; in vec4 look;
out float angle; out vec3 tint; out float kind; out float dot; out float shape;
uniform vec3 colours[5];
void main() {
  gl_Position = matrix * vec4(at, 0.0, 1.0);
  kind = look.z;
  gl_PointSize = (kind > 2.5 ? 14.0 : 26.0) * density;
  angle = look.x; dot = look.x < -90.0 || kind > 2.5 ? 1.0 : 0.0;
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
  if (shape > 3.5) {
    p = turned(p);
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
 * Vessels in one WebGL draw call: 10,000 marks cost some 6 ms of main thread instead of 112 with a symbol layer. A lost
 * vessel is an outline and a predicted one pale, so that neither looks reported.
 */
export class VesselLayer extends GlLayer {
  constructor(centre: readonly [number, number]) {
    super('vessels', centre, {
      ...{ vertex: VERTEX, fragment: FRAGMENT, instanced: false },
      inputs: [
        ['at', 2],
        ['look', 4],
      ],
    });
  }

  add(place: LatLon, mark: VesselMark): void {
    const { directionDeg, colour, look, shape } = mark;
    const { values } = this;
    const base = this.next();
    values[base] = this.relativeX(place.lon);
    values[base + 1] = this.relativeY(place.lat);
    values[base + 2] = directionDeg === null ? NO_ANGLE : (directionDeg * Math.PI) / 180;
    values[base + 3] = colour;
    values[base + 4] = LOOKS[look];
    values[base + 5] = SHAPES[shape];
  }

  protected paint(gl: WebGL2RenderingContext, linked: WebGLProgram, count: number): void {
    gl.uniform3fv(gl.getUniformLocation(linked, 'colours'), COLOUR_FLOATS);
    // Marks have the size of the page's pixels, on a phone's dense screen too.
    const density = gl.drawingBufferWidth / Math.max(1, (gl.canvas as HTMLCanvasElement).clientWidth);
    gl.uniform1f(gl.getUniformLocation(linked, 'density'), density);
    gl.drawArrays(gl.POINTS, 0, count);
  }
}
