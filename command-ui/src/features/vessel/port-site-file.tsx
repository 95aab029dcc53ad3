import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toGeoJson } from '@haigang/shared/features/vessel/port-site.geojson';
import type { PortSite } from '@haigang/shared/features/vessel/port-site';

/** [AIS101] GeoJSON in and out. */
export function FileButtons({ site, onFile }: { site: PortSite; onFile: (file: File) => void }): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".geojson,.json,application/geo+json"
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
      <button type="button" className="btn" onClick={() => input.current?.click()}>
        {t('portSite.import')}
      </button>
      <button type="button" className="btn" onClick={() => download(site)}>
        {t('portSite.export')}
      </button>
    </>
  );
}

function download(site: PortSite): void {
  const text = JSON.stringify(toGeoJson(site), null, 2);
  const url = URL.createObjectURL(new Blob([text], { type: 'application/geo+json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'port.geojson';
  link.click();
  URL.revokeObjectURL(url);
}
