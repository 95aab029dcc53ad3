/** The past on the chart. */
export const replayZh = {
  title: '回放',
  mark: '回放 REPLAY',
  beijing: '北京时间',
  now: '回到现在',
  play: '播放',
  pause: '暂停',
  playPause: '回放：播放 / 暂停',
  hourBack: '后退 1 小时',
  hourOn: '前进 1 小时',
  within: '本小时内的时刻',
  when: '时刻',
  speed: '速度',
  loading: '正在读取…',
  nothing: '此时此处没有记录',
} as const;
