/** Why a base map in this datum is refused; null for WGS-84. */
export function datumProblem(datum: string): string | null {
  const plain = datum.toUpperCase().replaceAll(/[^A-Z0-9]/gu, '');
  if (plain === 'WGS84') return null;
  if (plain === 'GCJ02') return shifted('GCJ-02');
  if (plain === 'BD09') return shifted('BD-09');
  return `不认识坐标系“${datum}”，只接受 WGS-84 / the datum "${datum}" is not known; only WGS-84 is taken`;
}

/**
 * Map services of China whose tiles are shifted against WGS-84, by the end of their host's name: Gaode, Tencent and Google's
 * Chinese host draw in GCJ-02, Baidu in BD-09.
 */
const SHIFTED_HOSTS: Readonly<Record<string, string>> = {
  ...{ 'autonavi.com': 'GCJ-02', 'amap.com': 'GCJ-02', 'map.qq.com': 'GCJ-02', 'map.gtimg.com': 'GCJ-02' },
  ...{ 'google.cn': 'GCJ-02', 'baidu.com': 'BD-09', 'bdimg.com': 'BD-09' },
};

/** Why this host's tiles are refused whatever the file says of their datum; null for any other host. */
export function shiftedHostProblem(host: string): string | null {
  const name = host.toLowerCase().replace(/:\d+$/u, '').replace(/\.+$/u, '');
  const known = Object.keys(SHIFTED_HOSTS).find((end) => name === end || name.endsWith(`.${end}`));
  return known === undefined ? null : `${host}: ${shifted(SHIFTED_HOSTS[known] ?? '')}`;
}

function shifted(datum: string): string {
  return `${datum} 坐标与 WGS-84 相差 100–700 米，船舶和泊位会画错位置，不能用作底图；请换 WGS-84 的数据 / ${datum} lies 100–700 m off WGS-84: vessels and berths would stand at wrong places; take data in WGS-84`;
}
