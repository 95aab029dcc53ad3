import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import type { CameraGroup } from '@haigang/shared/features/camera/camera.model';
import { CAMERA_GROUP_NAMES } from '@haigang/shared/features/camera/camera.rules';
import type { CameraEntry } from '../camera-config.js';
import { RtspAddress } from '../rtsp-address.js';
import type { ClipName } from './clip-library.js';

const T3: Bilingual = { zh: '北仑三期集装箱码头', en: 'Beilun Phase-3 container terminal' };
const T4: Bilingual = { zh: '北仑四期（穿山）集装箱码头', en: 'Beilun Phase-4 container terminal, Chuanshan' };

type KeyRow = readonly [
  id: string,
  group: CameraGroup,
  zh: string,
  en: string,
  lat: number,
  lon: number,
  bearing: number,
];

/** The sixteen of domain.md §7.2, eight for each terminal. */
const KEY_CAMERAS: readonly KeyRow[] = [
  ['C301', 'quay', '三期前沿1', 'T3 quay 1', 29.9359, 121.881, 20],
  ['C302', 'quay', '三期前沿2', 'T3 quay 2', 29.9354, 121.8845, 20],
  ['C303', 'quay', '三期前沿3', 'T3 quay 3', 29.9346, 121.8885, 20],
  ['C304', 'yard', '三期堆场东', 'T3 yard E', 29.9325, 121.889, 200],
  ['C305', 'yard', '三期堆场西', 'T3 yard W', 29.9335, 121.8815, 200],
  ['C306', 'gate', '三期卡口', 'T3 gate', 29.93, 121.885, 180],
  ['C307', 'sanitary', '三期卫生处理通道', 'T3 sanitary lane', 29.9312, 121.8835, 90],
  ['C308', 'radiation', '三期放射性通道', 'T3 radiation lane', 29.9304, 121.886, 90],
  ['C401', 'quay', '四期前沿1', 'T4 quay 1', 29.895, 122.0205, 15],
  ['C402', 'quay', '四期前沿2', 'T4 quay 2', 29.8945, 122.025, 15],
  ['C403', 'quay', '四期前沿3', 'T4 quay 3', 29.8938, 122.03, 15],
  ['C404', 'yard', '四期堆场东', 'T4 yard E', 29.8915, 122.03, 195],
  ['C405', 'yard', '四期堆场西', 'T4 yard W', 29.8925, 122.0215, 195],
  ['C406', 'gate', '四期卡口', 'T4 gate', 29.889, 122.025, 180],
  ['C407', 'sanitary', '四期卫生处理通道', 'T4 sanitary lane', 29.8902, 122.0235, 90],
  ['C408', 'radiation', '四期放射性通道', 'T4 radiation lane', 29.8894, 122.0262, 90],
];

/** Sites of the other points: name and a reference point on land or quay (domain.md §7.1, schematic ±1 km). */
const SITES: readonly (readonly [short: Bilingual, place: Bilingual, lat: number, lon: number])[] = [
  [{ zh: '三期', en: 'T3' }, T3, 29.935, 121.885],
  [{ zh: '四期', en: 'T4' }, T4, 29.894, 122.025],
  [{ zh: '二期', en: 'T2' }, { zh: '北仑二期集装箱码头', en: 'Beilun Phase-2 terminal' }, 29.937, 121.865],
  [{ zh: '镇海', en: 'Zhenhai' }, { zh: '镇海港区', en: 'Zhenhai port area' }, 29.95, 121.7181],
  [{ zh: '大榭', en: 'Daxie' }, { zh: '大榭港区', en: 'Daxie port area' }, 29.92, 121.95],
];

/** The nine businesses of domain.md §7.5 in their order. */
const BUSINESSES: readonly CameraGroup[] = [
  ...(['vessel', 'container', 'waste', 'wood', 'sanitary', 'radiation', 'market', 'distribution', 'food'] as const),
];

/** Those of a quay look along the ships at it. */
const OF_A_QUAY = { fieldOfViewDeg: 70, rangeMetres: 500 };
const NOT_TOLD = { fieldOfViewDeg: null, rangeMetres: null };

/** P017 … P098: with the sixteen "近百个" points (domain.md §7.2). */
const FIRST_ORDINARY = 17;
const LAST_ORDINARY = 98;

const CLIPS: Partial<Record<CameraGroup, ClipName>> = { quay: 'quay', vessel: 'quay', yard: 'yard', gate: 'gate' };

/** Path in the simulator of a camera that is out of order in the demo: C305 (domain.md §7.2). */
export const DEMO_OFFLINE_PATHS: readonly string[] = ['yard/C305'];

/** All 98 demo points as entries of the simulator on `port`; each is marked simulated. */
export function demoCameras(port: number): CameraEntry[] {
  return [
    ...KEY_CAMERAS.map((row) => keyCamera(port, row)),
    ...Array.from({ length: LAST_ORDINARY - FIRST_ORDINARY + 1 }, (_, index) => ordinaryCamera(port, index)),
  ];
}

function keyCamera(port: number, [id, group, zh, en, lat, lon, bearingDeg]: KeyRow): CameraEntry {
  return {
    ...{ id, group, bearingDeg, name: { zh, en }, place: id.startsWith('C3') ? T3 : T4, position: { lat, lon } },
    ...(group === 'quay' ? OF_A_QUAY : NOT_TOLD),
    ...{ key: true, ptz: group === 'quay' || group === 'yard', simulated: true, address: address(port, group, id) },
  };
}

/** Sites and businesses in turn; the points of a site stand in rows of four behind its quay. */
function ordinaryCamera(port: number, index: number): CameraEntry {
  const id = `P${String(FIRST_ORDINARY + index).padStart(3, '0')}`;
  const group = BUSINESSES[index % BUSINESSES.length] ?? 'other';
  const [short, place, lat, lon] = SITES[index % SITES.length] ?? [T3, T3, 29.935, 121.885];
  const nth = Math.floor(index / SITES.length);
  const position = {
    lat: Number((lat - 0.0025 - Math.floor(nth / 4) * 0.0012).toFixed(4)),
    lon: Number((lon - 0.0045 + (nth % 4) * 0.003).toFixed(4)),
  };
  const label = CAMERA_GROUP_NAMES[group];
  const name = { zh: `${short.zh}${label.zh} ${id}`, en: `${short.en} ${label.en} ${id}` };
  return {
    ...{ id, group, name, place, position, bearingDeg: (index * 40) % 360, ...NOT_TOLD },
    ...{ key: false, ptz: false, simulated: true, address: address(port, group, id) },
  };
}

function address(port: number, group: CameraGroup, id: string): RtspAddress {
  return new RtspAddress(`rtsp://127.0.0.1:${port}/${CLIPS[group] ?? 'lane'}/${id}`);
}
