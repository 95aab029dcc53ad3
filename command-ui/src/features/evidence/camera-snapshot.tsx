import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EvidenceFile } from '@haigang/shared/features/evidence/evidence.model';
import { requestJson } from '@haigang/shared/web/connection';
import { Icon, notify, tell } from '@haigang/shared/web/ui';
import './evidence.css';

/** 截图取证 on a camera: the server takes the picture from the stream itself and keeps it as evidence. */
export function CameraSnapshot(props: { cameraId: string; incidentId: string }): ReactNode {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const take = async (): Promise<void> => {
    setBusy(true);
    const path = `/api/cameras/${encodeURIComponent(props.cameraId)}/snapshot`;
    const answer = await tell(requestJson('POST', path, { incidentId: props.incidentId }));
    setBusy(false);
    const file = EvidenceFile.safeParse(answer);
    if (file.success) notify(t('evidence.snapshotKept', { hash: file.data.sha256.slice(0, 12) }));
  };
  return (
    <button
      type="button"
      className="btn camera-snapshot"
      title={t('exchange.snapshot')}
      aria-label={t('exchange.snapshot')}
      disabled={busy}
      onClick={() => void take()}
    >
      <Icon name="frame" size={18} />
    </button>
  );
}
