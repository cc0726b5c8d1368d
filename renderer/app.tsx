/** @file The window put together: what every part stands in, and which screen is shown. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { assertNever } from '../shared/brand.ts';
import { ActivityScreen } from './activity/activity-screen.tsx';
import { FoldersScreen } from './folders/folders-screen.tsx';
import { HistoryScreen } from './history/history-screen.tsx';
import { IssuesScreen } from './issues/issues-screen.tsx';
import { queries } from './live.ts';
import { type Screen, useRoute } from './route.ts';
import { Shell } from './shell/shell.tsx';
import { ScreenBoundary } from './ui/screen-boundary.tsx';

const SettingsScreen = lazy(() =>
  import('./settings/settings-screen.tsx').then((part) => ({ default: part.SettingsScreen })),
);
const WelcomeScreen = lazy(() =>
  import('./first-run/welcome-screen.tsx').then((part) => ({ default: part.WelcomeScreen })),
);

export function App() {
  const { screen } = useRoute();
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <Tooltip.Provider delay={500}>
          <Shell screen={screen}>
            <ScreenBoundary key={screen}>
              <Suspense fallback={null}>{screenOf(screen)}</Suspense>
            </ScreenBoundary>
          </Shell>
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
    case 'settings':
      return <SettingsScreen />;
    case 'welcome':
      return <WelcomeScreen />;
    default:
      return assertNever(screen, 'screen');
  }
}
