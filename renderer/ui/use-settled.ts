/** @file A value that is being changed, once it has rested: for questions that each letter or step of a slider would ask. */
import { useEffect, useState } from 'react';

/** Milliseconds: shorter than a person waits, longer than between two letters. */
const rest = 250;

export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), rest);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
