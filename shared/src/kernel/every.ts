/**
 * Runs `task` every so many milliseconds until the function it returns is called. The only place with a raw interval: an
 * interval whose end nobody holds goes on for ever, and the linter refuses one elsewhere.
 */
export function every(milliseconds: number, task: () => void): () => void {
  const timer = setInterval(task, milliseconds);
  return () => clearInterval(timer);
}
