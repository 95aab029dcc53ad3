import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LocalMedia } from './local-media.js';
import type { PreparedMedia } from './use-local-media.js';

/** What a browser says when it gives no device, as far as a person can do something about it. */
const KNOWN = ['NotAllowedError', 'NotFoundError', 'NotReadableError'] as const;

interface MissingDevice {
  readonly missing: 'microphone' | 'camera' | 'both';
  readonly why: (typeof KNOWN)[number] | 'other';
}

/** Which device a page lacks and why; null while both are there or are still being opened. */
export function missingDevice(media: LocalMedia | null): MissingDevice | null {
  if (!media || (media.camera && media.microphone)) return null;
  const missing = media.camera ? 'microphone' : media.microphone ? 'camera' : 'both';
  return { missing, why: KNOWN.find((one) => one === media.problem) ?? 'other' };
}

/** [MEDIA18] In a call: which of one's own devices is missing, why, and what to do; it can be put away until it is asked for again. */
export function MissingDevices({ prepared }: { prepared: PreparedMedia }): ReactNode {
  const { t } = useTranslation();
  const [putAway, setPutAway] = useState<LocalMedia | null>(null);
  const found = missingDevice(prepared.media);
  // Asked again in vain it is said again.
  if (!found || putAway === prepared.media) return null;
  const { missing, why } = found;
  return (
    <div className="missing-devices" role="alert" data-missing={missing}>
      <p>
        <b>{t(`lineTest.missing.${missing}`)}</b> {t(`lineTest.why.${why}`)}
      </p>
      <p className="row">
        <button type="button" className="btn" onClick={() => void prepared.complete()}>
          {t('lineTest.again')}
        </button>
        <button type="button" className="btn" onClick={() => setPutAway(prepared.media)}>
          {t('conference.putAway')}
        </button>
      </p>
    </div>
  );
}
