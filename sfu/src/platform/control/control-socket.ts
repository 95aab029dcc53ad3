import { chmodSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, ERROR_CODES, type ErrorCode } from '@haigang/shared/kernel/errors';
import type { Scope } from '@haigang/shared/kernel/scope';
import type { Logger } from '../logger.js';

/** A Unix socket's path cannot be longer (sun_path, unix(7)). */
const MAX_PATH_BYTES = 107;
const MAX_LINE_BYTES = 16_384;
const TIMEOUT_MS = 15_000;

/** [CTL1] What the server's console may ask of the running server, by name; each parses its own input. */
export type ControlCommands = Readonly<Record<string, (input: unknown) => Promise<unknown>>>;

const Request = z.object({ command: z.string(), input: z.unknown() });
const Codes = z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]);
const Reply = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), code: Codes, reason: z.string(), message: z.string() }),
]);

export function controlPath(dataDir: string): string {
  return join(dataDir, 'control.sock');
}

/**
 * Listens on `<dataDir>/control.sock`, which only the server's own user and root can open (0600 in a 0700 folder): one
 * JSON line in, one out. Where the path is too long for a socket the server runs without and says so.
 */
export async function openControlSocket(options: {
  readonly dataDir: string;
  readonly scope: Scope;
  readonly logger: Logger;
  readonly commands: ControlCommands;
}): Promise<void> {
  const { scope, logger, commands } = options;
  const path = controlPath(options.dataDir);
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    logger.warn({ path }, 'the path is too long for a control socket: console commands need a stopped server');
    return;
  }
  // The folder's lock says that no other server lives, so what is left there is of a dead one.
  rmSync(path, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    serve(socket, commands).catch((failure: unknown) => {
      logger.error({ err: failure }, 'a console command failed');
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve));
  chmodSync(path, 0o600);
  scope.defer(
    () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  );
}

async function serve(socket: Socket, commands: ControlCommands): Promise<void> {
  const { command, input } = Request.parse(JSON.parse(await readLine(socket)));
  const handler = Object.hasOwn(commands, command) ? commands[command] : undefined;
  const reply: z.input<typeof Reply> = handler
    ? await handler(input).then((value) => ({ ok: true as const, value }), refusal)
    : { ok: false, code: 'not_found', reason: 'control.unknown', message: `no command ${command}` };
  socket.end(`${JSON.stringify(reply)}\n`);
}

function refusal(failure: unknown): z.input<typeof Reply> {
  if (!(failure instanceof AppError)) throw failure;
  return { ok: false, code: failure.code, reason: failure.reason, message: failure.message };
}

/** Asks the running server; throws its refusal, or `control.no-server` where none listens. */
export async function askServer(dataDir: string, command: string, input: unknown): Promise<unknown> {
  const socket = connect(controlPath(dataDir));
  try {
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  } catch (cause) {
    const message =
      '服务器正在运行，但没有控制接口，请停止服务器后再试 / the server runs but has no control socket: stop it, then try again';
    throw new AppError('unavailable', 'control.no-server', message, { cause });
  }
  socket.write(`${JSON.stringify({ command, input })}\n`);
  const reply = Reply.parse(JSON.parse(await readLine(socket)));
  socket.destroy();
  if (!reply.ok) throw new AppError(reply.code, reply.reason, reply.message);
  return reply.value;
}

function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (why: string): void => {
      socket.destroy();
      reject(new AppError('unavailable', 'control.broken', why));
    };
    socket.setTimeout(TIMEOUT_MS, () => fail('no answer in time'));
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
      const end = text.indexOf('\n');
      if (end !== -1) resolve(text.slice(0, end));
      else if (text.length > MAX_LINE_BYTES) fail('line too long');
    });
    socket.on('close', () => fail('closed without an answer')).on('error', (failure) => fail(failure.message));
  });
}
