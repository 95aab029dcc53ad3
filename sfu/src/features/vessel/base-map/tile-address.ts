import { z } from 'zod';
import { shiftedHostProblem } from './datum.js';

/** Scheme and host of an address on another host; a path of this server's own address has none. */
const ORIGIN = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?(?=[/?]|$)/iu;
const LONGEST = 2000;

/** The origin a browser asks for tiles of this address; null for a path on this server. */
export function originOf(address: string): string | null {
  return ORIGIN.exec(address)?.[0].toLowerCase() ?? null;
}

/** Where tiles come from: `https://host/…`, or `/…` for a path a reverse proxy serves beside us. */
export const TileAddress = z
  .string('须填写地址 / an address is needed')
  .max(LONGEST)
  .superRefine((address, context) => {
    const problem = addressProblem(address);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });

function addressProblem(address: string): string | null {
  if (/[\s\p{Cc}\\]/u.test(address)) {
    return '地址中有空白字符或反斜杠 / the address has spaces or backslashes in it';
  }
  if (/^\/(?!\/)/u.test(address)) return null;
  if (/^http:/iu.test(address)) {
    return '浏览器不在 https 页面中读取 http 地址；请改用 https，或由反向代理以“/路径”提供 / a browser does not read http from an https page: take https, or a "/path" of a reverse proxy';
  }
  const origin = originOf(address);
  if (origin === null || !URL.canParse(origin)) {
    return '须以 https://主机名/ 或“/路径”开头，主机名只含字母、数字、点和连字符，不含用户名和密码 / begins with https://host/ or "/path"; the host has letters, digits, dots and hyphens, and no user or password';
  }
  return shiftedHostProblem(new URL(origin).host);
}

const ASKED = ['{z}', '{x}', '{y}'];

/** An address of XYZ tiles: as above, with {z}, {x} and {y} in it and no other braces. */
export const XyzAddress = TileAddress.refine(
  (address) =>
    ASKED.every((part) => address.includes(part)) &&
    [...address.matchAll(/\{[^}]*\}?/gu)].every(([part]) => ASKED.includes(part)),
  '须含 {z}、{x}、{y}，不可有其他花括号 / has {z}, {x} and {y} in it, and no other braces',
);
