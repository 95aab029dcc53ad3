import type { ReactNode } from 'react';
import { DeviceButton, useLocalMedia } from '@haigang/shared/web/conference';
import { useView } from '../../app/view.js';

/** [MEDIA7] Camera, microphone and speaker of a desk with picture and level, before any call; in one its controls have them. */
export function OwnDevices(): ReactNode {
  const { conferenceId } = useView();
  return conferenceId === null ? <BeforeCall /> : null;
}

function BeforeCall(): ReactNode {
  const prepared = useLocalMedia();
  return <DeviceButton className="btn quiet" prepared={prepared} opens="user" compact />;
}
