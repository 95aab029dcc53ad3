export const dispatchZh = {
  texts: {
    dispatch: {
      mine: '我的任务',
      none: '没有任务',
      noneHint: '中心派遣的任务会出现在这里',
      confirm: '签收',
      confirmed: '已签收 {{time}}',
      onScene: '到场',
      onSceneAt: '已到场 {{time}}',
      waiting: '未签收 {{elapsed}}',
      team: '派遣',
      acks: '{{done}} / {{all}} 已签收',
      noPosition: '没有定位，到场原因',
      noPositionDefault: '手机无法定位',
    },
  },
  /** Rows of the incident log, by `textKey`. */
  log: {
    dispatched: '派遣 {{team}}',
    'dispatch-confirmed': '{{name}} 签收任务',
  },
  error: {
    'dispatch.position-or-reason': '须有定位或说明原因',
    'dispatch.not-an-officer': '所选人员中有人不是在岗检疫员',
  },
} as const;
