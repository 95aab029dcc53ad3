import '@haigang/shared/web/styles/tokens.css';
import '@haigang/shared/web/styles/base.css';
import '@haigang/shared/web/styles/exchange.css';
import '@haigang/shared/web/styles/media.css';
import '@haigang/shared/web/styles/stage.css';
import './field.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { startPage } from '@haigang/shared/web/conference';
import { keepSwept } from '@haigang/shared/web/exchange';
import { startTexts } from '@haigang/shared/web/i18n';
import { Contained, insistOnStyles, Notices } from '@haigang/shared/web/ui';
import { FieldApp } from './app/field-app.js';
import { KioskApp } from './app/kiosk-app.js';
import { OpenInBrowser, isEmbeddedWebview } from './app/open-in-browser.js';
import { LineTestPage } from './features/conference/line-test-page.js';
import { ExpertPage } from './features/conference/expert-page.js';
import { keepAppShell } from './platform/app-shell.js';

const JOIN = /^\/join\/([A-Za-z0-9_-]{1,60})/u;

insistOnStyles();
await startTexts();
await startPage();
keepSwept();
const token = JOIN.exec(window.location.pathname)?.[1];
/** [SHELL4] Only the officer's page is kept on the device; an expert's link leaves nothing behind. */
function page(): ReactNode {
  if (isEmbeddedWebview(navigator.userAgent)) return <OpenInBrowser />;
  if (/^\/field\/test\/?$/u.test(window.location.pathname)) return <LineTestPage />;
  if (token) return <ExpertPage token={token} />;
  if (new URLSearchParams(window.location.search).has('kiosk')) return <KioskApp />;
  return <FieldApp shell={keepAppShell()} />;
}
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <>
      <Contained part="page" whole>
        {page()}
      </Contained>
      <Notices />
    </>,
  );
}
