export const stageZh = {
  texts: {
    stage: {
      more: '另有 {{count}} 人，见名单',
      pick: '在本屏放大',
      screen: '屏幕共享',
      layout: '布局',
      focus: '现场为主',
      speaker: '跟随讲话者',
      grid: '宫格',
    },
  },
  log: {},
  error: {},
} as const;
