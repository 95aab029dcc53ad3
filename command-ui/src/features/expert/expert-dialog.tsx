import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bilingual } from '@haigang/shared/kernel/bilingual';
import { Speciality, type Expert } from '@haigang/shared/features/expert/expert.model';
import { useConnection } from '@haigang/shared/web/connection';
import { inLanguage } from '@haigang/shared/web/i18n';
import { Dialog, Field, tell } from '@haigang/shared/web/ui';

/** An expert's entry: what he knows, where he belongs, how to ring him. Whether he is on call he says himself. */
export function ExpertDialog(props: {
  account: { readonly id: string; readonly name: Bilingual };
  expert: Expert | null;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { account, expert, onClose } = props;
  const connection = useConnection();
  const [specialities, setSpecialities] = useState<readonly Speciality[]>(expert?.specialities ?? []);
  const [organisation, setOrganisation] = useState(expert?.organisation ?? '');
  const [phone, setPhone] = useState(expert?.phone ?? '');
  const [busy, setBusy] = useState(false);
  const save = async (): Promise<void> => {
    setBusy(true);
    const entry = { specialities: [...specialities], organisation: organisation.trim(), phone: phone.trim() };
    const call = connection.call('expert:save', { id: account.id, revision: expert?.revision ?? null, ...entry });
    const saved = await tell(call);
    setBusy(false);
    if (!saved) return;
    connection.entities.upsert('expert', saved);
    onClose();
  };
  const toggle = (one: Speciality): void =>
    setSpecialities(
      specialities.includes(one) ? specialities.filter((other) => other !== one) : [...specialities, one],
    );
  return (
    <Dialog
      title={`${t('experts.entry')} · ${inLanguage(account.name)}`}
      submitText={t('admin.save')}
      busy={busy}
      canSubmit={specialities.length > 0 && organisation.trim() !== '' && phone.trim() !== ''}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <fieldset className="levelchoice specialities">
        <legend>{t('experts.specialities')}</legend>
        {Speciality.options.map((one) => (
          <label key={one} className="row">
            <input type="checkbox" checked={specialities.includes(one)} onChange={() => toggle(one)} />
            {t(`speciality.${one}`)}
          </label>
        ))}
      </fieldset>
      <Field label={t('experts.organisation')} value={organisation} onChange={setOrganisation} maxLength={120} />
      <Field label={t('experts.phone')} value={phone} onChange={setPhone} maxLength={40} />
    </Dialog>
  );
}
