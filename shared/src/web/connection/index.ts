export type { LinkDoubt } from './link-check.js';
export { openConnection, type Connection, type ConnectionState } from './connection.js';
export { requestJson } from './http.js';
export { renewalHelped, useRenewal } from './renewal.js';
export { insist } from './insist.js';
export { useInsisted } from './use-insisted.js';
export { isLive, isOutdated, type LinkState } from './link-state.js';
export type { EntityState } from './entity-store.js';
export type { Surface } from './socket.js';
export { perConnection } from './per-connection.js';
export {
  ConnectionProvider,
  useConnection,
  useConnectionState,
  useEntities,
  useEntityList,
  usePrincipalIs,
  useSettings,
} from './hooks.js';
export { isFailing, noteFault, tellFault } from './page-faults.js';
export { siteSettings } from './site-settings.js';
export { repeatReport } from './repeated-report.js';
