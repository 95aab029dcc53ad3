import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seal, unseal } from './sealed-stream.js';

const LOG_N = 10;
const PASS = 'correct horse battery';
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const piece of stream) all.push(piece);
  return Buffer.concat(all);
}
const sealed = (plain: Buffer) => collect(seal(pieces(plain, 70_000), PASS, LOG_N));
const opened = (bytes: Buffer, passphrase = PASS) => collect(unseal(pieces(bytes, 65_536), passphrase));

test.each([0, 1, 1_048_575, 1_048_576, 1_048_577, 2_097_152])(
  '[BAK1] %i bytes come back as they were',
  async (size) => {
    const plain = Buffer.alloc(size, 'evidence ');
    const bytes = await sealed(plain);
    expect((await opened(bytes)).equals(plain)).toBe(true);
    if (size > 0) expect(bytes.includes('evidence')).toBe(false);
  },
);

test('[BAK1] the same data sealed twice shares nothing', async () => {
  const plain = Buffer.alloc(100);
  expect((await sealed(plain)).subarray(62).equals((await sealed(plain)).subarray(62))).toBe(false);
});

test('[BAK1] a wrong passphrase is said to be that', async () => {
  await expect(opened(await sealed(Buffer.alloc(9)), 'wrong')).rejects.toMatchObject({
    reason: 'backup.wrong-passphrase',
  });
});

test('[BAK1] any changed byte and any cut is refused, before the end of the stream is reached', async () => {
  const bytes = await sealed(Buffer.alloc(1_048_576 + 500, 7));
  await fc.assert(
    fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const changed = Buffer.from(bytes);
      changed[at] = changed[at]! ^ flip;
      // A changed cost parameter could ask for a gigabyte; it is bounded, and slow is not what is tested.
      fc.pre(at !== 13);
      await expect(opened(changed)).rejects.toThrow(/备份|口令|文件头/u);
      await expect(opened(bytes.subarray(0, at))).rejects.toThrow(/备份|口令|文件头/u);
    }),
    { numRuns: 40 },
  );
  const atAChunk = bytes.subarray(0, 62 + 1_048_576 + 16);
  await expect(opened(atAChunk)).rejects.toMatchObject({ reason: 'backup.truncated' });
  const swapped = Buffer.concat([bytes, bytes.subarray(62)]);
  await expect(opened(swapped)).rejects.toMatchObject({ reason: 'backup.damaged' });
});
