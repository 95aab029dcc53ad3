import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '@haigang/shared/kernel/position';
import { Fresh } from '@haigang/shared/web/ui';

/** 港区态势. */
export function PortPicture(_: { focus: Position | null }): ReactNode {
  const { t } = useTranslation();
  return (
    <section className="p map">
      <header className="ph">
        <h2>{t('wall.map')}</h2>
        <Fresh value={{ kind: 'never' }} />
      </header>
      <div className="empty hatch grow">{t('vessel.none')}</div>
    </section>
  );
}
