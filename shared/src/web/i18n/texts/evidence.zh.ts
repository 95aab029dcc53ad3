export const evidenceZh = { texts: {}, log: {}, error: {} } as const;
