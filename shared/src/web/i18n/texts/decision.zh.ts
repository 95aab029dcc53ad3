export const decisionZh = { texts: {}, log: {}, error: {} } as const;
