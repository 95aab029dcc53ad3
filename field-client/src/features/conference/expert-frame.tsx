import './expert-join.css';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DevicePickers, LevelMeter, MediaTile, type PreparedMedia } from '@haigang/shared/web/conference';
import { errorText } from '@haigang/shared/web/i18n';
import { Icon, LanguageButton, Shield, type IconName } from '@haigang/shared/web/ui';

/** Before the room: what it is about on top, one's own picture and devices left, checks and the next step right. */
export function ExpertFrame(props: {
  title: string;
  /** The second line: who one is, who invites, which incident. */
  facts: ReactNode;
  prepared: PreparedMedia;
  /** Stands above the page while something is wrong. */
  bar?: ReactNode;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const { prepared } = props;
  return (
    <div className="join">
      <header className="row">
        <Shield size={32} />
        <b>{t('app.name')}</b>
        <span className="t3 title">{t('expert.title')}</span>
        <span className="sp" />
        <LanguageButton />
      </header>
      {props.bar}
      <main>
        <section className="join-own">
          <h1 role="status">{props.title}</h1>
          <p className="t2">{props.facts}</p>
          <MediaTile
            className="fill"
            name={t('expert.preview')}
            track={prepared.media?.camera ?? null}
            mirrored={prepared.facing === 'user'}
          />
          <div className="row">
            <Icon name={prepared.media?.microphone ? 'microphone' : 'microphone-off'} />
            <LevelMeter track={prepared.media?.microphone ?? null} />
          </div>
          <DevicePickers prepared={prepared} />
        </section>
        <section className="join-steps">{props.children}</section>
      </main>
    </div>
  );
}

/** 设备检查: what works of this device, in words; a missing camera or microphone keeps nobody out. */
export function DeviceChecks({ prepared, children }: { prepared: PreparedMedia; children?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { open, media } = prepared;
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    open('user').then(
      () => setProblem(null),
      (failure: unknown) => setProblem(errorText(failure)),
    );
  }, [open]);
  const { width = 0, height = 0, frameRate = 0 } = media?.camera?.getSettings() ?? {};
  const missing = problem ?? (media ? t('expert.failed') : t('expert.checking'));
  return (
    <section className="card">
      <h2>{t('expert.check')}</h2>
      <ul className="checks">
        <Check icon={media?.camera ? 'check' : 'camera-off'} name={t('expert.camera')}>
          {media?.camera ? t('expert.picture', { width, height, rate: Math.round(frameRate) }) : missing}
        </Check>
        <Check icon={media?.microphone ? 'check' : 'microphone-off'} name={t('expert.microphone')}>
          {media?.microphone ? t('expert.hears') : missing}
        </Check>
        {children}
      </ul>
      {problem ? <p>{t('expert.allow')}</p> : null}
    </section>
  );
}

export function Check({ icon, name, children }: { icon: IconName; name: string; children: ReactNode }): ReactNode {
  return (
    <li>
      <Icon name={icon} />
      <span>{name}</span>
      <span className="t2 n">{children}</span>
    </li>
  );
}
