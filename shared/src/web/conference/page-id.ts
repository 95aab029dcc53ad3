/** Names this page over all its seats, until it is loaded anew. [CONF7] */
export const PAGE_ID: string = crypto.randomUUID();
