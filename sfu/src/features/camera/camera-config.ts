import { readFileSync, statSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import { Bilingual } from '@haigang/shared/kernel/bilingual';
import { Position } from '@haigang/shared/kernel/position';
import {
  CameraGroup,
  CameraId,
  FieldOfViewDeg,
  RangeMetres,
  type CameraPoint,
} from '@haigang/shared/features/camera/camera.model';
import { RtspAddress } from './rtsp-address.js';

/** A camera of the site: what people may know, and where its stream is. */
export interface CameraEntry extends CameraPoint {
  readonly address: RtspAddress;
}

/** The good entries, and one plain sentence for each thing that is wrong with the others. */
export interface CameraList {
  readonly cameras: readonly CameraEntry[];
  readonly problems: readonly string[];
}

const MAX_FILE_BYTES = 1_048_576;
const MAX_CAMERAS = 1000;

/** A plain text stands for both languages. */
const Name = z.union(
  [
    Bilingual,
    z
      .string()
      .trim()
      .min(1)
      .max(400)
      .transform((text) => ({ zh: text, en: text })),
  ],
  {
    error: 'a text, or {zh: …, en: …}',
  },
);
const Address = z.string('needed: rtsp://user:password@host/path').transform((text, context): RtspAddress => {
  try {
    return new RtspAddress(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'only rtsp:// or rtsps:// with a host, without spaces' });
    return z.NEVER;
  }
});
const Entry = z.strictObject({
  id: CameraId,
  name: Name,
  place: Name.nullable().default(null),
  position: Position.pick({ lat: true, lon: true }).nullable().default(null),
  bearingDeg: z.number().min(0).lt(360).nullable().default(null),
  fieldOfViewDeg: FieldOfViewDeg.nullable().default(null),
  rangeMetres: RangeMetres.nullable().default(null),
  group: CameraGroup.default('other'),
  key: z.boolean().default(false),
  ptz: z.boolean().default(false),
  rtspUrl: Address,
});

/** Reads the file of `HAIGANG_CAMERAS`. Throws `camera.file-unreadable` when there is none to read. */
export function loadCameraFile(path: string): CameraList {
  try {
    if (statSync(path).size > MAX_FILE_BYTES) throw new Error('larger than 1 MiB');
    return parseCameras(readFileSync(path, 'utf8'));
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure);
    throw new AppError('invalid_input', 'camera.file-unreadable', `HAIGANG_CAMERAS ${path}: ${why}`);
  }
}

/** [CAM4] Parses a YAML list of cameras. A wrong entry is named and left out; the others live. No text repeats an address. */
export function parseCameras(text: string): CameraList {
  const lines = new LineCounter();
  // Pretty errors would quote the line, and with it a password.
  const document = parseDocument(text, { prettyErrors: false, lineCounter: lines });
  const [broken] = document.errors;
  if (broken) {
    const { line } = lines.linePos(broken.pos[0]);
    return {
      cameras: [],
      problems: [`第 ${line} 行不是有效的 YAML / line ${line} is not valid YAML (${broken.code})`],
    };
  }
  const content: unknown = document.toJS() ?? [];
  if (!Array.isArray(content)) {
    return { cameras: [], problems: ['应为摄像机列表 / a list of cameras is expected (each begins with "- id:")'] };
  }
  return collect(content);
}

function collect(content: readonly unknown[]): CameraList {
  const cameras = new Map<string, CameraEntry>();
  const problems: string[] = [];
  if (content.length > MAX_CAMERAS) problems.push(`最多 ${MAX_CAMERAS} 个 / at most ${MAX_CAMERAS} cameras`);
  for (const [index, item] of content.slice(0, MAX_CAMERAS).entries()) {
    const where = `第 ${index + 1} 个摄像机 / camera ${index + 1}${nameOf(item)}`;
    const parsed = Entry.safeParse(item);
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map((issue) => `${where}: ${sentence(issue)}`));
    } else if (cameras.has(parsed.data.id)) {
      problems.push(`${where}: id 重复 / this id is used twice`);
    } else {
      const { rtspUrl, ...point } = parsed.data;
      cameras.set(point.id, { ...point, simulated: false, address: rtspUrl });
    }
  }
  return { cameras: [...cameras.values()], problems };
}

function nameOf(item: unknown): string {
  const id = CameraId.safeParse(typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined);
  return id.success ? ` (${id.data})` : '';
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return '有未知的键 / it has a key that is not known';
  const key = issue.path.join('.');
  return key ? `${key}: ${issue.message}` : issue.message;
}
