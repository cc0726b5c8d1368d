/** @file Says changes aloud to screen readers: politely, and not more often than a person can listen. */
import { useEffect, useRef, useState } from 'react';

/** Milliseconds between two announcements. */
const pause = 5000;

/** The first text is not said: who arrives reads the screen. */
export function Announce({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('');
  const first = useRef(text);
  const last = useRef(0);
  useEffect(() => {
    if (text === first.current) return undefined;
    first.current = '';
    const wait = Math.max(0, last.current + pause - performance.now());
    const timer = setTimeout(() => {
      last.current = performance.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div aria-live="polite" className="out-of-sight">
      {said}
    </div>
  );
}
