/** @file History, the home: all images, newest first, as a grid or a table, with the details of one beside them. */
import { FilterX, ImagePlus, Images, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { ImageContextMenu } from '../deeds/image-context-menu.tsx';
import { useRowsThatStay } from '../delete/use-going.ts';
import { DetailsPanel } from '../details/details-panel.tsx';
import { useFolders, useSettings } from '../live.ts';
import { go, hashOf, routeOf, useHash } from '../route.ts';
import { usePick } from '../shell/drops.tsx';
import { Blank, LoadingRows } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { ScreenFrame } from '../ui/screen.tsx';
import { narrow, useMedia } from '../ui/use-media.ts';
import { useWords } from '../words/language.ts';
import { FilterChips } from './filter-chips.tsx';
import styles from './history-screen.module.css';
import { HistoryTools } from './history-tools.tsx';
import { ImageList } from './image-list.tsx';
import { keyOf } from './row.ts';
import { SelectionBar } from './selection-bar.tsx';
import { useHistory } from './use-history.ts';
import { useSelection } from './use-selection.ts';
import { type HistoryView, isFiltered, queryOf, unfiltered, viewOf } from './view.ts';

export function HistoryScreen() {
  const words = useWords();
  const hash = useHash();
  const view = useMemo(() => viewOf(routeOf(hash).query), [hash]);
  const preferred = useSettings().data?.window.historyView ?? 'grid';
  const layout = view.layout ?? preferred;
  const loaded = useHistory(view);
  const rows = useRowsThatStay(loaded.rows);
  const list = { ...loaded, rows };
  const selection = useSelection(list.rows);
  const listElement = useRef<HTMLDivElement>(null);
  const show = (next: HistoryView, how: 'push' | 'replace' = 'push') => go(hashOf('history', queryOf(next)), how);
  const { image, ...closed } = view;
  /** Details take the place of the list where both have no room. */
  const isPage = useMedia(narrow);

  const close = () => {
    show(closed);
    // It takes no focus before it is uncovered.
    requestAnimationFrame(() => listElement.current?.focus());
  };
  // While details are open they follow the cursor; that is no step to come back to.
  const { active } = selection;
  useEffect(() => {
    if (active === null || view.image === undefined || keyOf(active) === keyOf(view.image)) return;
    const { profile, imageId } = active;
    go(hashOf('history', queryOf({ ...view, image: { profile, imageId } })), 'replace');
  }, [active, view]);

  const body =
    list.failed !== null && list.rows.length === 0 ? (
      <Blank
        tone="bad"
        icon={<TriangleAlert size={32} strokeWidth={1.5} />}
        title={words.askFailed}
        deed={<Button onClick={list.again}>{words.retry}</Button>}
      />
    ) : list.asking ? (
      <LoadingRows count={8} label={words.loading} />
    ) : list.rows.length === 0 ? (
      <Empty filtered={isFiltered(view)} onClear={() => show(unfiltered(view))} />
    ) : (
      <ImageContextMenu selection={selection} rows={list.rows}>
        <ImageList
          ref={listElement}
          list={list}
          view={view}
          layout={layout}
          selection={selection}
          onOpen={({ profile, imageId }) =>
            image === undefined ? show({ ...view, image: { profile, imageId } }) : close()
          }
          onSort={(sort, descending) => show({ ...view, sort, descending })}
        />
      </ImageContextMenu>
    );

  return (
    <div className={styles.split}>
      <ScreenFrame
        title={words.screens.history}
        covered={isPage && image !== undefined}
        tools={<HistoryTools view={view} layout={layout} onChange={show} />}
      >
        <FilterChips view={view} onChange={show} />
        <div className={styles.body}>
          {body}
          {list.held > 0 ? (
            <button
              type="button"
              className={styles.pill}
              onClick={() => {
                list.letIn();
                listElement.current?.scrollTo({ top: 0 });
              }}
            >
              {words.newImages(list.held)}
            </button>
          ) : null}
          <SelectionBar selection={selection} hasDetails={image !== undefined} />
        </div>
      </ScreenFrame>
      {image === undefined ? null : (
        <DetailsPanel image={image} isPage={isPage} onClose={close} onStep={(step) => selection.step(step, image)} />
      )}
    </div>
  );
}

function Empty({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) {
  const words = useWords();
  const pick = usePick();
  const folders = useFolders().data?.length ?? 0;
  if (filtered) {
    return (
      <Blank
        icon={<FilterX size={32} strokeWidth={1.25} />}
        title={words.historyNoMatch}
        deed={<Button onClick={onClear}>{words.clearFilters}</Button>}
      >
        {words.historyNoMatchWhy}
      </Blank>
    );
  }
  return (
    <Blank
      icon={<Images size={36} strokeWidth={1.25} />}
      title={words.historyEmpty}
      deed={
        <>
          {pick === null ? null : (
            <Button look="primary" icon={<ImagePlus size={15} aria-hidden />} onClick={pick.pick}>
              {words.addImages}
            </Button>
          )}
          {folders > 0 ? null : <Button onClick={() => go(hashOf('folders'))}>{words.screens.folders}</Button>}
        </>
      }
    >
      {words.historyEmptyWhy}
    </Blank>
  );
}
