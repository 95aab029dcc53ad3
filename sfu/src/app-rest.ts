import type { AppCalls } from '@haigang/shared/protocol';
import { Camera } from '@haigang/shared/features/camera/camera.model';
import { Device } from '@haigang/shared/features/identity/device.model';
import { Principal } from '@haigang/shared/features/identity/identity.model';
import { z } from 'zod';
import { Credentials, Enrolment } from './features/identity/index.js';
import type { OtherRoute } from './platform/http/openapi.js';
import type { RestRoute } from './platform/http/rest.js';

/** Calls of the contract that third parties reach by REST; routes and the OpenAPI description both come from here. */
export const REST_ROUTES: readonly RestRoute<AppCalls>[] = [
  {
    method: 'get',
    path: '/api/me',
    call: 'identity:me',
    from: 'nothing',
    summary: { zh: '当前登录者', en: 'Who is signed in' },
  },
  {
    method: 'get',
    path: '/api/incidents',
    call: 'incident:list',
    from: 'nothing',
    part: 'incidents',
    summary: { zh: '可见的突发事件', en: 'Incidents the caller may see' },
  },
  {
    method: 'post',
    path: '/api/incidents',
    call: 'incident:report',
    from: 'body',
    summary: { zh: '上报突发事件', en: 'Report an incident' },
  },
  {
    method: 'get',
    path: '/api/incidents/:id',
    call: 'incident:get',
    from: 'path',
    summary: { zh: '一起突发事件', en: 'One incident' },
  },
  {
    method: 'get',
    path: '/api/incidents/:id/log',
    call: 'incident:log',
    from: 'path',
    part: 'entries',
    summary: { zh: '指挥日志', en: 'The log of an incident' },
  },
  {
    method: 'get',
    path: '/api/vessels',
    call: 'vessel:list',
    from: 'nothing',
    part: 'vessels',
    summary: { zh: '船舶AIS现况', en: 'Vessels as AIS reports them now' },
  },
  {
    method: 'get',
    path: '/api/vessels/:mmsi/track',
    call: 'vessel:track',
    from: 'path-and-query',
    summary: {
      zh: '一艘船在一段时间内的航迹，默认最近24小时',
      en: 'Where a vessel went; the last 24 hours by default',
    },
  },
  {
    method: 'get',
    path: '/api/basemap',
    call: 'vessel:base-map',
    from: 'nothing',
    summary: { zh: '本站的底图：各层及其来源', en: 'The base map of the site: its layers and where they come from' },
  },
  {
    method: 'get',
    path: '/api/port-calls',
    call: 'vessel:port-calls',
    from: 'query',
    part: 'calls',
    summary: {
      zh: '船舶在港航次（AIS 推断，人工更正）；读取本身也记入审计',
      en: 'Port calls, proposed by AIS and corrected by persons; reading them is audited',
    },
  },
  {
    method: 'get',
    path: '/api/settings',
    call: 'settings:list',
    from: 'nothing',
    part: 'settings',
    summary: { zh: '系统设置', en: 'The settings of the site' },
  },
  {
    method: 'get',
    path: '/api/audit',
    call: 'audit:list',
    from: 'query',
    part: 'rows',
    summary: { zh: '审计日志；读取本身也记入', en: 'The audit; reading it is recorded too' },
  },
];

/** What third parties need beside the calls: a session, and the cameras. */
export const OTHER_ROUTES: readonly OtherRoute[] = [
  {
    method: 'post',
    path: '/api/session',
    operationId: 'session_open',
    summary: { zh: '登录，返回会话 Cookie', en: 'Sign in; answers the session cookie' },
    request: Credentials,
    status: 201,
    response: z.object({ principal: Principal }),
    open: true,
  },
  {
    method: 'delete',
    path: '/api/session',
    operationId: 'session_close',
    summary: { zh: '退出登录', en: 'Sign out' },
    status: 204,
  },
  {
    method: 'post',
    path: '/api/devices/enrol',
    operationId: 'device_enrol',
    summary: {
      zh: '以登记码登记设备，返回设备 Cookie，按需返回令牌',
      en: 'Enrol a device by its code; answers the device cookie, and the token where it is wanted',
    },
    request: Enrolment,
    status: 201,
    response: z.object({ device: Device, token: z.string().optional() }),
    open: true,
  },
  {
    method: 'get',
    path: '/api/cameras',
    operationId: 'camera_list',
    summary: { zh: '可观看的摄像机', en: 'Cameras the caller may watch' },
    status: 200,
    response: z.array(Camera),
  },
];
