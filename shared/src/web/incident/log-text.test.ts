import { expect, test } from 'vitest';
import type { LogEntry } from '../../features/incident/incident.model.js';
import { logActor, logText } from './log-text.js';

function entry(textKey: string, params: Record<string, string>, note: string | null = null): LogEntry {
  const at = '2026-05-10T01:00:00.000Z';
  const id = '6f2c1c1e-4a52-4e0e-9d0e-0a3f3a1b2c3d';
  return {
    ...{ id, incidentId: id, position: 1, at, occurredAt: at, kind: 'decision', actorId: 'account:a' },
    ...{ actorName: { zh: '指挥长01', en: 'Commander 01' }, actorRole: 'commander', textKey, params, note },
    ...{ digest: '', prevHash: '', hash: '' },
  };
}

test('a grading names level and kind in the reader’s language, with what the person wrote', () => {
  const graded = entry('log.graded', { level: 'III', kind: 'influenza-outbreak', previousLevel: '' }, '聚集性发热');
  expect(logText(graded, 'zh')).toBe('定级 III · 甲型H1N1流感聚集: 聚集性发热');
  expect(logText(graded, 'en')).toContain('III');
  expect(logText(graded, 'en')).not.toMatch(/· *:/u);
});

test('names are read in the reader’s language, and nobody is named twice', () => {
  const joined = entry('log.joined', { name: '指挥长01', nameEn: 'Commander 01' });
  expect(logText(joined, 'zh')).toBe('指挥长01 加入会议');
  expect(logActor(joined, 'zh')).toBe('');
  expect(logText(joined, 'en')).toContain('Commander 01');
  expect(logActor(entry('log.dispatched', { team: '检疫员01' }), 'en')).toBe('Commander 01');
});

test('of a file’s hash a line shows the beginning; the row holds it whole', () => {
  const sha256 = `${'a1'.repeat(32)} ${'b2'.repeat(32)}`;
  const text = logText(entry('log.message-files', { count: '2', sha256 }, '体温'), 'zh');
  expect(text).toBe('会议消息，附文件 2 个 · SHA-256 a1a1a1a1a1a1… b2b2b2b2b2b2…: 体温');
});
