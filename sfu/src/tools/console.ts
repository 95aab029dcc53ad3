import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { AppError } from '@haigang/shared/kernel/errors';

export const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Asks on the terminal without showing what is typed. Throws `console.no-terminal` where nobody can answer. */
export async function askSecret(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new AppError(
      'invalid_input',
      'console.no-terminal',
      `${question}: 没有终端可以输入 / there is no terminal to ask on`,
    );
  }
  process.stdout.write(`${question}: `);
  const hidden = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: hidden, terminal: true });
  const answer = await new Promise<string>((resolve) => lines.question('', resolve));
  lines.close();
  process.stdout.write('\n');
  return answer;
}

/** Asks twice where a mistyped secret could not be found out later. */
export async function askNewSecret(question: string, minimumLength: number): Promise<string> {
  const secret = await askSecret(`${question}（至少 ${minimumLength} 位 / at least ${minimumLength} characters）`);
  if (secret.length < minimumLength) {
    throw new AppError('invalid_input', 'console.too-short', `太短 / too short: ${secret.length} < ${minimumLength}`);
  }
  if ((await askSecret('再输一次 / once more')) !== secret) {
    throw new AppError('invalid_input', 'console.not-the-same', '两次输入不同 / the two are not the same');
  }
  return secret;
}
