import { setting, wholeNumber } from '../../kernel/settings.js';

export const ladderFallSeconds = setting({
  key: 'conference.ladder-fall-seconds',
  group: 'conference',
  label: { zh: '网络变差多久后降低画面', en: 'How long a line must be bad before the picture falls' },
  unit: 'seconds',
  schema: wholeNumber(2, 60),
  default: 4,
  source: {
    zh: '统计采样两次，在 64 至 300 kbit/s 的线路上实测',
    en: 'two samples of the statistics, measured on lines of 64 to 300 kbit/s',
  },
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
  source: {
    zh: '缓升可避免画面反复升降；再次变差后时间加倍',
    en: 'slow climbing keeps a line from swinging; doubles after a relapse',
  },
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
  source: {
    zh: 'Opus 加前向纠错（FEC），语音约可承受此丢包率',
    en: 'Opus with FEC carries speech up to about this loss',
  },
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
  source: {
    zh: '线路容不下活动画面时，每五秒一幅静止画面',
    en: 'a still picture every five seconds where no moving one fits',
  },
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
  source: {
    zh: '长于重建线路所需，又不至于让人把停住的画面当作实时画面 [CDV]',
    en: 'longer than a renewed path takes, shorter than anybody takes a standing picture for a live one [CDV]',
  },
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
  source: { zh: '一条套接字消息最多容纳 64 KiB', en: 'a socket message holds 64 KiB' },
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
  source: {
    zh: '超过此值，单线程媒体进程的队列不断增长',
    en: 'above this the queue of a single-threaded worker grows',
  },
  twoPerson: true,
});
export const videoMaxLoopDelayMs = setting({
  key: 'conference.video-max-loop-delay-ms',
  group: 'conference',
  label: { zh: '服务响应迟滞多少时不再接受新画面', en: 'Delay of the server at which no new picture is taken' },
  unit: 'milliseconds',
  schema: wholeNumber(20, 5000),
  default: 250,
  source: { zh: '此时人人都会感到响应迟缓', en: 'calls are then felt as slow by everybody' },
  twoPerson: true,
});
export const videoMaxConsumers = setting({
  key: 'conference.video-max-consumers',
  group: 'conference',
  label: { zh: '每个媒体进程最多转发的画面数', en: 'Pictures one media worker forwards at most' },
  unit: 'count',
  schema: wholeNumber(4, 5000),
  default: 400,
  source: { zh: '测得本机能力之前的上限', en: 'bound until the capacity of the machine was measured' },
  twoPerson: true,
});
export const videoReservePercent = setting({
  key: 'conference.video-reserve-percent',
  group: 'conference',
  label: { zh: '为特别重大、重大事件保留的画面能力', en: 'Capacity kept for extraordinary and major incidents' },
  unit: 'percent',
  schema: wholeNumber(0, 50),
  default: 15,
  source: { zh: 'I、II 级事件的会议优先保留画面', en: 'a call of level I or II keeps its pictures first' },
  twoPerson: true,
});

export const preferH264 = setting({
  key: 'conference.prefer-h264',
  group: 'conference',
  label: { zh: '画面优先用 H.264 编码（1 是，0 否）', en: 'Send pictures in H.264 where a device can (1 yes, 0 no)' },
  unit: 'count',
  schema: wholeNumber(0, 1),
  default: 0,
  source: {
    zh: '默认 VP8：各端均可分三层；H.264 可减轻以硬件编码的手机与单兵设备的负担',
    en: 'VP8 is the default: three layers everywhere; H.264 spares phones and body-worn units that encode it in hardware',
  },
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
  source: {
    zh: '默认关闭：多数手机以软件编码 VP9，以硬件编码 H.264；已见其在 Chromium 上可用 [CDV]',
    en: 'off: most phones encode VP9 in software, H.264 in hardware; seen to work in Chromium [CDV]',
  },
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
  source: {
    zh: '检测把一路画面传回发送者，负载约等于两人通话',
    en: 'a test carries one picture back to its sender: about the load of a call of two',
  },
  twoPerson: false,
});
export const probeSeconds = setting({
  key: 'conference.probe-seconds',
  group: 'conference',
  label: { zh: '一次线路检测的最长时间', en: 'Longest time of one line test' },
  unit: 'seconds',
  schema: wholeNumber(1, 30),
  default: 30,
  source: {
    zh: '线路差时连接最长需 15 s，测量需 4 s',
    en: 'connecting takes up to 15 s on a bad line, the measure 4 s',
  },
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
  source: {
    zh: '每个席位最多查询八次，每轮最多一千次；监控指标约每 15 s 采集一次',
    en: 'at most eight questions a seat and a thousand a round; a scrape of the metrics comes every 15 s or so',
  },
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
