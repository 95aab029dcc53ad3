import type { CustomLayerInterface, Map as MapLibreMap } from 'maplibre-gl';
import { mercatorX, mercatorY } from './mercator.js';

export interface GlProgram {
  readonly vertex: string;
  readonly fragment: string;
  /** Inputs of the vertex shader in the order of the floats of an item, each with how many of them it takes. */
  readonly inputs: readonly (readonly [name: string, floats: number])[];
  /** An item is drawn as a shape of several vertices, and not as one point. */
  readonly instanced: boolean;
}

/**
 * Many like things in one WebGL 2 draw call, the same on both engines. What moves with every drawing is written into one
 * array of floats, where a GeoJSON source would be cut into tiles anew. Places are kept relative to an origin that is
 * folded into the matrix in double precision.
 */
export abstract class GlLayer implements CustomLayerInterface {
  readonly type = 'custom';
  readonly renderingMode = '2d';
  readonly id: string;
  protected values = new Float32Array(0);
  readonly #program: GlProgram;
  readonly #floats: number;
  readonly #origin: readonly [number, number];
  #map: MapLibreMap | null = null;
  #linked: WebGLProgram | null = null;
  #buffer: WebGLBuffer | null = null;
  #inputs: WebGLVertexArrayObject | null = null;
  #count = 0;
  #dirty = false;

  /** `centre`: longitude and latitude, degrees, near which the things are. */
  constructor(id: string, centre: readonly [number, number], program: GlProgram) {
    this.id = id;
    this.#program = program;
    this.#floats = program.inputs.reduce((sum, [, floats]) => sum + floats, 0);
    this.#origin = [mercatorX(centre[0]), mercatorY(centre[1])];
  }

  get count(): number {
    return this.#count;
  }

  /** Begins a drawing of at most so many things. */
  begin(most: number): void {
    if (this.values.length < most * this.#floats) this.values = new Float32Array(most * this.#floats * 2);
    this.#count = 0;
  }

  end(): void {
    this.#dirty = true;
    this.#map?.triggerRepaint();
  }

  onAdd(map: MapLibreMap, given: WebGLRenderingContext | WebGL2RenderingContext): void {
    const gl = given as WebGL2RenderingContext;
    const { vertex, fragment, inputs, instanced } = this.#program;
    this.#map = map;
    const linked = link(gl, vertex, fragment);
    this.#linked = linked;
    this.#buffer = gl.createBuffer();
    this.#inputs = gl.createVertexArray();
    gl.bindVertexArray(this.#inputs);
    gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
    let offset = 0;
    for (const [name, floats] of inputs) {
      const location = gl.getAttribLocation(linked, name);
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, floats, gl.FLOAT, false, this.#floats * 4, offset * 4);
      if (instanced) gl.vertexAttribDivisor(location, 1);
      offset += floats;
    }
    gl.bindVertexArray(null);
    this.#dirty = true;
  }

  onRemove(_: MapLibreMap, given: WebGLRenderingContext | WebGL2RenderingContext): void {
    given.deleteProgram(this.#linked);
    given.deleteBuffer(this.#buffer);
    (given as WebGL2RenderingContext).deleteVertexArray(this.#inputs);
    this.#map = null;
    this.#linked = null;
  }

  /** MapLibre gives its arguments in an object, Mapbox the matrix itself. */
  render(given: WebGLRenderingContext | WebGL2RenderingContext, args: unknown): void {
    const linked = this.#linked;
    if (!linked || this.#count === 0) return;
    const gl = given as WebGL2RenderingContext;
    const matrix = isMatrix(args)
      ? args
      : (args as { defaultProjectionData: { mainMatrix: ArrayLike<number> } }).defaultProjectionData.mainMatrix;
    gl.useProgram(linked);
    gl.bindVertexArray(this.#inputs);
    if (this.#dirty) {
      gl.bindBuffer(gl.ARRAY_BUFFER, this.#buffer);
      gl.bufferData(gl.ARRAY_BUFFER, this.values.subarray(0, this.#count * this.#floats), gl.DYNAMIC_DRAW);
      this.#dirty = false;
    }
    gl.uniformMatrix4fv(gl.getUniformLocation(linked, 'matrix'), false, atOrigin(matrix, this.#origin));
    gl.enable(gl.BLEND);
    this.paint(gl, linked, this.#count);
    gl.bindVertexArray(null);
  }

  /** Sets what its shaders take beside the matrix, and draws. */
  protected abstract paint(gl: WebGL2RenderingContext, linked: WebGLProgram, count: number): void;

  /** Where the floats of the next thing begin in `values`. */
  protected next(): number {
    this.#count += 1;
    return (this.#count - 1) * this.#floats;
  }

  protected relativeX(lon: number): number {
    return mercatorX(lon) - this.#origin[0];
  }

  protected relativeY(lat: number): number {
    return mercatorY(lat) - this.#origin[1];
  }
}

/** Red, green and blue of `#RRGGBB`, 0 to 1. */
export function rgbOf(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
}

function isMatrix(given: unknown): given is ArrayLike<number> {
  return Array.isArray(given) || ArrayBuffer.isView(given);
}

function atOrigin(matrix: ArrayLike<number>, [x, y]: readonly [number, number]): Float32Array {
  const result = Float32Array.from(matrix);
  for (let row = 0; row < 4; row += 1) {
    result[12 + row] = (matrix[row] ?? 0) * x + (matrix[4 + row] ?? 0) * y + (matrix[12 + row] ?? 0);
  }
  return result;
}

function link(gl: WebGL2RenderingContext, vertex: string, fragment: string): WebGLProgram {
  const program = gl.createProgram();
  for (const [type, source] of [
    [gl.VERTEX_SHADER, vertex],
    [gl.FRAGMENT_SHADER, fragment],
  ] as const) {
    const shader = gl.createShader(type);
    if (!shader) throw new Error('no WebGL shader');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader) ?? 'shader');
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}
