export const exchangeZh = { texts: {}, log: {}, error: {} } as const;
