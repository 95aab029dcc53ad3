import './camera-tools.css';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import {
  DeviceButton,
  ScreenButton,
  type ConferenceClient,
  type ConferenceState,
  type PreparedMedia,
} from '@haigang/shared/web/conference';
import { LanguageButton } from '@haigang/shared/web/ui';
import { TorchButton, TurnButton } from './camera-buttons.js';

/** [MEDIA7] During a call: the other camera, the torch, the screen of an expert, all devices; what is offered only. */
export function CameraTools(props: {
  me: Me;
  prepared: PreparedMedia;
  seat: ConferenceClient | null;
  state: ConferenceState;
}): ReactNode {
  const { t } = useTranslation();
  const { me, prepared, seat, state } = props;
  return (
    <div className="camera-tools">
      <TurnButton prepared={prepared} />
      <TorchButton camera={prepared.media?.camera ?? null} />
      {isExpert(me) ? <ScreenButton seat={state.phase === 'ended' ? null : seat} sharing={state.sharing} /> : null}
      <DeviceButton prepared={prepared}>
        <LanguageButton />
        {isExpert(me) ? (
          <a className="btn" href={lineTestOf(me)} target="_blank" rel="noreferrer">
            {t('lineTest.link')}
          </a>
        ) : null}
      </DeviceButton>
    </div>
  );
}

/** An expert sits at a computer with pictures to show; an officer's phone has the case before its camera. */
function isExpert({ principal }: Me): boolean {
  return principal.roles.includes('internal-expert') || principal.roles.includes('external-expert');
}

/** [REACH4] A guest is known by his link's cookie, an expert of the house by his account's. */
function lineTestOf({ principal }: Me): string {
  return principal.kind === 'guest' ? '/field/test?expert' : '/field/test';
}
