/** Legend and layers of the chart. */
export const chartLayerZh = {
  button: '图层',
  title: '图例与图层',
  names: '船名',
  vectors: '航向线',
  limit: '港界',
  berths: '泊位',
  anchorages: '锚地',
  zones: '管制区域',
  places: '地名',
  cameras: '摄像机与视野',
  officers: '值班人员',
  vectorLength: '航向线长度',
  minutes: '{{count}} 分钟',
  trueScale: '放大后按真实尺寸画船形，圆点为天线位置',
  predicted: '推算：该到的报告没到，按原航向航速推算，点线起于最后报告位置',
  all: '全部显示',
} as const;
