/** The site's own base map in the administration. */
export const baseMapEn = {
  title: 'Base map of the chart',
  datum:
    'Coordinates must be WGS-84. GCJ-02 (Gaode, Tencent) and BD-09 (Baidu) lie 100–700 m off and are not taken. Not for navigation; where it does not come, the built-in coastline shows.',
  none: 'There is no base map; the built-in coastline is shown. Put .pmtiles files or a basemap.json into the folder basemap of the server’s data folder, and open the page anew some ten seconds later.',
  faults: 'Not taken:',
  kind: { 'vector-file': 'vector file', 'raster-file': 'raster file', 'raster-tiles': 'tile service' },
} as const;
