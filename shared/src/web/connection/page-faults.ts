import { MOST_FAULT_CHARACTERS, type PageFaultReport } from '../../features/identity/identity.protocol.js';
import type { Connection } from './connection.js';

const open = new Set<Connection>();

/** [FAULT2] The centre hears by this connection what fails on the page, as long as it is open. */
export function hearFaults(connection: Connection): void {
  open.add(connection);
  connection.scope.defer(() => open.delete(connection));
}

/** A part that failed is taken down and drawn anew within this time, ms. */
const TAKEN_DOWN_MS = 2000;
let failedAt = -Infinity;

export function noteFault(): void {
  failedAt = performance.now();
}

/** [FAULT1] The page's seat ends or begins now because what held it failed, not because somebody wanted it to. */
export function isFailing(): boolean {
  return performance.now() - failedAt < TAKEN_DOWN_MS;
}

/** Tells the centre; what cannot be told now is not kept. */
export function tellFault({ part, message, stack }: PageFaultReport): void {
  const told = {
    part: part.slice(0, MOST_FAULT_CHARACTERS.part),
    message: message.slice(0, MOST_FAULT_CHARACTERS.message),
    stack: stack.slice(0, MOST_FAULT_CHARACTERS.stack),
  };
  for (const connection of open) {
    if (connection.state.getState().link.phase !== 'live') continue;
    connection.call('identity:report-fault', told).catch(() => undefined);
  }
}
