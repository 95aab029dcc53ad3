import type { Generated } from 'kysely';

/** Row types of `haigang.db`, one interface per table; migrations beside this file create them. */
export interface MetaTable {
  key: string;
  value: string;
}

/** What an account must keep secret, apart from the account document that administrators see. */
export interface AccountSecretTable {
  account_id: string;
  username: string;
  password_hash: string;
}

export interface SessionTable {
  id: string;
  token_hash: string;
  principal_id: string;
  /** Account, guest link or display behind the session. */
  subject_id: string;
  kind: 'account' | 'guest' | 'wall' | 'device';
  created_at: number;
  expires_at: number;
  revoked_at: number | null;
}

export interface RequestTable {
  principal_id: string;
  request_id: string;
  call: string;
  body_digest: string;
  response: string;
  at: number;
}

export interface ChangeTable {
  seq: number;
  at: number;
  entity: string;
  entity_id: string;
  audience: string;
  previous_audience: string | null;
  value: string | null;
}

export interface AuditTable {
  seq: number;
  at: string;
  org_id: string;
  actor_id: string;
  actor_role: string | null;
  action: string;
  entity: string;
  entity_id: string;
  client: string | null;
  payload_digest: string;
  prev_hash: string;
  hash: string;
}

export interface PayloadTable {
  digest: string;
  payload: string;
}

/** One durable entity as a document with the columns that queries need. */
export interface DocumentTable {
  entity: string;
  id: string;
  org_id: string;
  simulated: number;
  drill: number;
  incident_id: string | null;
  state: string;
  created_at: string;
  revision: number;
  audience: string;
  data: string;
}

export interface IncidentLogTable {
  id: string;
  org_id: string;
  simulated: number;
  drill: number;
  incident_id: string;
  position: number;
  at: string;
  occurred_at: string;
  kind: string;
  actor_id: string;
  actor_name: string;
  actor_role: string | null;
  text_key: string;
  params: string;
  note: string | null;
  digest: string;
  prev_hash: string;
  hash: string;
}

export interface ExpertSecretTable {
  link_id: string;
  token_hash: string;
  /** Session that pressed Enter first; the link then belongs to that browser. */
  bound_session_id: string | null;
  /** Of the key that browser made; it gets a new session token when the answer with its cookie was lost. */
  browser_key_hash: string | null;
}

/** The one code that enrols a device; gone once it was used. */
export interface DeviceCodeTable {
  device_id: string;
  code_hash: string;
  expires_at: number;
}

export interface SettingTable {
  key: string;
  /** JSON; `null` while only a proposal was made. */
  value: string;
  updated_at: string;
  updated_by: string;
  org_id: string;
  revision: number;
  /** JSON of a bilingual name, of the person whose change is in force. */
  changed_by_name: string | null;
  /** JSON of the change that waits for a second person. */
  proposal: string | null;
}

/** What a vessel last said of itself and its voyage, as JSON of `VesselStatic`. */
export interface VesselStaticTable {
  mmsi: string;
  simulated: number;
  data: string;
  /** When it was last said, ms since 1970. */
  heard_at: number;
}

/** A name, IMO number or call sign that an MMSI had and the one it says now. */
export interface VesselIdentityChangeTable {
  id: Generated<number>;
  mmsi: string;
  simulated: number;
  field: string;
  before: string;
  after: string;
  at: number;
  source: string;
}

/** What a port call is found by; the call itself is a document. */
export interface PortCallTable {
  id: string;
  org_id: string;
  mmsi: string;
  simulated: number;
  state: string;
  opened_at: string;
  closed_at: string | null;
}

export interface Database {
  meta: MetaTable;
  account_secrets: AccountSecretTable;
  sessions: SessionTable;
  requests: RequestTable;
  changes: ChangeTable;
  audit: AuditTable;
  audit_payloads: PayloadTable;
  documents: DocumentTable;
  incident_log: IncidentLogTable;
  expert_secrets: ExpertSecretTable;
  device_codes: DeviceCodeTable;
  settings: SettingTable;
  vessel_static: VesselStaticTable;
  vessel_identity_changes: VesselIdentityChangeTable;
  port_calls: PortCallTable;
}
