import { expect, test } from 'vitest';
import { AppError } from '../../kernel/errors.js';
import { errorText } from './index.js';

const name = { zh: '调度员01', en: 'Dispatcher 01' };

test('[CONF3] a refusal that knows a name speaks of it, one without says so without (bug: “somebody else”)', () => {
  const refused = (names?: Record<string, typeof name>) =>
    errorText(new AppError('conflict', 'conference.already-answered', 'late', { names }));
  expect(refused({ name })).toBe('已由 调度员01 答复');
  expect(refused()).toBe('此请求已有答复，或已撤回');
  expect(errorText(new AppError('conflict', 'conference.ended', 'over', { names: { name } }))).toBe('会议已结束');
});
