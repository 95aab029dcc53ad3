import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { en } from '../shared/src/web/i18n/en.ts';
import { zh } from '../shared/src/web/i18n/zh.ts';
import { ConfigFile } from '../sfu/src/config/config.ts';
import { ROOT } from './lib/run.mjs';

const BINARY = /\.(?:woff2|png|jpe?g|ico|mp4|db)$/u;

/** Files of the next commit. `safe.directory` lets a checkout of another user be read, as in containers. */
const FILES = execFileSync(
  'git',
  ['-c', 'safe.directory=*', 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 << 20 },
)
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(ROOT, path)));
const TEXTS = new Map(
  FILES.filter((path) => !BINARY.test(path)).map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]),
);
const named = (pattern) => [...TEXTS].filter(([path]) => pattern.test(path));

describe('documents', () => {
  const documents = named(/\.md$/u);

  test('every relative link leads to a file, and every anchor to a heading', () => {
    const broken = documents.flatMap(([path, text]) =>
      linksOf(text).flatMap((link) => (leads(path, link) ? [] : [`${path} → ${link}`])),
    );
    expect(broken).toEqual([]);
  });

  /** Pictures are made from the running product; before the first there is no folder for them. */
  function leads(from, link) {
    const [target = '', anchor] = link.split('#');
    if (/^(?:docs\/)?images\//u.test(target) && !existsSync(join(ROOT, 'docs/images'))) return true;
    const path = target === '' ? from : normalize(join(dirname(from), target)).replace(/\/$/u, '');
    if (!existsSync(join(ROOT, path)) || path.startsWith('..')) return false;
    return anchor === undefined || !path.endsWith('.md') || anchorsOf(TEXTS.get(path) ?? '').has(anchor);
  }

  test('every key of the configuration stands in CONFIGURATION.md with its variable and default', () => {
    const source = TEXTS.get('sfu/src/config/config.ts') ?? '';
    const variables = new Map(
      [...source.matchAll(/^ {2}([A-Z_]+): '(\w+)',$/gmu)].map(([, variable, key]) => [key, variable]),
    );
    expect(variables.size).toBeGreaterThan(10);
    const rows = (TEXTS.get('docs/CONFIGURATION.md') ?? '').split('\n').filter((line) => line.startsWith('| `'));
    const defaults = ConfigFile.parse({});
    const missing = Object.keys(ConfigFile.shape).flatMap((key) => {
      const row = rows.find((line) => line.startsWith(`| \`${key}\` `)) ?? '';
      const value = defaults[key];
      const wanted = [variables.get(key), ['string', 'number', 'boolean'].includes(typeof value) ? value : undefined];
      return wanted
        .filter((word) => word !== undefined && !row.includes(`\`${word}\``))
        .concat(row === '' ? ['a row'] : [])
        .map((word) => `${key}: ${word}`);
    });
    expect(missing).toEqual([]);
  });
});

describe('rules', () => {
  const stated = named(/(?:^|\/)SPEC\.md$/u).flatMap(([path, text]) =>
    [...text.matchAll(/^(?:[-*|]|#+)\s*\**`?\[?([A-Z]{2,6}\d{1,3})\b/gmu)].map(([, id]) => [id, path]),
  );
  const rules = new Map(stated);
  const citations = named(/\.(?:tsx?|mjs)$/u).flatMap(([path, text]) =>
    [...text.matchAll(/(?<![\w\])])\[([A-Z]{2,6}\d{1,3})\]/gu)].map(([, id]) => ({ id, path })),
  );

  test('every rule stands in one place, once', () => {
    const ids = stated.map(([id]) => id);
    expect(stated.filter(([id], at) => ids.indexOf(id) !== at).map(([id, path]) => `${id} of ${path}`)).toEqual([]);
  });

  test('every rule of a SPEC is cited by a test', () => {
    const tested = new Set(
      citations.filter(({ path }) => /\.(?:test|contract)\.(?:tsx?|mjs)$/u.test(path)).map(({ id }) => id),
    );
    expect(rules.size).toBeGreaterThan(20);
    expect([...rules].filter(([id]) => !tested.has(id)).map(([id, path]) => `${id} of ${path}`)).toEqual([]);
  });

  test('every cited rule stands in a SPEC', () => {
    const unknown = citations.filter(({ id }) => !rules.has(id));
    expect([...new Set(unknown.map(({ id, path }) => `${id} in ${path}`))]).toEqual([]);
  });
});

describe('texts', () => {
  const flat = (texts, path = '') =>
    Object.entries(texts).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${path}${key}`, value]] : flat(value, `${path}${key}.`),
    );
  const chinese = new Map(flat(zh));
  const english = new Map(flat(en));

  test('Chinese and English have the same keys, each with a text', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
    for (const [key, text] of [...chinese, ...english]) expect(text.trim(), key).not.toBe('');
  });

  test('Chinese and English fill in the same values', () => {
    const values = (text = '') => [...new Set(text.match(/\{\{\w+\}\}/gu) ?? [])].sort();
    for (const [key, text] of chinese) expect(values(english.get(key)), key).toEqual(values(text));
  });

  test('every line the log writes has its text', () => {
    const keys = named(/^sfu\/src\/.*(?<!\.test)\.ts$/u).flatMap(([, text]) =>
      [...text.matchAll(/'(log\.[a-z-]+)'/gu)].map(([, key]) => key),
    );
    expect(keys.length).toBeGreaterThan(10);
    expect(keys.filter((key) => !chinese.has(key))).toEqual([]);
  });
});

describe('privacy of the machine it was written on', () => {
  const found = (pattern) =>
    [...TEXTS].flatMap(([path, text]) => {
      const hit = pattern.exec(text);
      return hit ? [`${path}: ${hit[0]}`] : [];
    });

  test('no tracked file names a path of a machine', () => {
    expect(found(/(?<![\w.-])\/(?:work|root|tmp|home\/[a-z][\w-]*|Users\/\w+)\//u)).toEqual([]);
  });

  test('no tracked file names a package registry or a mirror of one', () => {
    expect(found(/\bregistry\.(?:npmjs|yarnpkg)\.|\bnpm(?:mirror)\.|\/(?:artifactory|nexus)\//u)).toEqual([]);
    const host = /^https?:\/\/([^/:]+)/u.exec(process.env.npm_config_registry ?? '')?.[1];
    if (host) expect(named(/./u).flatMap(([path, text]) => (text.includes(host) ? [path] : []))).toEqual([]);
  });
});

/** Targets of Markdown links and of HTML images that stay in the repository; code is no link. */
function linksOf(text) {
  const prose = text.replace(/```[\s\S]*?```/gu, '').replace(/`[^`\n]*`/gu, '');
  return [...prose.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)|<img[^>]+src="([^"]+)"/gu)]
    .map(([, link, image]) => link ?? image)
    .filter((link) => !/^(?:[a-z]+:|\/\/)/iu.test(link))
    .map((link) => decodeURI(link));
}

/** Anchors as repository hosts make them of headings. */
function anchorsOf(text) {
  const headings = text.replace(/```[\s\S]*?```/gu, '').matchAll(/^#{1,6}\s+(.+)$/gmu);
  return new Set(
    [...headings].map(([, heading]) =>
      heading
        .trim()
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replace(/\s/gu, '-'),
    ),
  );
}
