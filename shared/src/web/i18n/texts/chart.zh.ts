/** The port picture on a phone. */
export const chartZh = {
  texts: {
    chart: {
      open: '港区海图',
      hint: '船舶、事件与我的位置；断网时底图仍可用',
      back: '返回',
      opening: '正在打开海图…',
      notLoaded: '海图没有打开：网络不通，或本机尚未存下海图。连上网络后再按一次。',
      noWebGl: '此设备不能绘制海图（无 WebGL 2）',
      legend: '图例',
      find: '找船',
      findClose: '返回海图',
      findNearest: '本港及周边 {{count}} 艘，由近到远',
      findByName: '本港及周边 {{count}} 艘，按船名排列（尚无本机定位）',
      findNone: '没有符合的船舶：请检查船名、MMSI、IMO 或呼号',
      findNobody: '尚未收到船舶：请检查网络和 AIS 状态',
      findMore: '另有 {{count}} 艘，请多输入几个字',
      me: '我的位置',
      here: '我',
    },
  },
};
