import { every } from '@haigang/shared/kernel/every';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasRole, type Principal } from '@haigang/shared/features/identity/identity.model';
import type { Position } from '@haigang/shared/kernel/position';
import { useConnection } from '@haigang/shared/web/connection';
import { useWakeLock } from '@haigang/shared/web/ui';
import { currentFix, fixAgeMs, toFix, type Fix } from './fix.js';
import { useBattery } from './use-battery.js';
import { useNetwork, type Network } from './use-network.js';

export interface Duty extends Network {
  readonly onDuty: boolean;
  readonly foreground: boolean;
  readonly position: Position | null;
  readonly batteryPercent: number | null;
  setOnDuty(on: boolean): void;
  /**
   * The position and how old it is, milliseconds, asked for if unknown or older than wanted; null when the phone gives none
   * within 5 s. An older one is better than none.
   */
  locate(wish?: {
    readonly notOlderThanMs: number;
  }): Promise<{ readonly position: Position; readonly positionAgeMs: number } | null>;
}

const STORED = 'haigang.on-duty';
const REPORT_EVERY_MS = 20_000;

/** [PRE3] On duty the screen stays on, the position is watched, and the centre knows that this phone can be reached; not of who does not stand on duty. */
export function useDuty(
  soundBlocked: boolean,
  { surface = 'field', stands = true }: { surface?: 'field' | 'kiosk'; stands?: boolean } = {},
): Duty {
  const connection = useConnection();
  const [wanted, setStored] = useState(() => localStorage.getItem(STORED) !== 'no');
  const onDuty = stands && wanted;
  const foreground = useForeground();
  const fix = useWatchedFix(onDuty);
  const position = fix?.position ?? null;
  const batteryPercent = useBattery();
  const { network, networkType } = useNetwork();
  useWakeLock(onDuty);
  useEffect(() => {
    const report = (): void => {
      const request = {
        surface,
        foreground,
        onDuty,
        soundBlocked,
        position: fix?.position ?? null,
        // By the server's clock: this device's own may be wrong.
        positionAt: fix ? connection.serverNow() - fixAgeMs(fix, Date.now()) : null,
        batteryPercent,
        network,
        networkType,
      };
      // Lossy by design: the next report says the same.
      void connection.call('identity:report-presence', request).catch(() => undefined);
    };
    const stop = connection.onLive(report);
    const stopRepeating = every(REPORT_EVERY_MS, report);
    return () => {
      stop();
      stopRepeating();
    };
  }, [connection, onDuty, foreground, fix, batteryPercent, network, networkType, soundBlocked, surface]);
  const setOnDuty = useCallback((on: boolean) => {
    localStorage.setItem(STORED, on ? 'yes' : 'no');
    setStored(on);
  }, []);
  const locate = useCallback<Duty['locate']>(
    async (wish) => {
      const isGood = fix && (!wish || fixAgeMs(fix, Date.now()) <= wish.notOlderThanMs);
      const found = isGood ? fix : ((await currentFix()) ?? fix);
      return found && { position: found.position, positionAgeMs: fixAgeMs(found, Date.now()) };
    },
    [fix],
  );
  return { onDuty, foreground, position, batteryPercent, network, networkType, setOnDuty, locate };
}

export function DutySwitch({ duty }: { duty: Duty }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="card row">
      <div className="sp">
        <b>{duty.onDuty ? t('field.onDuty') : t('field.offDuty')}</b>
        <p className="t2">{t('field.dutyHint')}</p>
        <p className="t3 n">
          {duty.position
            ? t('field.position', { metres: Math.round(duty.position.accuracyMetres ?? 0) })
            : t('field.noPosition')}
        </p>
      </div>
      <button type="button" className="btn tall" onClick={() => duty.setOnDuty(!duty.onDuty)}>
        {duty.onDuty ? t('field.goOffDuty') : t('field.goOnDuty')}
      </button>
    </section>
  );
}

/** [PRE3] For who does not stand on duty: where his work is. */
export function DeskHint({ principal }: { principal: Principal }): ReactNode {
  const { t } = useTranslation();
  if (hasRole(principal, 'declarant')) return <p className="card t2">{t('field.declarantHint')}</p>;
  return (
    <section className="card row">
      <p className="sp t2">{t('field.deskHint')}</p>
      <a className="btn tall" href="/">
        {t('field.openDesk')}
      </a>
    </section>
  );
}

function useForeground(): boolean {
  const [foreground, setForeground] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    const changed = (): void => setForeground(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  return foreground;
}

/** Off duty nothing is watched and nothing remembered. */
export function useWatchedFix(watch: boolean): Fix | null {
  const [fix, setFix] = useState<Fix | null>(null);
  useEffect(() => {
    if (!watch || !('geolocation' in navigator)) return undefined;
    const id = navigator.geolocation.watchPosition(
      (found) => setFix(toFix(found)),
      () => setFix(null),
      { enableHighAccuracy: true, maximumAge: 10_000 },
    );
    return () => {
      navigator.geolocation.clearWatch(id);
      setFix(null);
    };
  }, [watch]);
  return fix;
}
