export const annotationZh = { texts: {}, log: {}, error: {} } as const;
