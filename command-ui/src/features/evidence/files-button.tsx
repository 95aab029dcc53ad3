import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { hasRole } from '@haigang/shared/features/identity/identity.model';
import { usePrincipalIs } from '@haigang/shared/web/connection';
import { IncidentFiles, useIncidentFiles } from '@haigang/shared/web/evidence';
import { useDeskKey } from '../../app/keys.js';

/** [EVD12] Opens what was filed to the incident; a wall has nobody to open it. */
export function FilesButton({ incidentId }: { incidentId: string }): ReactNode {
  const { t } = useTranslation();
  const reads = usePrincipalIs((principal) => !hasRole(principal, 'display'));
  const files = useIncidentFiles(incidentId, reads);
  const [open, setOpen] = useState(false);
  useDeskKey({ code: 'KeyK', text: t('keys.files'), run: () => setOpen(true) }, reads);
  if (!reads) return null;
  return (
    <>
      <button type="button" className="btn quiet" onClick={() => setOpen(true)}>
        {t('evidence.title')} <span className="n">{files.length}</span> <kbd>K</kbd>
      </button>
      {open ? <IncidentFiles files={files} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
