import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SitePart } from '@haigang/shared/features/vessel/port-site';
import { Dialog, Field, Select } from '@haigang/shared/web/ui';
import { kindOf, PART_FIGURES, textsOf, typedPart, type PartTexts } from './port-part-form.js';

/** One berth, anchorage, zone or radiation gate in figures. `taken`: ids of the others. */
export function PortPartDialog(props: {
  part: SitePart;
  isNew: boolean;
  taken: readonly string[];
  onDone: (part: SitePart) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { part, isNew, taken } = props;
  const [texts, setTexts] = useState<PartTexts>(() => textsOf(part));
  const [problem, setProblem] = useState<string | null>(null);
  const put = (key: string, value: string): void => setTexts((known) => ({ ...known, [key]: value }));
  const field = (key: string, label: string): ReactNode => (
    <Field
      key={key}
      label={label}
      name={key}
      value={texts[key] ?? ''}
      onChange={(value) => put(key, value)}
      maxLength={key.startsWith('name') ? 60 : 40}
    />
  );
  const submit = (): void => {
    const read = typedPart(part, texts);
    if (read === null || taken.includes(read.id)) setProblem(t('portSite.notNumber'));
    else props.onDone(read);
  };
  const kind = kindOf(part);
  const title = t(`portSite.${kind}`);
  return (
    <Dialog
      title={isNew ? title : `${title} ${part.id}`}
      {...(isNew ? {} : { submitText: t('portSite.edit') })}
      problem={problem}
      onSubmit={submit}
      onClose={props.onClose}
    >
      {field('id', t('portSite.id'))}
      {field('nameZh', t('portSite.nameZh'))}
      {field('nameEn', t('portSite.nameEn'))}
      {kind === 'zone' ? (
        <Select
          label={t('portSite.entry')}
          value={texts['noEntry'] ?? 'false'}
          options={[
            ['false', t('portSite.freeEntry')],
            ['true', t('portSite.noEntry')],
          ]}
          onChange={(value) => put('noEntry', value)}
        />
      ) : null}
      {PART_FIGURES[kind].map((key) => field(key, t(`portSite.${key}`)))}
    </Dialog>
  );
}
