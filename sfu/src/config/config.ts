import { homedir, hostname } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { AppError } from '@haigang/shared/kernel/errors';
import { TurnConfig } from './turn.js';

const PortRange = z
  .string()
  .regex(/^\d{4,5}-\d{4,5}$/u, 'first-last, for example 44400-44409')
  .transform((text) => text.split('-').map(Number) as [number, number])
  .refine(([first, last]) => first >= 1024 && last <= 65_535 && first <= last, 'ports 1024 to 65535, first ≤ last')
  .transform(([first, last]) => ({ first, last }));

const List = z.union([
  z.array(z.string()),
  z.string().transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  ),
]);
const Port = z.coerce.number().int().min(0).max(65_535);
const Flag = z.union([
  z.boolean(),
  z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true'),
]);

/** Every key of `haigang.config.yaml`; each is optional and may be overridden by its HAIGANG_* variable. */
export const ConfigFile = z
  .object({
    port: Port.default(8443),
    httpPort: Port.optional(),
    dataDir: z.string().min(1).optional(),
    demo: Flag.default(false),
    /** Simulated ships and cameras of a demo; switched off where a benchmark or test wants a quiet server. */
    demoFeeds: Flag.default(true),
    publicUrl: z.url({ protocol: /^https$/u }).optional(),
    announcedIps: List.default([]),
    rtcPorts: PortRange.default({ first: 44_400, last: 44_409 }),
    mediaWorkers: z.coerce.number().int().min(1).max(64).optional(),
    turn: TurnConfig.optional(),
    trustProxy: Flag.default(false),
    aisSources: List.default([]),
    /** Where the sentences of the real sources are sent to. */
    aisForwards: List.default([]),
    /** Records every sentence of the real sources in the data folder. */
    aisRecording: Flag.default(false),
    camerasFile: z.string().optional(),
    /** Folder of what the site puts under its chart; `basemap` in the data folder where none is named. */
    basemapDir: z.string().min(1).optional(),
    ffmpegPath: z.string().default('ffmpeg'),
    logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    siteName: z.object({ zh: z.string(), en: z.string() }).default({ zh: '北仑', en: 'Beilun' }),
    organisation: z
      .object({ zh: z.string(), en: z.string() })
      .default({ zh: '北仑检验检疫局', en: 'Beilun Inspection & Quarantine' }),
    eraProfile: z.enum(['CIQ_2016', 'CUSTOMS_2025']).default('CIQ_2016'),
    orgId: z.string().min(1).max(60).default('beilun'),
    domains: List.default([]),
    certificate: z.object({ certPath: z.string(), keyPath: z.string() }).optional(),
    mapboxToken: z.string().startsWith('pk.').optional(),
    metricsToken: z.string().min(20).optional(),
    /** Webhook of the bureau's duty phone; its secret signs what is sent. */
    dutyPhone: z.strictObject({ url: z.url({ protocol: /^https?$/u }), secret: z.string().min(20) }).optional(),
    databaseUrl: z.string().optional(),
    redisUrl: z.string().optional(),
  })
  .strict();
export type ConfigFile = z.infer<typeof ConfigFile>;

export type Config = Omit<ConfigFile, 'dataDir' | 'mediaWorkers'> & {
  readonly dataDir: string;
  readonly hostname: string;
  readonly mediaWorkers: number | undefined;
};

const VARIABLES = {
  HAIGANG_PORT: 'port',
  HAIGANG_HTTP_PORT: 'httpPort',
  HAIGANG_DATA_DIR: 'dataDir',
  HAIGANG_DEMO: 'demo',
  HAIGANG_DEMO_FEEDS: 'demoFeeds',
  HAIGANG_PUBLIC_URL: 'publicUrl',
  HAIGANG_ANNOUNCED_IP: 'announcedIps',
  HAIGANG_RTC_PORTS: 'rtcPorts',
  HAIGANG_TRUST_PROXY: 'trustProxy',
  HAIGANG_AIS_SOURCES: 'aisSources',
  HAIGANG_AIS_FORWARDS: 'aisForwards',
  HAIGANG_AIS_RECORDING: 'aisRecording',
  HAIGANG_CAMERAS: 'camerasFile',
  HAIGANG_BASEMAP: 'basemapDir',
  HAIGANG_LOG_LEVEL: 'logLevel',
  HAIGANG_MEDIA_WORKERS: 'mediaWorkers',
  DATABASE_URL: 'databaseUrl',
  REDIS_URL: 'redisUrl',
} as const satisfies Record<string, keyof ConfigFile>;

/** The checkout this program runs from; data never lives inside it. */
const CHECKOUT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/**
 * Reads the file named by `HAIGANG_CONFIG` (or none) and the variables over it. Throws `config.invalid` with one line per
 * wrong key, naming the key or variable and what it should be.
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const file = readFile(env['HAIGANG_CONFIG'], problems);
  const merged: Record<string, unknown> = { ...file };
  for (const [variable, key] of Object.entries(VARIABLES)) if (env[variable]) merged[key] = env[variable];
  const parsed = ConfigFile.safeParse(merged);
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => describeIssue(issue, env)));
  if (parsed.data?.databaseUrl) {
    problems.push(
      'DATABASE_URL: PostgreSQL is not supported by this version; leave it unset to use the embedded database',
    );
  }
  if (parsed.data?.redisUrl) problems.push('REDIS_URL: Redis is not supported by this version; leave it unset');
  const dataDir = parsed.success ? resolveDataDir(parsed.data, problems) : '';
  if (problems.length > 0 || !parsed.success) {
    throw new AppError(
      'invalid_input',
      'config.invalid',
      `配置有误 / the configuration is wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
  }
  return { ...parsed.data, dataDir, hostname: hostname(), mediaWorkers: parsed.data.mediaWorkers };
}

function readFile(path: string | undefined, problems: string[]): Record<string, unknown> {
  if (!path) return {};
  try {
    const content: unknown = parseYaml(readFileSync(path, 'utf8')) ?? {};
    if (typeof content === 'object' && !Array.isArray(content)) return content as Record<string, unknown>;
    problems.push(`${path}: not a list of keys and values`);
  } catch (failure) {
    problems.push(
      `HAIGANG_CONFIG ${path}: ${failure instanceof Error ? failure.message.split('\n')[0] : String(failure)}`,
    );
  }
  return {};
}

function describeIssue(issue: z.core.$ZodIssue, env: Readonly<Record<string, string | undefined>>): string {
  const key = issue.path.join('.') || (issue.code === 'unrecognized_keys' ? issue.keys.join(', ') : '?');
  const variable = Object.entries(VARIABLES).find(([name, mapped]) => mapped === issue.path[0] && env[name]);
  return `${variable ? `${variable[0]} (${key})` : key}: ${issue.message}`;
}

/** [CFG2] Demo and real data never share a folder: demo uses `demo` inside the data folder, and neither opens the other. */
function resolveDataDir(file: ConfigFile, problems: string[]): string {
  const base = resolve(
    file.dataDir ?? join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'haigang'),
  );
  const inside = relative(CHECKOUT, base);
  if (inside === '' || (!inside.startsWith('..') && !isAbsolute(inside))) {
    problems.push('HAIGANG_DATA_DIR (dataDir): must not lie inside the program folder');
  }
  const dataDir = file.demo ? join(base, 'demo') : base;
  if (!file.demo && existsSync(join(base, 'DEMO'))) {
    problems.push(`dataDir: ${base} holds demo data; start with --demo, or name another folder`);
  }
  return dataDir;
}
