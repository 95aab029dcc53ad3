import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Anchorage, Berth } from '@haigang/shared/features/vessel/port-site';
import { Dialog, Field } from '@haigang/shared/web/ui';

type Place = Berth | Anchorage;
const BERTH_FIELDS = ['lat', 'lon', 'axisDeg', 'lengthMetres', 'widthMetres'] as const;
const ANCHORAGE_FIELDS = ['lat', 'lon', 'radiusMetres'] as const;

/** One berth or anchorage in figures. `taken`: ids of the others. */
export function PortPlaceDialog(props: {
  place: Place;
  isNew: boolean;
  taken: readonly string[];
  onDone: (place: Place) => void;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation();
  const { place, isNew, taken } = props;
  const isBerth = 'axisDeg' in place;
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>(() => textsOf(place));
  const [problem, setProblem] = useState<string | null>(null);
  const field = (key: string, label: string): ReactNode => (
    <Field
      key={key}
      label={label}
      name={key}
      value={texts[key] ?? ''}
      onChange={(value) => setTexts((known) => ({ ...known, [key]: value }))}
      maxLength={key.startsWith('name') ? 60 : 40}
    />
  );
  const submit = (): void => {
    const read = placeOf(texts, isBerth);
    if (read === null || taken.includes(read.id)) setProblem(t('portSite.notNumber'));
    else props.onDone(read);
  };
  const kind = t(isBerth ? 'portSite.berth' : 'portSite.anchorage');
  return (
    <Dialog
      title={isNew ? kind : `${kind} ${place.id}`}
      submitText={t('portSite.edit')}
      problem={problem}
      onSubmit={submit}
      onClose={props.onClose}
    >
      {field('id', t('portSite.id'))}
      {field('nameZh', t('portSite.nameZh'))}
      {field('nameEn', t('portSite.nameEn'))}
      {(isBerth ? BERTH_FIELDS : ANCHORAGE_FIELDS).map((key) => field(key, t(`portSite.${key}`)))}
    </Dialog>
  );
}

function textsOf(place: Place): Record<string, string> {
  const { id, name, centre } = place;
  const figures =
    'axisDeg' in place
      ? { axisDeg: place.axisDeg, lengthMetres: place.lengthMetres, widthMetres: place.widthMetres }
      : { radiusMetres: place.radiusMetres };
  const shown = Object.entries({ ...centre, ...figures }).map(([key, value]): [string, string] => [key, String(value)]);
  return { id, nameZh: name.zh, nameEn: name.en, ...Object.fromEntries(shown) };
}

function placeOf(texts: Readonly<Record<string, string>>, isBerth: boolean): Place | null {
  const number = (key: string): number => {
    const text = (texts[key] ?? '').trim();
    return text === '' ? Number.NaN : Number(text);
  };
  const id = (texts['id'] ?? '').trim();
  const said = {
    id,
    name: { zh: texts['nameZh']?.trim() || id, en: texts['nameEn']?.trim() || id },
    centre: { lat: number('lat'), lon: number('lon') },
  };
  const read = isBerth
    ? Berth.safeParse({
        ...said,
        ...{ axisDeg: number('axisDeg'), lengthMetres: number('lengthMetres'), widthMetres: number('widthMetres') },
      })
    : Anchorage.safeParse({ ...said, radiusMetres: number('radiusMetres') });
  return read.success ? read.data : null;
}
