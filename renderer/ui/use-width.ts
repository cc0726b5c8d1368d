/** @file How wide an element is now, in CSS pixels. */
import { type RefObject, useLayoutEffect, useState } from 'react';

/** 0 before it is on the page. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const now = element.current;
    if (now === null) return undefined;
    setWidth(now.clientWidth);
    const observer = new ResizeObserver(() => setWidth(now.clientWidth));
    observer.observe(now);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
