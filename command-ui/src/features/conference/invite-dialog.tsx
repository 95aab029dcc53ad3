import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConferenceView } from '@haigang/shared/features/conference/conference.model';
import { expertLinkMinutes } from '@haigang/shared/features/conference/conference.settings';
import { useConnection, useConnectionState, useSettings } from '@haigang/shared/web/connection';
import { Dialog, Field, tell } from '@haigang/shared/web/ui';
import { InternalExperts } from '../expert/internal-experts.js';

/** Makes one expert link; it is shown once, and only its hash is stored. */
export function InviteDialog({ conference, onClose }: { conference: ConferenceView; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const connection = useConnection();
  const [expertName, setExpertName] = useState('');
  const [expertNameEn, setExpertNameEn] = useState('');
  const [minutes, setMinutes] = useState(String(useSettings().get(expertLinkMinutes)));
  const [url, setUrl] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [copied, setCopied] = useState(false);
  const validMinutes = Number(minutes);
  const publicOrigin = useConnectionState((state) => state.me?.site.publicUrl) ?? window.location.origin;
  const onlyHere = isThisMachine(new URL(publicOrigin).hostname);
  const issue = async (): Promise<void> => {
    setBusy(true);
    const made = await tell(
      connection.call('conference:invite-expert', {
        conferenceId: conference.id,
        expertName: expertName.trim(),
        ...(expertNameEn.trim() === '' ? {} : { expertNameEn: expertNameEn.trim() }),
        validMinutes,
      }),
    );
    setBusy(false);
    if (made) setUrl(`${publicOrigin}/join/${made.token}`);
  };
  if (url) {
    return (
      <Dialog title={t('conference.inviteTitle')} onClose={onClose}>
        <p>{t('conference.linkOnce')}</p>
        <output className="in invite-link">{url}</output>
        <button
          type="button"
          className="btn pri"
          onClick={() => void navigator.clipboard.writeText(url).then(() => setCopied(true))}
        >
          {copied ? t('conference.copied') : t('conference.copy')}
        </button>
        {onlyHere ? <p className="linkbar">{t('conference.linkOnlyHere')}</p> : null}
        <p className="t2">{t('conference.publicCertificate')}</p>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={t('conference.invite')}
      submitText={t('conference.issue')}
      busy={busy}
      canSubmit={expertName.trim() !== '' && validMinutes >= 5 && validMinutes <= 1440}
      onSubmit={() => void issue()}
      onClose={onClose}
    >
      <InternalExperts conference={conference} />
      <h3 className="external-experts">{t('experts.external')}</h3>
      <p className="t2">{t('conference.inviteHint')}</p>
      <Field
        label={t('conference.expertName')}
        name="expertName"
        value={expertName}
        onChange={setExpertName}
        maxLength={60}
      />
      <Field
        label={t('conference.expertNameEn')}
        name="expertNameEn"
        value={expertNameEn}
        onChange={setExpertNameEn}
        maxLength={60}
      />
      <Field label={t('conference.valid')} type="number" value={minutes} onChange={setMinutes} />
      <p className="t2">{t('conference.publicCertificate')}</p>
    </Dialog>
  );
}

/** A link with such a name opens on this machine and nowhere else. */
function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
