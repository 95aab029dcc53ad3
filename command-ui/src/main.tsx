import '@haigang/shared/web/styles/tokens.css';
import '@haigang/shared/web/styles/base.css';
import '@haigang/shared/web/styles/exchange.css';
import '@haigang/shared/web/styles/media.css';
import '@haigang/shared/web/styles/stage.css';
import './command.css';
import { createRoot } from 'react-dom/client';
import { startPage } from '@haigang/shared/web/conference';
import { keepSwept } from '@haigang/shared/web/exchange';
import { startTexts } from '@haigang/shared/web/i18n';
import { Contained, insistOnStyles, Notices } from '@haigang/shared/web/ui';
import { CommandApp } from './app/command-app.js';
import { WallApp } from './app/wall-app.js';

const WALL = /^\/wall\/([^/]{1,60})/u;

insistOnStyles();
await startTexts();
await startPage();
keepSwept();
const wall = WALL.exec(window.location.pathname)?.[1];
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <>
      <Contained part="page" whole>
        {wall ? <WallApp name={decodeURIComponent(wall)} /> : <CommandApp />}
      </Contained>
      <Notices />
    </>,
  );
}
