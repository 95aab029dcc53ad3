import type { z } from 'zod';
import type { Principal } from '@haigang/shared/features/identity/identity.model';
import type { Call, Calls } from '@haigang/shared/kernel/contract';
import type { Unit } from '../storage/unit-of-work.js';
import type { Connection } from './connection.js';

/** Who calls, from where. `connection` is null for REST calls. */
export interface CallContext {
  readonly principal: Principal;
  readonly sessionId: string;
  readonly client: string | null;
  readonly connection: Connection | null;
}

type Handler<C extends Call> = C['kind'] extends 'mutation'
  ? (unit: Unit, request: z.output<C['request']>, context: CallContext) => Promise<z.input<C['response']>>
  : (context: CallContext, request: z.output<C['request']>) => Promise<z.input<C['response']>>;

/** One handler per call of a feature; a missing one is a type error. No handler ever sees unparsed input. */
export type Handlers<C extends Calls> = { readonly [K in keyof C]: Handler<C[K]> };
