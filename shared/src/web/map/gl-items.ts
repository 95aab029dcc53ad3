/**
 * Many like things as one array of floats on the graphics processor. Several layers may draw of the same ones; whichever
 * draws first after a change sends them there.
 */
export class GlItems {
  /** How many floats one of them takes. */
  readonly floats: number;
  values = new Float32Array(0);
  #count = 0;
  #version = 0;
  readonly #buffers = new WeakMap<WebGL2RenderingContext, { readonly buffer: WebGLBuffer; version: number }>();

  constructor(floats: number) {
    this.floats = floats;
  }

  get count(): number {
    return this.#count;
  }

  /** Begins a drawing of at most so many. */
  begin(most: number): void {
    if (this.values.length < most * this.floats) this.values = new Float32Array(most * this.floats * 2);
    this.#count = 0;
  }

  /** What was written is to be seen: the next layer that draws sends it on. */
  renew(): void {
    this.#version += 1;
  }

  /** Where the floats of the next one begin in `values`. */
  next(): number {
    this.#count += 1;
    return (this.#count - 1) * this.floats;
  }

  /** Makes their buffer the current one; its content is that of now. */
  bind(gl: WebGL2RenderingContext): void {
    const known = this.#buffers.get(gl) ?? { buffer: gl.createBuffer(), version: -1 };
    this.#buffers.set(gl, known);
    gl.bindBuffer(gl.ARRAY_BUFFER, known.buffer);
    if (known.version === this.#version) return;
    gl.bufferData(gl.ARRAY_BUFFER, this.values.subarray(0, this.#count * this.floats), gl.DYNAMIC_DRAW);
    known.version = this.#version;
  }

  /** Takes no buffer for its own that a context no longer has. */
  forget(gl: WebGL2RenderingContext): void {
    const known = this.#buffers.get(gl);
    if (known && !gl.isBuffer(known.buffer)) this.#buffers.delete(gl);
  }

  release(gl: WebGL2RenderingContext): void {
    const known = this.#buffers.get(gl);
    if (known) gl.deleteBuffer(known.buffer);
    this.#buffers.delete(gl);
  }
}
