import type { Bilingual } from '../../kernel/bilingual.js';
import { hasRole, type Principal, type Role } from '../identity/identity.model.js';
import type { CameraGroup, CameraPoint, CameraProblem } from './camera.model.js';

const WATCH_ALL: readonly Role[] = ['commander', 'dispatcher', 'auditor', 'display'];
/** Lanes are what the registrar sees (domain.md §5, "camera live"). */
const LANES: readonly CameraGroup[] = ['sanitary', 'radiation'];

/**
 * [CAM2] Who may watch a camera (domain.md §5): commander, dispatcher, auditor and paired walls all of them, the
 * registrar the lanes, everybody else only what was shared with him.
 */
export function mayWatch(
  principal: Pick<Principal, 'roles'>,
  camera: Pick<CameraPoint, 'group'>,
  isShared: boolean,
): boolean {
  if (isShared || hasRole(principal, ...WATCH_ALL)) return true;
  return hasRole(principal, 'registrar') && LANES.includes(camera.group);
}

/** [CAM2] Whether cameras are this person's work at all: where not, their absence is no fault of the source. */
export function isToldOfCameras(principal: Pick<Principal, 'roles'>): boolean {
  return hasRole(principal, ...WATCH_ALL, 'registrar');
}

export const CAMERA_GROUP_NAMES: Readonly<Record<CameraGroup, Bilingual>> = {
  quay: { zh: '码头前沿', en: 'Quay front' },
  yard: { zh: '集装箱堆场', en: 'Container yard' },
  gate: { zh: '集装箱卡口', en: 'Container gate' },
  sanitary: { zh: '卫生处理通道', en: 'Sanitary lane' },
  radiation: { zh: '放射性检测通道', en: 'Radiation lane' },
  vessel: { zh: '国际航行船舶检疫', en: 'Vessel quarantine' },
  container: { zh: '集装箱检疫', en: 'Container quarantine' },
  waste: { zh: '进口废物原料', en: 'Waste raw materials' },
  wood: { zh: '无木通道/木质包装', en: 'Wood packaging' },
  market: { zh: '市场采购监管仓', en: 'Market procurement' },
  distribution: { zh: '出口配送商品', en: 'Export distribution' },
  food: { zh: '进境动植物及食品场库', en: 'Plant, animal and food yards' },
  other: { zh: '其他', en: 'Other' },
};

export const CAMERA_PROBLEM_TEXTS: Readonly<Record<CameraProblem, Bilingual>> = {
  'camera.unreachable': { zh: '无法连接摄像机', en: 'The camera cannot be reached' },
  'camera.auth-failed': { zh: '摄像机拒绝用户名或密码', en: 'The camera refuses the user name or password' },
  'camera.no-such-stream': { zh: '摄像机没有此视频流', en: 'The camera has no such stream' },
  'camera.no-video': { zh: '视频流中没有可用的视频', en: 'The stream carries no usable video' },
  'camera.stalled': { zh: '连接正常但没有画面', en: 'Connected, but no picture arrives' },
  'camera.lost': { zh: '摄像机中断了视频', en: 'The camera ended the stream' },
  'camera.ffmpeg-missing': { zh: '服务器上没有 ffmpeg', en: 'ffmpeg is missing on the server' },
};
