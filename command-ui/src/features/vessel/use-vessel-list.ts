import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useSettings } from '@haigang/shared/web/connection';
import { listWords } from './list-words.js';
import { openVesselList, type OpenVesselList } from './open-vessel-list.js';
import { useStays } from './use-stays.js';

const LYING = ['BERTHED', 'ANCHORED'] as const;

/** The list for as long as the component stands; null before the first look. */
export function useVesselList(): OpenVesselList | null {
  const { t, i18n } = useTranslation();
  const connection = useConnection();
  const settings = useSettings();
  const stays = useStays(LYING);
  const [open, setOpen] = useState<OpenVesselList | null>(null);
  useEffect(() => {
    const list = openVesselList({ connection, settings, words: listWords(t), locale: i18n.language });
    setOpen(list);
    return () => {
      list.close();
      setOpen(null);
    };
  }, [connection, settings, t, i18n.language]);
  useEffect(() => open?.setStays(stays), [open, stays]);
  return open;
}
