/** A value that has come to rest: for what costs too much to be asked for at each key. */
import { useEffect, useState } from 'react';

/**
 * Hook: `value` as it is once it has not changed for so many ms. It must be equal to itself (`Object.is`) while it rests.
 * @param before what it is until it has rested for the first time.
 */
export function useRested<Value>(value: Value, ms: number, before: Value = value): Value {
  const [rested, setRested] = useState(before);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}
