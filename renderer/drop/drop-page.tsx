/** @file The page of the small drop window: what it stands in; electron/desktop/drop-window.ts opens it at #/drop. */
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { queries } from '../live.ts';
import { ScreenBoundary } from '../ui/screen-boundary.tsx';
import { DropTarget } from './drop-target.tsx';

export const dropPageHash = '#/drop';

export function DropPage() {
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queries}>
        <Tooltip.Provider delay={500}>
          <ScreenBoundary>
            <DropTarget />
          </ScreenBoundary>
        </Tooltip.Provider>
      </QueryClientProvider>
    </CSPProvider>
  );
}
