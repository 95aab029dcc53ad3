/** One cookie per kind of page, so that an expert link opened beside a desk does not sign the desk out. */
export const COOKIES = {
  staff: '__Host-haigang-session',
  guest: '__Host-haigang-guest',
  wall: '__Host-haigang-wall',
  device: '__Host-haigang-device',
} as const;
export type CookieName = (typeof COOKIES)[keyof typeof COOKIES];

export function cookieForSurface(surface: string): CookieName {
  if (surface === 'expert') return COOKIES.guest;
  if (surface === 'kiosk') return COOKIES.device;
  return surface === 'wall' ? COOKIES.wall : COOKIES.staff;
}

/** Value of a cookie in a Cookie header; unknown or malformed ones are simply not there. */
export function readCookie(header: string | undefined, name: CookieName): string | undefined {
  if (!header || header.length > 8192) return undefined;
  for (const part of header.split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return rest.join('=');
  }
  return undefined;
}

/** HttpOnly, Secure, SameSite=Lax, Path=/ (design.md §2, sessions). */
export function cookieOptions(lifetimeMs: number): {
  httpOnly: true;
  secure: true;
  sameSite: 'lax';
  path: '/';
  maxAge: number;
} {
  return { httpOnly: true, secure: true, sameSite: 'lax', path: '/', maxAge: lifetimeMs };
}
