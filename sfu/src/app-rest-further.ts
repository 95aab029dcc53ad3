import { z } from 'zod';
import { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import { UPLOAD_CHUNK_BYTES, UPLOADS_PATH } from '@haigang/shared/features/evidence/evidence.protocol';
import { LinkToken } from './features/conference/index.js';
import { SnapshotRequest } from './features/evidence/index.js';
import { DisplayRequest, Setup } from './features/identity/index.js';
import type { OtherRoute } from './platform/http/openapi.js';

const TUS = { 'Tus-Resumable': '1.0.0' };
const Ready = z.object({ ok: z.boolean(), mediaWorkers: z.int().optional() });

/** Pictures of cameras, and files that become evidence: sent by tus 1.0, read again as bytes. */
const FILE_ROUTES: readonly OtherRoute[] = [
  {
    ...{ method: 'get', path: '/api/cameras/{id}/hls/index.m3u8', operationId: 'camera_playlist', status: 200 },
    summary: { zh: '摄像机画面的 HLS 播放列表；观看记入审计', en: 'HLS playlist of a camera; watching is recorded' },
    responseType: 'application/vnd.apple.mpegurl',
  },
  {
    ...{ method: 'get', path: '/api/cameras/{id}/hls/{file}', operationId: 'camera_segment', status: 200 },
    summary: { zh: '播放列表中的一段', en: 'A segment of that playlist' },
    responseType: 'video/mp4',
  },
  {
    ...{ method: 'post', path: '/api/cameras/{id}/snapshot', operationId: 'camera_snapshot', status: 201 },
    summary: { zh: '截取摄像机当前画面，作为事件证据', en: 'What a camera shows now becomes evidence of an incident' },
    request: SnapshotRequest,
    response: EvidenceFile,
  },
  {
    ...{ method: 'get', path: '/api/evidence/{id}', operationId: 'evidence_original', status: 200 },
    summary: { zh: '证据原件，作为附件下载；下载记入审计', en: 'The original, to be saved; reading it is recorded' },
    responseType: 'application/octet-stream',
  },
  {
    ...{ method: 'get', path: '/api/evidence/{id}/preview', operationId: 'evidence_preview', status: 200 },
    summary: { zh: '图片证据的预览', en: 'Preview of a picture' },
    responseType: 'image/jpeg',
  },
  {
    ...{ method: 'post', path: UPLOADS_PATH, operationId: 'upload_create', status: 201 },
    summary: {
      zh: '按 tus 1.0 开始上传，Location 为上传地址',
      en: 'Begin an upload by tus 1.0; Location says where to',
    },
    headers: {
      ...TUS,
      'Upload-Length': 'bytes',
      'Upload-Metadata': 'incidentId | conferenceId, kind, filename, takenAt, sha256, subject (base64)',
    },
  },
  {
    ...{ method: 'head', path: `${UPLOADS_PATH}/{id}`, operationId: 'upload_offset', status: 200 },
    summary: { zh: '已收到多少字节', en: 'How many bytes have arrived' },
    headers: TUS,
  },
  {
    ...{ method: 'patch', path: `${UPLOADS_PATH}/{id}`, operationId: 'upload_continue', status: 204 },
    summary: {
      zh: `续传，每次不超过 ${UPLOAD_CHUNK_BYTES} 字节；最后一次返回 200 与证据`,
      en: `Go on, at most ${UPLOAD_CHUNK_BYTES} bytes at once; the last one is answered with 200 and the evidence`,
    },
    headers: { ...TUS, 'Upload-Offset': 'bytes' },
    requestType: 'application/offset+octet-stream',
  },
  {
    ...{ method: 'delete', path: `${UPLOADS_PATH}/{id}`, operationId: 'upload_cancel', status: 204 },
    summary: { zh: '放弃未完成的上传', en: 'Give an unfinished upload up' },
    headers: TUS,
  },
];

const MAP_ROUTES: readonly OtherRoute[] = [
  {
    ...{ method: 'get', path: '/api/basemap/files/{file}', operationId: 'base_map_file', status: 200 },
    summary: {
      zh: '底图的一个 .pmtiles 文件；按 Range 分段读取',
      en: 'A .pmtiles file of the base map; read in parts by Range',
    },
    responseType: 'application/octet-stream',
  },
];

/** Asked without a session: first start, wall screens, experts' links, and what operators look at. */
const OPEN_ROUTES: readonly OtherRoute[] = [
  {
    ...{ method: 'get', path: '/api/setup', operationId: 'setup_state', status: 200, open: true },
    summary: { zh: '是否还没有管理员', en: 'Whether the first administrator is still to be made' },
    response: z.object({ needed: z.boolean() }),
  },
  {
    ...{ method: 'post', path: '/api/setup', operationId: 'setup_administrator', status: 201, open: true },
    summary: { zh: '以安装码建立首位管理员', en: 'Make the first administrator by the set-up code' },
    request: Setup,
    response: z.object({}),
  },
  {
    ...{ method: 'post', path: '/api/displays', operationId: 'display_request', status: 201, open: true },
    summary: {
      zh: '显示屏申请配对；已配对时返回 200',
      en: 'A wall screen asks to be paired; a paired one is answered 200',
    },
    request: DisplayRequest,
    response: z.object({ paired: z.boolean() }),
  },
  {
    ...{ method: 'post', path: '/api/expert-links/open', operationId: 'expert_link_open', status: 200, open: true },
    summary: { zh: '查看专家链接，不占用', en: 'Look at an expert’s link; consumes nothing' },
    request: LinkToken,
    response: z.object({
      ...{ expertName: z.string(), expertNameEn: z.string() },
      ...{ incidentNumber: z.string(), expiresAt: z.string() },
    }),
  },
  {
    ...{ method: 'post', path: '/api/expert-links/enter', operationId: 'expert_link_enter', status: 201, open: true },
    summary: { zh: '进入：链接绑定此浏览器', en: 'Enter: binds the link to this browser' },
    request: LinkToken,
    response: z.object({ conferenceId: z.string() }),
  },
  {
    ...{ method: 'get', path: '/api/openapi.json', operationId: 'openapi', status: 200, open: true },
    summary: { zh: '本说明', en: 'This description' },
    responseType: 'application/json',
  },
  {
    ...{ method: 'get', path: '/healthz', operationId: 'health', status: 200, open: true },
    summary: { zh: '进程存活', en: 'The process lives' },
    response: Ready,
  },
  {
    ...{ method: 'get', path: '/readyz', operationId: 'ready', status: 200, open: true },
    summary: { zh: '可以承载会议，否则 503', en: 'Can carry conferences; 503 when it cannot' },
    response: Ready,
  },
  {
    ...{ method: 'get', path: '/metrics', operationId: 'metrics', status: 200, open: true },
    summary: { zh: 'Prometheus 指标：限本机或持令牌者', en: 'Metrics, for this machine or the configured token' },
    responseType: 'text/plain',
  },
];

/** Routes that are no calls of the contract and that the page itself, operators or units use. */
export const FURTHER_ROUTES: readonly OtherRoute[] = [...FILE_ROUTES, ...MAP_ROUTES, ...OPEN_ROUTES];
