/** The site's own base map in the administration. */
export const baseMapZh = {
  title: '海图底图',
  datum:
    '坐标须为 WGS-84。GCJ-02（高德、腾讯）和 BD-09（百度）相差 100–700 米，不予采用。底图不用于航行；读不到的部分显示内置海岸线。',
  none: '没有底图，使用内置海岸线。把 .pmtiles 文件或 basemap.json 放入服务器数据目录的 basemap 文件夹，约十秒后重新打开页面。',
  faults: '下列内容没有采用：',
  kind: { 'vector-file': '矢量文件', 'raster-file': '栅格文件', 'raster-tiles': '瓦片服务' },
} as const;
