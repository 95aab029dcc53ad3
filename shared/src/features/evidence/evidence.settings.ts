import { setting, wholeNumber } from '../../kernel/settings.js';

const common = {
  group: 'evidence',
  twoPerson: false,
  source: { zh: '总体方案 design.md §2，文件', en: 'design.md §2, files' },
} as const;

/** 1 MB of a limit, bytes: binary, as phones and file managers count. */
export const MEGABYTE = 1024 * 1024;

export const photoMegabytes = setting({
  ...common,
  key: 'evidence.photo-megabytes',
  label: { zh: '单张图片大小上限', en: 'Largest picture' },
  unit: 'megabytes',
  schema: wholeNumber(1, 200),
  default: 25,
  shownTo: 'everybody',
});
export const fileMegabytes = setting({
  ...common,
  key: 'evidence.file-megabytes',
  label: { zh: '单个文件大小上限', en: 'Largest file' },
  unit: 'megabytes',
  schema: wholeNumber(1, 2000),
  default: 100,
  shownTo: 'everybody',
});
export const uploadsAtOnce = setting({
  ...common,
  key: 'evidence.uploads-at-once',
  label: { zh: '每人同时上传数', en: 'Unfinished uploads for one person' },
  unit: 'count',
  schema: wholeNumber(1, 100),
  default: 12,
  source: { zh: '证据文件规则 evidence/SPEC.md EVD6', en: 'evidence/SPEC.md EVD6' },
});
export const idleUploadMinutes = setting({
  ...common,
  key: 'evidence.idle-upload-minutes',
  label: { zh: '停顿的上传不再计入同时上传数', en: 'A standing upload stops counting after' },
  unit: 'minutes',
  schema: wholeNumber(1, 1440),
  default: 15,
  source: { zh: '证据文件规则 evidence/SPEC.md EVD6', en: 'evidence/SPEC.md EVD6' },
});
export const dailyMegabytes = setting({
  ...common,
  key: 'evidence.daily-megabytes',
  label: { zh: '每人每日上传总量', en: 'Uploads of one person in a day' },
  unit: 'megabytes',
  schema: wholeNumber(10, 100_000),
  default: 4000,
  source: { zh: '证据文件规则 evidence/SPEC.md EVD6', en: 'evidence/SPEC.md EVD6' },
});
export const unfinishedHours = setting({
  ...common,
  key: 'evidence.unfinished-hours',
  label: { zh: '未完成上传的保留时间', en: 'How long an unfinished upload is kept' },
  unit: 'hours',
  schema: wholeNumber(1, 720),
  default: 48,
  source: { zh: '证据文件规则 evidence/SPEC.md EVD8', en: 'evidence/SPEC.md EVD8' },
});
export const logGraceMinutes = setting({
  ...common,
  key: 'evidence.log-grace-minutes',
  label: {
    zh: '已上传而未随消息发出的文件，记入日志前的等待时间',
    en: 'A file that no message took is logged by itself after',
  },
  unit: 'minutes',
  schema: wholeNumber(1, 1440),
  default: 10,
  source: { zh: '证据文件规则 evidence/SPEC.md EVD9', en: 'evidence/SPEC.md EVD9' },
});
export const readLogMinutes = setting({
  ...common,
  key: 'evidence.read-log-minutes',
  label: { zh: '同一人查看同一文件记一次的间隔', en: 'One viewer of one file is written down once in' },
  unit: 'minutes',
  schema: wholeNumber(1, 120),
  default: 10,
  source: { zh: '证据文件规则 evidence/SPEC.md EVD5', en: 'evidence/SPEC.md EVD5' },
});

export const evidenceSettings = [
  photoMegabytes,
  fileMegabytes,
  uploadsAtOnce,
  idleUploadMinutes,
  dailyMegabytes,
  unfinishedHours,
  logGraceMinutes,
  readLogMinutes,
];
