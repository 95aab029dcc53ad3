import type { LatLon } from '../../kernel/geodesy.js';
import { GlItems } from './gl-items.js';
import { GlLayer, rgbOf } from './gl-layer.js';
import { mercatorX, mercatorY, type MercatorOrigin } from './mercator.js';

/** How the circles of one layer look, whatever their colour; pixels. */
export interface CircleLook {
  readonly radiusPx: number;
  readonly strokePx: number;
  /** `#RRGGBB`; null for a ring with nothing in it. */
  readonly fill: string | null;
  readonly crossed: boolean;
}

export interface Circle extends LatLon {
  /** `#RRGGBB`. */
  readonly colour: string;
}

const FLOATS = 5;
const VERTEX = `#version 300 es
precision highp float;
uniform mat4 matrix;
uniform float density;
uniform vec2 look;
in vec2 at; in vec3 stroke;
out vec3 tint; out float reach;
void main() {
  gl_Position = matrix * vec4(at, 0.0, 1.0);
  reach = look.x + look.y + 1.0;
  gl_PointSize = 2.0 * reach * density;
  tint = stroke;
}`;
const FRAGMENT = `#version 300 es
precision highp float;
uniform vec2 look;
uniform vec4 fill;
uniform float crossed;
in vec3 tint; in float reach;
out vec4 colour;
void main() {
  vec2 p = (gl_PointCoord - 0.5) * 2.0 * reach;
  float away = length(p);
  float outside = clamp(look.x + look.y - away + 0.5, 0.0, 1.0);
  float inside = clamp(look.x - away + 0.5, 0.0, 1.0);
  float bar = min(abs(p.x + p.y), abs(p.x - p.y)) * 0.7071;
  float cross_ = crossed * clamp(1.8 - bar, 0.0, 1.0) * clamp(look.x * 0.62 - away + 0.5, 0.0, 1.0);
  vec4 within = mix(fill, vec4(tint, 1.0), cross_);
  colour = mix(vec4(tint, 1.0), within, inside) * outside;
}`;

/** Circles of one look around places: of a chosen vessel, officers, incidents, beacons of distress. */
export class CircleLayer extends GlLayer {
  readonly #circles: GlItems;
  readonly #origin: MercatorOrigin;
  readonly #look: CircleLook;
  readonly #fill: Float32Array;

  constructor(id: string, origin: MercatorOrigin, look: CircleLook) {
    const circles = new GlItems(FLOATS);
    super(id, circles, origin, {
      ...{ vertex: VERTEX, fragment: FRAGMENT, instanced: false },
      inputs: [
        ['at', 2, 0],
        ['stroke', 3, 2],
      ],
    });
    this.#circles = circles;
    this.#origin = origin;
    this.#look = look;
    this.#fill = Float32Array.from(look.fill === null ? [0, 0, 0, 0] : [...rgbOf(look.fill), 1]);
  }

  set(circles: readonly Circle[]): void {
    this.#circles.begin(circles.length);
    for (const { lat, lon, colour } of circles) {
      const base = this.#circles.next();
      const at = [mercatorX(lon) - this.#origin.x, mercatorY(lat) - this.#origin.y];
      this.#circles.values.set([...at, ...rgbOf(colour)], base);
    }
    this.#circles.renew();
  }

  protected paint(gl: WebGL2RenderingContext, linked: WebGLProgram, count: number): void {
    const { radiusPx, strokePx, crossed } = this.#look;
    gl.uniform2f(gl.getUniformLocation(linked, 'look'), radiusPx, strokePx);
    gl.uniform4fv(gl.getUniformLocation(linked, 'fill'), this.#fill);
    gl.uniform1f(gl.getUniformLocation(linked, 'crossed'), crossed ? 1 : 0);
    gl.uniform1f(gl.getUniformLocation(linked, 'density'), this.density(gl));
    gl.drawArrays(gl.POINTS, 0, count);
  }
}
