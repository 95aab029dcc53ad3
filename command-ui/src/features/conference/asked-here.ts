/** The requests that were made on this page: it is led in by their answer, and no other page of the same person is. */
export const askedHere = new Set<string>();
