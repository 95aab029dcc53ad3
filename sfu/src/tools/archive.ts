import { open, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import { ByteReader } from './byte-reader.js';
import { truncated } from './sealed-stream.js';

const MAX_HEAD_BYTES = 65_536;
const PIECE_BYTES = 1_048_576;

/** Only what a data folder's history consists of, and no way out of the folder. */
const ArchivePath = z
  .string()
  .regex(/^(manifest\.json|haigang\.db|(audit|tls|evidence)(\/[\w.-]+)+)$/u)
  .refine((path) => !path.split('/').some((part) => part === '.' || part === '..'));
const Entry = z.object({ path: ArchivePath, size: z.int().nonnegative(), mode: z.int().min(0).max(0o777) });

export interface SourceFile {
  readonly path: string;
  /** Where its bytes are: a file, or the bytes themselves. */
  readonly from: string | Buffer;
}

/** Files as one stream: for each a length, a JSON head and its bytes; a zero length ends it. */
export async function* pack(files: AsyncIterable<SourceFile>): AsyncGenerator<Buffer> {
  for await (const { path, from } of files) {
    if (typeof from === 'string') yield* packFile(path, from);
    else {
      yield head({ path, size: from.length, mode: 0o600 });
      yield from;
    }
  }
  yield Buffer.alloc(4);
}

async function* packFile(path: string, from: string): AsyncGenerator<Buffer> {
  const file = await open(from, 'r');
  try {
    const { size, mode } = await file.stat();
    yield head({ path, size, mode: mode & 0o777 });
    // Append-only files may grow meanwhile: exactly what the head says is taken.
    for (let at = 0; at < size;) {
      const piece = Buffer.alloc(Math.min(PIECE_BYTES, size - at));
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      if (bytesRead === 0) {
        throw new AppError('conflict', 'backup.file-changed', `文件变短 / a file became shorter: ${path}`);
      }
      yield piece.subarray(0, bytesRead);
      at += bytesRead;
    }
  } finally {
    await file.close();
  }
}

function head(entry: z.infer<typeof Entry>): Buffer {
  const json = Buffer.from(JSON.stringify(Entry.parse(entry)));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  return Buffer.concat([length, json]);
}

/** Writes a packed stream's files below `folder`, each synced; returns their paths. */
export async function unpack(stream: AsyncIterable<Buffer>, folder: string): Promise<string[]> {
  const reader = new ByteReader(stream);
  const paths: string[] = [];
  for (;;) {
    const length = await exactly(reader, 4);
    const size = length.readUInt32BE();
    // The stream is read to its very end, so that its end mark is proved too.
    if (size === 0 && (await reader.atEnd())) return paths;
    if (size === 0 || size > MAX_HEAD_BYTES) {
      throw new AppError('invalid_input', 'backup.damaged', 'wrong entry length');
    }
    const entry = Entry.parse(JSON.parse((await exactly(reader, size)).toString('utf8')));
    await unpackFile(reader, entry, join(folder, entry.path));
    paths.push(entry.path);
  }
}

async function unpackFile(reader: ByteReader, entry: z.infer<typeof Entry>, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  const file = await open(target, 'wx', entry.mode);
  try {
    for (let left = entry.size; left > 0;) {
      const piece = await exactly(reader, Math.min(PIECE_BYTES, left));
      await file.writeFile(piece);
      left -= piece.length;
    }
    await file.sync();
  } finally {
    await file.close();
  }
}

async function exactly(reader: ByteReader, size: number): Promise<Buffer> {
  const bytes = await reader.read(size);
  if (bytes.length < size) throw truncated();
  return bytes;
}
