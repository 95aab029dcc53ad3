import { every } from '@haigang/shared/kernel/every';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '@haigang/shared/kernel/position';
import { useConnection } from '@haigang/shared/web/connection';
import { useWakeLock } from '@haigang/shared/web/ui';

export interface Duty {
  readonly onDuty: boolean;
  readonly foreground: boolean;
  readonly position: Position | null;
  readonly batteryPercent: number | null;
  readonly network: string | null;
  setOnDuty(on: boolean): void;
  /** The position now, asked for if unknown; null when the phone gives none within 5 s. */
  locate(): Promise<Position | null>;
  /** How old the watched position is by this device's own clock, milliseconds; 0 when it was asked for just now. */
  positionAgeMs(): number;
}

const STORED = 'haigang.on-duty';
const REPORT_EVERY_MS = 20_000;

/** On duty the screen stays on, the position is watched, and the centre knows that this phone can be reached. */
export function useDuty(soundBlocked: boolean, surface: 'field' | 'kiosk' = 'field'): Duty {
  const connection = useConnection();
  const [onDuty, setStored] = useState(() => localStorage.getItem(STORED) !== 'no');
  const foreground = useForeground();
  const position = useWatchedPosition(onDuty);
  const batteryPercent = useBattery();
  const network = networkKind();
  useWakeLock(onDuty);
  const positionAt = useRef<number | null>(null);
  useEffect(() => {
    positionAt.current = position ? Date.now() : null;
  }, [position]);
  useEffect(() => {
    const report = (): void => {
      const request = {
        surface,
        foreground,
        onDuty,
        soundBlocked,
        position,
        positionAt: positionAt.current,
        batteryPercent,
        network,
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
  }, [connection, onDuty, foreground, position, batteryPercent, network, soundBlocked, surface]);
  const setOnDuty = useCallback((on: boolean) => {
    localStorage.setItem(STORED, on ? 'yes' : 'no');
    setStored(on);
  }, []);
  const locate = useCallback(() => (position ? Promise.resolve(position) : currentPosition()), [position]);
  const positionAgeMs = useCallback(
    () => (positionAt.current === null ? 0 : Math.max(0, Date.now() - positionAt.current)),
    [],
  );
  return { onDuty, foreground, position, batteryPercent, network, setOnDuty, locate, positionAgeMs };
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

function useForeground(): boolean {
  const [foreground, setForeground] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    const changed = (): void => setForeground(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  }, []);
  return foreground;
}

function useWatchedPosition(watch: boolean): Position | null {
  const [position, setPosition] = useState<Position | null>(null);
  useEffect(() => {
    if (!watch || !('geolocation' in navigator)) return;
    const id = navigator.geolocation.watchPosition(
      (found) => setPosition(toPosition(found)),
      () => setPosition(null),
      { enableHighAccuracy: true, maximumAge: 10_000 },
    );
    return () => navigator.geolocation.clearWatch(id);
  }, [watch]);
  return position;
}

function currentPosition(): Promise<Position | null> {
  if (!('geolocation' in navigator)) return Promise.resolve(null);
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      (found) => resolve(toPosition(found)),
      () => resolve(null),
      { enableHighAccuracy: true, timeout: 5000, maximumAge: 60_000 },
    );
  });
}

function toPosition({ coords }: GeolocationPosition): Position {
  return { lat: coords.latitude, lon: coords.longitude, accuracyMetres: coords.accuracy };
}

interface Battery extends EventTarget {
  readonly level: number;
}

function useBattery(): number | null {
  const [percent, setPercent] = useState<number | null>(null);
  useEffect(() => {
    const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<Battery> };
    if (!getBattery) return;
    let stop: (() => void) | undefined;
    let gone = false;
    void getBattery.call(navigator).then((battery) => {
      const read = (): void => setPercent(Math.round(battery.level * 100));
      if (gone) return;
      read();
      battery.addEventListener('levelchange', read);
      stop = () => battery.removeEventListener('levelchange', read);
    });
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
  return percent;
}

function networkKind(): string | null {
  const { connection } = navigator as Navigator & { connection?: { effectiveType?: string } };
  return connection?.effectiveType ?? null;
}
