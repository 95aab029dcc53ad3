import { DASHED_FRAGMENT, DASHED_VERTEX, dashTint, drawDashed, type Dash } from './dashes.js';
import { GlLayer } from './gl-layer.js';
import type { MercatorOrigin } from './mercator.js';
import { VESSEL_INPUTS, VESSEL_VERTEX, type VesselItems } from './vessel-items.js';

const VECTOR_DASH: Dash = { onPx: 3.6, everyPx: 6 };
const PREDICTION_DASH: Dash = { onPx: 1.2, everyPx: 3.6 };
const TINT = dashTint();

/** A vessel without such a line has its corners where nothing is drawn. */
const vertexOf = (condition: string, from: string, to: string): string => `#version 300 es
precision highp float;
uniform mat4 matrix;
uniform float seconds;
uniform vec2 dash;
${VESSEL_VERTEX}
${DASHED_VERTEX}
void main() {
  pattern = dash;
  gl_Position = ${condition}
    ? corner(matrix * vec4(${from}, 0.0, 1.0), matrix * vec4(${to}, 0.0, 1.0))
    : vec4(2.0, 2.0, 2.0, 1.0);
}`;

abstract class SailLayer extends GlLayer {
  constructor(id: string, vessels: VesselItems, origin: MercatorOrigin, vertex: string) {
    super(id, vessels, origin, {
      ...{ vertex, fragment: DASHED_FRAGMENT, inputs: VESSEL_INPUTS, instanced: true },
    });
  }

  protected paintDashed(gl: WebGL2RenderingContext, linked: WebGLProgram, count: number, dash: Dash): void {
    gl.uniform2f(gl.getUniformLocation(linked, 'dash'), dash.onPx, dash.everyPx);
    drawDashed(gl, linked, TINT, count);
  }
}

/** How far each vessel comes in so many minutes if she keeps course and speed; none of one that lies or is lost. */
export class VectorLayer extends SailLayer {
  minutes: number;

  constructor(vessels: VesselItems, origin: MercatorOrigin, minutes: number) {
    super('vectors', vessels, origin, vertexOf('isUnderWay() && !isLost()', 'at', 'at + way() * seconds'));
    this.minutes = minutes;
  }

  protected paint(gl: WebGL2RenderingContext, linked: WebGLProgram, count: number): void {
    gl.uniform1f(gl.getUniformLocation(linked, 'seconds'), this.minutes * 60);
    this.paintDashed(gl, linked, count, VECTOR_DASH);
  }
}

/** [AIS105] From where a vessel said she was to where she would be. */
export class PredictionLayer extends SailLayer {
  constructor(vessels: VesselItems, origin: MercatorOrigin) {
    super('predictions', vessels, origin, vertexOf('isPredicted()', 'placeSaid()', 'at'));
  }

  protected paint(gl: WebGL2RenderingContext, linked: WebGLProgram, count: number): void {
    this.paintDashed(gl, linked, count, PREDICTION_DASH);
  }
}
