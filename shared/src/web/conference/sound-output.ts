import { useEffect, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { notify } from '../ui/index.js';
import { deviceChoice, deviceConstraint } from './device-choice.js';
import { useDevices } from './use-devices.js';

/** Whether this browser lets a page pick where its sound goes. */
export function offersSpeakers(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}

/** [MEDIA7] [MEDIA10] Plays an element on the picked speaker, on the system's own when that one is pulled. */
export function useSoundOutput(ref: RefObject<HTMLAudioElement | null>): void {
  const { t } = useTranslation();
  const picked = useStore(deviceChoice, ({ speaker }) => speaker);
  const devices = useDevices(picked);
  const speakers = devices.filter(({ kind }) => kind === 'audiooutput');
  const { exact } = deviceConstraint(speakers, picked) ?? {};
  const sinkId = typeof exact === 'string' ? exact : '';
  const pulled = picked !== null && speakers.length > 0 && sinkId === '';
  useEffect(() => {
    const element = ref.current;
    if (!element || !offersSpeakers() || element.sinkId === sinkId) return;
    // A refusal leaves the sound where it is.
    void element.setSinkId(sinkId).catch(() => undefined);
  }, [ref, sinkId]);
  useEffect(() => {
    if (pulled) notify(t('localDevice.speakerInstead'));
  }, [pulled, t]);
}
