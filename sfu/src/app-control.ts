import { AppError } from '@haigang/shared/kernel/errors';
import { ResetPassword, resetPassword } from './features/identity/index.js';
import { openControlSocket, type ControlCommands } from './platform/control/control-socket.js';

type SocketOptions = Parameters<typeof openControlSocket>[0];

/** What `npm run admin` may ask of a running server. */
export async function openControl(
  socket: Omit<SocketOptions, 'commands'>,
  deps: Parameters<typeof resetPassword>[0],
): Promise<void> {
  const commands: ControlCommands = {
    'reset-password': (input) => {
      const parsed = ResetPassword.safeParse(input);
      if (parsed.success) return resetPassword(deps, parsed.data);
      const message =
        '账户名或新密码不合规（密码至少 10 位） / the name or the new password is not allowed (10 characters at least)';
      return Promise.reject(new AppError('invalid_input', 'control.invalid', message));
    },
  };
  await openControlSocket({ ...socket, commands });
}
