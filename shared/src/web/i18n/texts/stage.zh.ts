export const stageZh = {
  texts: {
    keys: {
      title: '键盘操作',
      help: '键盘操作一览',
      note: '此刻可用的按键。正在输入文字时字母键照常输入；对话框打开时按键只用于对话框。',
      escape: '关闭对话框或面板；返回港区态势（会议继续）',
      microphone: '静音 / 取消静音',
      camera: '开 / 关摄像头',
      screen: '开始 / 停止共享屏幕',
      hand: '举手 / 放下',
      message: '写会议消息',
      lobby: '转到等候室，回车准入',
      decision: '打开待决的决策单，或提出新的',
      askedOfYou: '打开等您处理的决策或部署',
    },
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
