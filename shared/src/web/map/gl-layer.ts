import type { GlItems } from './gl-items.js';
import type { MercatorOrigin } from './mercator.js';

export interface GlProgram {
  readonly vertex: string;
  readonly fragment: string;
  /** Inputs of the vertex shader: which floats of an item each of them is, from the first one on. */
  readonly inputs: readonly (readonly [name: string, floats: number, first: number])[];
  /** An item is drawn as a shape of several vertices, and not as one point. */
  readonly instanced: boolean;
}

/**
 * Draws items in one WebGL 2 call. What moves with every drawing is written into one array of
 * floats, where a GeoJSON source would be cut into tiles anew. Places are kept relative to an origin that is folded into
 * the matrix in double precision.
 */
export abstract class GlLayer {
  readonly id: string;
  readonly #items: GlItems;
  readonly #program: GlProgram;
  readonly #origin: MercatorOrigin;
  #linked: WebGLProgram | null = null;
  #inputs: WebGLVertexArrayObject | null = null;

  constructor(id: string, items: GlItems, origin: MercatorOrigin, program: GlProgram) {
    this.id = id;
    this.#items = items;
    this.#origin = origin;
    this.#program = program;
  }

  /** In a context that is new, or is there again. */
  start(gl: WebGL2RenderingContext): void {
    const { vertex, fragment, inputs, instanced } = this.#program;
    const linked = link(gl, vertex, fragment);
    this.#linked = linked;
    // Of a context that was lost the buffer is gone, though the object is the same.
    this.#items.forget(gl);
    this.#inputs = gl.createVertexArray();
    gl.bindVertexArray(this.#inputs);
    this.#items.bind(gl);
    for (const [name, floats, first] of inputs) {
      const location = gl.getAttribLocation(linked, name);
      // A shader that has no use for an input is linked without it.
      if (location < 0) continue;
      gl.enableVertexAttribArray(location);
      gl.vertexAttribPointer(location, floats, gl.FLOAT, false, this.#items.floats * 4, first * 4);
      if (instanced) gl.vertexAttribDivisor(location, 1);
    }
    gl.bindVertexArray(null);
  }

  stop(gl: WebGL2RenderingContext): void {
    gl.deleteProgram(this.#linked);
    gl.deleteVertexArray(this.#inputs);
    this.#items.release(gl);
    this.#linked = null;
  }

  /** `matrix`: from the unit world of Web Mercator to clip space, column by column. */
  render(gl: WebGL2RenderingContext, matrix: readonly number[]): void {
    const linked = this.#linked;
    if (!linked || this.#items.count === 0) return;
    gl.useProgram(linked);
    gl.bindVertexArray(this.#inputs);
    this.#items.bind(gl);
    gl.uniformMatrix4fv(gl.getUniformLocation(linked, 'matrix'), false, atOrigin(matrix, this.#origin));
    this.paint(gl, linked, this.#items.count);
    gl.bindVertexArray(null);
  }

  /** Pixels of the screen in one of the page. */
  protected density(gl: WebGL2RenderingContext): number {
    return gl.drawingBufferWidth / Math.max(1, (gl.canvas as HTMLCanvasElement).clientWidth);
  }

  /** Sets what its shaders take beside the matrix, and draws. */
  protected abstract paint(gl: WebGL2RenderingContext, linked: WebGLProgram, count: number): void;
}

/** Red, green and blue of `#RRGGBB`, 0 to 1. */
export function rgbOf(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
}

function atOrigin(matrix: readonly number[], { x, y }: MercatorOrigin): Float32Array {
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
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program) ?? 'program');
  return program;
}
