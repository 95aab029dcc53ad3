import type { Map as MapLibreMap } from 'maplibre-gl';
import type { GlLayer } from './gl-layer.js';
import { mercatorX, mercatorY, worldPx } from './mercator.js';

/**
 * Marks and lines of ours, on a canvas of their own over the chart: painting them anew paints nothing else, where the
 * engine would paint land, lines and names with them. The chart is flat and north is up.
 */
export class GlCanvas {
  readonly #raw: MapLibreMap;
  readonly #canvas = document.createElement('canvas');
  readonly #gl: WebGL2RenderingContext;
  readonly #layers: GlLayer[] = [];
  readonly #hidden = new Set<string>();
  #frame: number | null = null;
  /** The view that is painted. */
  #painted = '';
  #removed = false;

  /** Throws where the browser gives no second WebGL 2 context. */
  constructor(raw: MapLibreMap) {
    this.#raw = raw;
    const gl = this.#canvas.getContext('webgl2', { antialias: false, depth: false });
    if (!gl) throw new Error('no WebGL 2 for the marks');
    this.#gl = gl;
    this.#canvas.style.cssText = 'position:absolute;left:0;top:0;pointer-events:none';
    raw.getCanvasContainer().append(this.#canvas);
    this.#canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
    this.#canvas.addEventListener('webglcontextrestored', () => {
      if (this.#removed) return;
      for (const layer of this.#layers) layer.start(gl);
      this.#paint();
    });
    // In the frame in which the chart moved, so that marks do not swim on it.
    raw.on('render', () => {
      if (this.#view() !== this.#painted) this.#paint();
    });
  }

  /** Paints it above those that were added before. */
  add(layer: GlLayer): void {
    this.#layers.push(layer);
    layer.start(this.#gl);
  }

  has(id: string): boolean {
    return this.#layers.some((layer) => layer.id === id);
  }

  show(id: string, wanted: boolean): void {
    if (wanted) this.#hidden.delete(id);
    else this.#hidden.add(id);
    this.repaint();
  }

  /** What a layer has is painted with the next frame, once. */
  repaint(): void {
    this.#frame ??= requestAnimationFrame(() => this.#paint());
  }

  remove(): void {
    this.#removed = true;
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    for (const layer of this.#layers) layer.stop(this.#gl);
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
    this.#canvas.remove();
  }

  #view(): string {
    const { lng, lat } = this.#raw.getCenter();
    const { width, height } = this.#raw.getCanvas();
    return [lng, lat, this.#raw.getZoom(), width, height].join(' ');
  }

  #paint(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
    const gl = this.#gl;
    // Out of the page it has no size.
    if (gl.isContextLost() || this.#removed || this.#raw.getCanvas().clientWidth === 0) return;
    this.#fit();
    this.#painted = this.#view();
    const matrix = this.#matrix();
    gl.viewport(0, 0, gl.drawingBufferWidth, gl.drawingBufferHeight);
    gl.clearColor(0, 0, 0, 0);
    gl.clear(gl.COLOR_BUFFER_BIT);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    for (const layer of this.#layers) if (!this.#hidden.has(layer.id)) layer.render(gl, matrix);
  }

  /** As large as the chart, in pixels of the screen and of the page. */
  #fit(): void {
    const { width, height, style } = this.#raw.getCanvas();
    if (this.#canvas.width !== width) this.#canvas.width = width;
    if (this.#canvas.height !== height) this.#canvas.height = height;
    this.#canvas.style.width = style.width;
    this.#canvas.style.height = style.height;
  }

  /** From the unit world to clip space, column by column. */
  #matrix(): readonly number[] {
    const { lng, lat } = this.#raw.getCenter();
    const { clientWidth, clientHeight } = this.#raw.getCanvas();
    const world = worldPx(this.#raw.getZoom());
    // The middle of the canvas, unless the chart keeps room at an edge.
    const centre = this.#raw.project([lng, lat]);
    const [across, down] = [(2 * world) / clientWidth, (-2 * world) / clientHeight];
    const [left, top] = [(2 * centre.x) / clientWidth - 1, 1 - (2 * centre.y) / clientHeight];
    return [
      ...[across, 0, 0, 0],
      ...[0, down, 0, 0],
      ...[0, 0, 1, 0],
      ...[left - mercatorX(lng) * across, top - mercatorY(lat) * down, 0, 1],
    ];
  }
}
