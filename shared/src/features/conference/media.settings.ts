import { setting, wholeNumber } from '../../kernel/settings.js';

export const ladderFallSeconds = setting({
  key: 'conference.ladder-fall-seconds',
  group: 'conference',
  label: { zh: '网络变差多久后降低画面', en: 'How long a line must be bad before the picture falls' },
  unit: 'seconds',
  schema: wholeNumber(2, 60),
  default: 4,
  source: 'two samples of the statistics, measured on lines of 64 to 300 kbit/s',
  twoPerson: false,
  shownTo: 'everybody',
});
export const ladderClimbSeconds = setting({
  key: 'conference.ladder-climb-seconds',
  group: 'conference',
  label: { zh: '网络恢复多久后提高一级画面', en: 'How long a line must be good for one step up' },
  unit: 'seconds',
  schema: wholeNumber(4, 300),
  default: 10,
  source: 'slow climbing keeps a line from swinging; doubles after a relapse',
  twoPerson: false,
  shownTo: 'everybody',
});
export const ladderFallLossPercent = setting({
  key: 'conference.ladder-fall-loss-percent',
  group: 'conference',
  label: { zh: '语音丢包达到多少时降低画面', en: 'Loss of voice packets at which the picture falls' },
  unit: 'percent',
  schema: wholeNumber(3, 50),
  default: 15,
  source: 'Opus with FEC carries speech up to about this loss',
  twoPerson: false,
  shownTo: 'everybody',
});
export const stillSeconds = setting({
  key: 'conference.still-seconds',
  group: 'conference',
  label: { zh: '静止画面更新间隔', en: 'Time between still pictures' },
  unit: 'seconds',
  schema: wholeNumber(2, 60),
  default: 5,
  source: 'a still picture every five seconds where no moving one fits',
  twoPerson: false,
  shownTo: 'everybody',
});
export const pictureStandsSeconds = setting({
  key: 'conference.picture-stands-seconds',
  group: 'conference',
  label: { zh: '多久没有新画面即标明画面停住', en: 'A picture without a new frame is marked as stopped after' },
  unit: 'seconds',
  schema: wholeNumber(1, 30),
  default: 3,
  source: 'longer than a renewed path takes, shorter than anybody takes a standing picture for a live one [CDV]',
  twoPerson: false,
  shownTo: 'everybody',
});
export const stillMaxKilobytes = setting({
  key: 'conference.still-max-kilobytes',
  group: 'conference',
  label: { zh: '静止画面最大体积', en: 'Largest still picture' },
  unit: 'kilobytes',
  schema: wholeNumber(4, 40),
  default: 40,
  source: 'a socket message holds 64 KiB',
  twoPerson: false,
  shownTo: 'everybody',
});

/** [ADMIT1] The media server refuses new pictures above these. */
export const videoMaxWorkerCpuPercent = setting({
  key: 'conference.video-max-worker-cpu-percent',
  group: 'conference',
  label: {
    zh: '媒体进程占用单核多少时不再接受新画面',
    en: 'Share of a core at which a media worker takes no new picture',
  },
  unit: 'percent',
  schema: wholeNumber(20, 100),
  default: 85,
  source: 'above this the queue of a single-threaded worker grows',
  twoPerson: true,
});
export const videoMaxLoopDelayMs = setting({
  key: 'conference.video-max-loop-delay-ms',
  group: 'conference',
  label: { zh: '服务响应迟滞多少时不再接受新画面', en: 'Delay of the server at which no new picture is taken' },
  unit: 'milliseconds',
  schema: wholeNumber(20, 5000),
  default: 250,
  source: 'calls are then felt as slow by everybody',
  twoPerson: true,
});
export const videoMaxConsumers = setting({
  key: 'conference.video-max-consumers',
  group: 'conference',
  label: { zh: '每个媒体进程最多转发的画面数', en: 'Pictures one media worker forwards at most' },
  unit: 'count',
  schema: wholeNumber(4, 5000),
  default: 400,
  source: 'bound until the capacity of the machine was measured',
  twoPerson: true,
});
export const videoReservePercent = setting({
  key: 'conference.video-reserve-percent',
  group: 'conference',
  label: { zh: '为特别重大、重大事件保留的画面能力', en: 'Capacity kept for extraordinary and major incidents' },
  unit: 'percent',
  schema: wholeNumber(0, 50),
  default: 15,
  source: 'a call of level I or II keeps its pictures first',
  twoPerson: true,
});

export const preferH264 = setting({
  key: 'conference.prefer-h264',
  group: 'conference',
  label: { zh: '画面优先用 H.264 编码（1 是，0 否）', en: 'Send pictures in H.264 where a device can (1 yes, 0 no)' },
  unit: 'count',
  schema: wholeNumber(0, 1),
  default: 0,
  source:
    'VP8 is the default: three layers everywhere; H.264 spares phones and body-worn units that encode it in hardware',
  twoPerson: false,
  shownTo: 'everybody',
});

export const layeredCodec = setting({
  key: 'conference.layered-codec',
  group: 'conference',
  label: {
    zh: '全员可解码时用 VP9 单流分层编码（1 是，0 否）',
    en: 'Send VP9 with all layers in one stream where everybody decodes it (1 yes, 0 no)',
  },
  unit: 'count',
  schema: wholeNumber(0, 1),
  default: 0,
  source: 'off: most phones encode VP9 in software, H.264 in hardware; seen to work in Chromium [CDV]',
  twoPerson: false,
  shownTo: 'everybody',
});

/** [REACH4] Line tests before a call. */
export const probesAtOnce = setting({
  key: 'conference.probes-at-once',
  group: 'conference',
  label: { zh: '同时进行的线路检测数', en: 'Line tests at once' },
  unit: 'count',
  schema: wholeNumber(0, 50),
  default: 6,
  source: 'a test carries one picture back to its sender: about the load of a call of two',
  twoPerson: false,
});
export const probeSeconds = setting({
  key: 'conference.probe-seconds',
  group: 'conference',
  label: { zh: '一次线路检测的最长时间', en: 'Longest time of one line test' },
  unit: 'seconds',
  schema: wholeNumber(1, 30),
  default: 30,
  source: 'connecting takes up to 15 s on a bad line, the measure 4 s',
  twoPerson: false,
});

/** [STAT5] The server's own measures of the lines. */
export const surveySeconds = setting({
  key: 'conference.survey-seconds',
  group: 'conference',
  label: { zh: '服务器测量线路的间隔（0 不测）', en: 'How often the server itself measures the lines (0 never)' },
  unit: 'seconds',
  schema: wholeNumber(0, 300),
  default: 5,
  source: 'at most eight questions a seat and a thousand a round; a scrape of the metrics comes every 15 s or so',
  twoPerson: false,
});

export const mediaSettings = [
  surveySeconds,
  probesAtOnce,
  probeSeconds,
  preferH264,
  layeredCodec,
  ladderFallSeconds,
  ladderClimbSeconds,
  pictureStandsSeconds,
  ladderFallLossPercent,
  stillSeconds,
  stillMaxKilobytes,
  videoMaxWorkerCpuPercent,
  videoMaxLoopDelayMs,
  videoMaxConsumers,
  videoReservePercent,
];
