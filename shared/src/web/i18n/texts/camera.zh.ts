export const cameraZh = {
  texts: {
    camera: {
      short: '视频',
      points: '监控点',
      key: '重点摄像机',
      watched: '正在观看并有画面',
      title: '视频监控',
      online: '在线 {{online}} / {{all}}',
      noPicture: '无画面',
      starting: '正在取流…',
      offline: '离线',
      failed: '取流失败',
      simulated: '模拟画面',
      retry: '重试',
    },
  },
  log: {},
  error: {},
} as const;
