import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { AppError } from '../../kernel/errors.js';
import { Instant, toInstant } from '../../kernel/time.js';
import { perConnection, type Connection } from '../connection/index.js';

const Pressed = z.object({ decisionId: z.string(), principalId: z.string(), pressedAt: Instant });
const Stored = z.array(Pressed);
export type Pressed = z.infer<typeof Pressed>;

/** Acknowledgements this device still owes the centre. */
export interface AckOutbox {
  readonly state: StoreApi<{ readonly waiting: readonly Pressed[] }>;
  /** Keeps the press on the device, then sends it; rejects when the centre refuses it for good. */
  press(decisionId: string): Promise<void>;
}

const KEPT_AS = 'haigang.order-acknowledgements';

type Wire = Pick<Connection, 'call' | 'serverNow' | 'onLive' | 'entities' | 'scope'> & {
  readonly state: Pick<Connection['state'], 'getState'>;
};

/**
 * [DEC13] A press is on the device before it is sent, and leaves it when the centre has it or refuses it for good. A
 * lost link keeps it; another person's page on the same device does not send it.
 */
export function createAckOutbox(connection: Wire, storage: Pick<Storage, 'getItem' | 'setItem'>): AckOutbox {
  const state = createStore<{ readonly waiting: readonly Pressed[] }>(() => ({ waiting: read(storage) }));
  const keep = (change: (known: readonly Pressed[]) => readonly Pressed[]): void => {
    const waiting = change(state.getState().waiting);
    storage.setItem(KEPT_AS, JSON.stringify(waiting));
    state.setState({ waiting });
  };
  const without = (one: Pressed) => (known: readonly Pressed[]) =>
    known.filter((other) => other.decisionId !== one.decisionId || other.principalId !== one.principalId);

  async function send(one: Pressed): Promise<void> {
    try {
      const { decisionId: id, pressedAt } = one;
      connection.entities.upsert('decision', await connection.call('decision:acknowledge', { id, pressedAt }));
    } catch (failure) {
      if (failure instanceof AppError && !failure.retry) keep(without(one));
      throw failure;
    }
    keep(without(one));
  }

  connection.scope.defer(
    connection.onLive((me) => {
      const mine = state.getState().waiting.filter((one) => one.principalId === me.principal.id);
      // What could not be sent now is tried when the link is live again; its card says that it waits.
      for (const one of mine) send(one).catch(() => undefined);
    }),
  );

  return {
    state,
    press: async (decisionId) => {
      const { me, link } = connection.state.getState();
      if (!me) throw new AppError('unavailable', 'link.offline', 'nobody is signed in');
      const one = { decisionId, principalId: me.principal.id, pressedAt: toInstant(connection.serverNow()) };
      keep((known) => [...without(one)(known), one]);
      if (link.phase !== 'live') return;
      await send(one).catch((failure: unknown) => {
        if (failure instanceof AppError && failure.retry) return;
        throw failure;
      });
    },
  };
}

function read(storage: Pick<Storage, 'getItem'>): readonly Pressed[] {
  try {
    return Stored.parse(JSON.parse(storage.getItem(KEPT_AS) ?? '[]'));
  } catch {
    // Somebody else's or a damaged value: nothing of ours to send.
    return [];
  }
}

export const ackOutboxOf = perConnection((connection) => createAckOutbox(connection, localStorage));
