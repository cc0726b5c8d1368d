/** @file The window put together: what every part stands in, and which screen is shown. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { assertNever } from '../shared/brand.ts';
import { ActivityScreen } from './activity/activity-screen.tsx';
import { DeedDialogs } from './deeds/deed-dialogs.tsx';
import { WelcomeScreen } from './first-run/welcome-screen.tsx';
import { FoldersScreen } from './folders/folders-screen.tsx';
import { HistoryScreen } from './history/history-screen.tsx';
import { IssuesScreen } from './issues/issues-screen.tsx';
import { LibraryScreen } from './library/library-screen.tsx';
import { queries } from './live.ts';
import { type Screen, useRoute } from './route.ts';
import { SettingsScreen } from './settings/settings-screen.tsx';
import { Shell } from './shell/shell.tsx';
import { ScreenBoundary } from './ui/screen-boundary.tsx';
import { Toasts } from './ui/toasts.tsx';

export function App() {
  const { screen } = useRoute();
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <Tooltip.Provider delay={500}>
          <Shell screen={screen}>
            <DeedDialogs>
              <ScreenBoundary key={screen}>{screenOf(screen)}</ScreenBoundary>
            </DeedDialogs>
          </Shell>
          <Toasts />
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  );
}

function screenOf(screen: Screen) {
  switch (screen) {
    case 'history':
      return <HistoryScreen />;
    case 'activity':
      return <ActivityScreen />;
    case 'issues':
      return <IssuesScreen />;
    case 'folders':
      return <FoldersScreen />;
    case 'library':
      return <LibraryScreen />;
    case 'settings':
      return <SettingsScreen />;
    case 'welcome':
      return <WelcomeScreen />;
    default:
      return assertNever(screen, 'screen');
  }
}
