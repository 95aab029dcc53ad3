export const fieldZh = {
  texts: {
    field: {
      centreConnected: '中心已连接',
      onDuty: '值班中',
      offDuty: '未值班',
      goOnDuty: '开始值班',
      goOffDuty: '结束值班',
      dutyHint: '值班时屏幕保持常亮；离开本页中心将显示“联系不上”',
      keepForeground: '请保持本页在前台',
      openInBrowser: '请在浏览器中打开',
      openInBrowserText:
        '微信等应用内置的页面不能使用摄像头与麦克风。请点右上角“…”，选择“在浏览器打开”，或复制网址到浏览器。',
      copyAddress: '复制网址',
      callDuty: '电话值班室',
      offlineTitle: '离线 {{elapsed}}',
      offlineText: '视频会议须有网络；恢复后自动重连。',
      updateReady: '新版本已就绪',
      updateNow: '更新并重新打开',
      position: '定位 ±{{metres}} 米',
      noPosition: '没有定位',
    },
  },
  log: {},
  error: {},
} as const;
