import type { AppCalls } from '@haigang/shared/protocol';
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
