import { setting, wholeNumber } from '../../kernel/settings.js';

const common = { group: 'camera', twoPerson: false } as const;

export const cameraIdleStopSeconds = setting({
  ...common,
  key: 'camera.idle-stop-seconds',
  label: { zh: '无人观看后停止取流', en: 'Stop pulling after nobody watched for' },
  unit: 'seconds',
  schema: wholeNumber(10, 600),
  default: 30,
  source: { zh: '视频监控规则 camera/SPEC.md CAM5', en: 'camera/SPEC.md CAM5' },
});
export const cameraStallSeconds = setting({
  ...common,
  key: 'camera.stall-seconds',
  label: { zh: '无新画面判定为中断', en: 'No new picture counts as a stall after' },
  unit: 'seconds',
  schema: wholeNumber(3, 60),
  default: 6,
  source: { zh: '视频监控规则 camera/SPEC.md CAM5', en: 'camera/SPEC.md CAM5' },
});
export const cameraMaxPullers = setting({
  ...common,
  key: 'camera.max-pullers',
  label: { zh: '同时取流的摄像机数', en: 'Cameras pulled at once' },
  unit: 'count',
  schema: wholeNumber(1, 128),
  default: 32,
  source: { zh: '视频监控规则 camera/SPEC.md CAM7', en: 'camera/SPEC.md CAM7' },
});
export const cameraWatchLogMinutes = setting({
  ...common,
  key: 'camera.watch-log-minutes',
  label: { zh: '同一人观看同一摄像机的记录间隔', en: 'A viewer of a camera is recorded once in' },
  unit: 'minutes',
  schema: wholeNumber(1, 60),
  default: 10,
  source: { zh: '视频监控规则 camera/SPEC.md CAM8', en: 'camera/SPEC.md CAM8' },
  twoPerson: true,
});

export const cameraSettings = [cameraIdleStopSeconds, cameraStallSeconds, cameraMaxPullers, cameraWatchLogMinutes];
