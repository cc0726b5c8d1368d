/** @file Steps three and four: the first images go in, and the first one is seen to be stored. */
import { CircleCheck, CloudUpload, FolderPlus, ImagePlus } from 'lucide-react';
import { useEffect } from 'react';
import { useStatus, useSurface } from '../live.ts';
import { go, hashOf } from '../route.ts';
import { usePick } from '../shell/drops.tsx';
import { Blank } from '../ui/blank.tsx';
import { Button } from '../ui/button.tsx';
import { useWords } from '../words/language.ts';

export function FirstImages({ onNext }: { readonly onNext: () => void }) {
  const words = useWords();
  const pick = usePick();
  const canPick = useSurface()?.canPick ?? false;
  const status = useStatus().data;
  const hasBegun = status !== undefined && status.images.moving + status.images.stored + status.queued.files > 0;
  useEffect(() => {
    if (hasBegun) onNext();
  }, [hasBegun, onNext]);
  return (
    <Blank
      icon={<ImagePlus size={36} strokeWidth={1.25} />}
      title={words.firstImages}
      deed={
        <>
          {pick === null ? null : (
            <Button look="primary" icon={<ImagePlus size={15} aria-hidden />} onClick={pick.pick}>
              {words.addImages}
            </Button>
          )}
          {canPick ? (
            <Button icon={<FolderPlus size={15} aria-hidden />} onClick={() => go(hashOf('folders'))}>
              {words.addFolder}
            </Button>
          ) : null}
        </>
      }
    >
      {words.firstImagesWhy}
    </Blank>
  );
}

export function FirstStored() {
  const words = useWords();
  const isStored = (useStatus().data?.images.stored ?? 0) > 0;
  return (
    <Blank
      tone={isStored ? 'good' : 'quiet'}
      icon={isStored ? <CircleCheck size={40} strokeWidth={1.25} /> : <CloudUpload size={40} strokeWidth={1.25} />}
      title={isStored ? words.firstStored : words.waitingForFirst}
      deed={
        <Button look={isStored ? 'primary' : 'plain'} onClick={() => go(hashOf('history'))}>
          {words.toHistory}
        </Button>
      }
    >
      {isStored ? words.firstStoredWhy : null}
    </Blank>
  );
}
