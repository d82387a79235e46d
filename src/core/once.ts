/** The same function, asked once for each key; what it made is kept as long as the function is. */
export function once<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, { readonly value: Value }>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before.value;
    const made = { value: make(key) };
    known.set(key, made);
    return made.value;
  };
}
