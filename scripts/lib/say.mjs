/** Progress a person reads while waiting: what is being done, how far it is, how long it took. */
export function say(text) {
  process.stdout.write(`${text}\n`);
}

export async function step(text, task) {
  const started = Date.now();
  say(`• ${text} …`);
  const result = await task();
  say(`  ✓ ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

/** Ends with the reason in plain words and no stack. */
export class Stop extends Error {}

export async function runMain(main) {
  try {
    await main();
  } catch (failure) {
    process.stderr.write(`\n✗ ${failure instanceof Stop ? failure.message : (failure?.stack ?? failure)}\n`);
    process.exit(failure instanceof Stop ? 2 : 1);
  }
}
