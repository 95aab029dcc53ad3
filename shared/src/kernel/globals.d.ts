/**
 * The few globals that Node and every browser share, declared so that portable code type-checks with neither
 * `@types/node` nor the DOM library: portability is a compile error, not a promise.
 */
declare class AbortSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
/** What an interval is called is the platform's affair. */
declare function setInterval(task: () => void, milliseconds: number): unknown;
declare function clearInterval(timer: unknown): void;
