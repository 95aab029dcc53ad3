import { useCallback, useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { beijingTime } from '@haigang/shared/kernel/time';
import { useConnection, useConnectionState } from '@haigang/shared/web/connection';
import { networkText } from '@haigang/shared/web/i18n';
import { Fresh, Icon, useServerNow, type IconName } from '@haigang/shared/web/ui';
import type { Duty } from '../features/identity/duty.js';
import '../features/identity/kiosk.css';

/** A key of the unit, on the screen and on the case. `hold`: it acts only after being held, so that nothing hits it by chance. */
export interface KioskKey {
  readonly text: string;
  readonly icon: IconName;
  readonly hold?: boolean;
  readonly inverse?: boolean;
  /** What holding it does where a short press does something else, and its words below the others. */
  readonly held?: { readonly text: string; readonly press: () => void };
  /** Null while the key has nothing to do. */
  readonly press: (() => void) | null;
}

const HOLD_MS = 1000;
/**
 * Keys of the case, as units send them: the talk key is space, the two others 1 and 2, or function keys. Volume and
 * brightness keys are the device's own and never taken.
 */
const PHYSICAL: Readonly<Record<string, 'plate' | 'left' | 'right'>> = {
  ' ': 'plate',
  F1: 'plate',
  '1': 'left',
  F2: 'left',
  '2': 'right',
  F3: 'right',
};

/** 480 × 640: who and how it stands, the picture, one talk plate, two keys. */
export function KioskFrame(props: {
  name: string;
  duty: Duty;
  picture: ReactNode;
  plate: KioskKey & { readonly hint: string; readonly quiet?: boolean };
  left: KioskKey;
  right: KioskKey;
}): ReactNode {
  const { t } = useTranslation();
  const { name, duty, picture, plate, left, right } = props;
  // There is room for little: a browser that says the speed alone says about how fast it is.
  const network = duty.networkType === null && duty.network ? `≈${duty.network.toUpperCase()}` : networkText(t, duty);
  const connection = useConnection();
  const live = useConnectionState((state) => state.link.phase === 'live');
  const now = useServerNow(connection.serverNow);
  const keys = { plate: useKioskKey(plate), left: useKioskKey(left), right: useKioskKey(right) };
  usePhysicalKeys(keys);
  return (
    <main className="kiosk">
      <header>
        <b>{name}</b>
        <span className="sp" />
        <Fresh value={live ? { kind: 'live' } : { kind: 'offline' }} />
        {network === null ? null : <span className="network">{network}</span>}
        {duty.batteryPercent === null ? null : <span className="n">{duty.batteryPercent}%</span>}
        <b className="n">{beijingTime(now).slice(0, 5)}</b>
      </header>
      <section className="picture">{picture}</section>
      <button
        type="button"
        className={`plate${plate.quiet ? ' quiet' : ''}`}
        disabled={!plate.press}
        {...keys.plate.props}
      >
        <Icon name={plate.icon} size={64} />
        <span>
          {plate.text}
          <small>{plate.hint}</small>
        </span>
      </button>
      <nav>
        {([left, right] as const).map((key, at) => (
          <button
            type="button"
            key={at === 0 ? 'left' : 'right'}
            className={key.inverse ? 'inverse' : ''}
            disabled={!key.press && !key.held}
            {...(at === 0 ? keys.left : keys.right).props}
          >
            <Icon name={key.icon} size={44} />
            {key.text}
            {key.held ? <small>{key.held.text}</small> : null}
          </button>
        ))}
      </nav>
    </main>
  );
}

interface PressedKey {
  readonly down: () => void;
  readonly up: () => void;
  readonly props: {
    readonly onPointerDown: () => void;
    readonly onPointerUp: () => void;
    readonly onPointerLeave: () => void;
    readonly onContextMenu: (event: { preventDefault: () => void }) => void;
  };
}

/** A key acts when it goes down; one that is held acts after that time, and where both mean something when it is let go. */
function useKioskKey({ press, hold, held }: KioskKey): PressedKey {
  const timer = useRef<number | null>(null);
  const latest = useRef({ press, held });
  useEffect(() => {
    latest.current = { press, held };
  }, [press, held]);
  const both = held !== undefined;
  const forget = useCallback(() => {
    if (timer.current !== null) window.clearTimeout(timer.current);
    timer.current = null;
  }, []);
  const up = useCallback(() => {
    const short = timer.current !== null;
    forget();
    if (short && both) latest.current.press?.();
  }, [both, forget]);
  const down = useCallback(() => {
    if (hold !== true && !both) {
      latest.current.press?.();
      return;
    }
    forget();
    timer.current = window.setTimeout(() => {
      timer.current = null;
      if (both) latest.current.held?.press();
      else latest.current.press?.();
    }, HOLD_MS);
  }, [hold, both, forget]);
  useEffect(() => forget, [forget]);
  const quietMenu = useCallback((event: { preventDefault: () => void }) => event.preventDefault(), []);
  return {
    down,
    up,
    props: { onPointerDown: down, onPointerUp: up, onPointerLeave: forget, onContextMenu: quietMenu },
  };
}

function usePhysicalKeys(keys: Readonly<Record<'plate' | 'left' | 'right', PressedKey>>): void {
  const { plate, left, right } = keys;
  useEffect(() => {
    const of = (event: KeyboardEvent): PressedKey | null => {
      const place = PHYSICAL[event.key];
      return place === undefined ? null : { plate, left, right }[place];
    };
    const down = (event: KeyboardEvent): void => {
      const key = of(event);
      if (!key) return;
      event.preventDefault();
      if (!event.repeat) key.down();
    };
    const up = (event: KeyboardEvent): void => of(event)?.up();
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    return () => {
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
    };
  });
}
