/** The port picture on a phone. */
export const chartZh = {
  texts: {
    chart: {
      open: '港区海图',
      hint: '船舶、事件与我的位置；断网时底图仍可用',
      back: '返回',
      opening: '正在打开海图…',
      noWebGl: '此设备不能绘制海图（无 WebGL 2）',
      legend: '图例',
      me: '我的位置',
      here: '我',
    },
  },
};
