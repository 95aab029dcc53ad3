import type { ReactNode } from 'react';
import type { Me } from '@haigang/shared/features/identity/identity.protocol';
import { Contained } from '@haigang/shared/web/ui';
import { MoveQuestion } from '../features/conference/move-question.js';
import { PageCall } from '../features/conference/page-call.js';
import { useTabMemory } from '../features/conference/tab-memory.js';
import { AdminPage } from '../features/identity/admin-page.js';
import { SettingsPage } from '../features/settings/settings-page.js';
import { BigScreen } from './big-screen.js';
import { KeyHelp } from './key-help.js';
import { useDeskKeyboard } from './keys.js';
import { isAdministration, useHistory, usePath } from './path.js';
import { ScreenBands, SoundNeeded, useSigns } from './screen-bands.js';

/** [REQ9] [ROOM11] The pages of a desk; rings, bands and the call stand above them and go on from one to the next. */
export function DeskPages({ me }: { me: Me }): ReactNode {
  useTabMemory(me.principal.id);
  const screen = screenOf(usePath());
  const signs = useSigns('desk');
  useHistory();
  useDeskKeyboard();
  const bands = <ScreenBands signs={signs} surface="desk" />;
  const tools = (
    <>
      <SoundNeeded ringing={signs.ringing} />
      <KeyHelp />
    </>
  );
  return (
    <>
      <Contained part="call" holdsSeat>
        <PageCall />
      </Contained>
      <Contained part="move-question">
        <MoveQuestion />
      </Contained>
      <Contained key={screen} part={screen}>
        {screen === 'settings' ? (
          <SettingsPage {...{ me, bands, tools }} />
        ) : screen === 'administration' ? (
          <AdminPage {...{ me, bands, tools }} />
        ) : (
          <BigScreen {...{ me, signs, bands }} surface="desk" />
        )}
      </Contained>
    </>
  );
}

function screenOf(path: string): 'port' | 'administration' | 'settings' {
  if (path === '/admin/settings') return 'settings';
  return isAdministration(path) ? 'administration' : 'port';
}
