import '@haigang/shared/web/styles/tokens.css';
import '@haigang/shared/web/styles/base.css';
import './field.css';
import { createRoot } from 'react-dom/client';
import { startTexts } from '@haigang/shared/web/i18n';
import { Notices } from '@haigang/shared/web/ui';
import { FieldApp } from './app/field-app.js';
import { OpenInBrowser, isEmbeddedWebview } from './app/open-in-browser.js';
import { ExpertPage } from './features/conference/expert-page.js';

const JOIN = /^\/join\/([A-Za-z0-9_-]{1,60})/u;

await startTexts();
const token = JOIN.exec(window.location.pathname)?.[1];
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <>
      {isEmbeddedWebview(navigator.userAgent) ? <OpenInBrowser /> : token ? <ExpertPage token={token} /> : <FieldApp />}
      <Notices />
    </>,
  );
}
