/**
 * `read`, remembered for the `most` texts that were asked about last: every keystroke asks again about the texts that
 * it leaves as they are, and the code envs of an instance share many. What comes back is shared: nobody changes it.
 */
export function remembered<T>(most: number, read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly result: T }>();
  return text => {
    const before = known.get(text);
    if (before) return before.result;
    const result = read(text);
    known.set(text, { result });
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return result;
  };
}

/**
 * `read`, remembered for each object for as long as somebody else has it: what was read of a text that has not changed is one.
 * What comes with the object is looked at for the first time only: it must not change what is read.
 */
export function rememberedOf<K extends object, T extends object, Rest extends unknown[] = []>(
  read: (key: K, ...rest: Rest) => T,
): (key: K, ...rest: Rest) => T {
  const known = new WeakMap<K, T>();
  return (key, ...rest) => {
    const before = known.get(key);
    if (before) return before;
    const result = read(key, ...rest);
    known.set(key, result);
    return result;
  };
}

/** What `make` gives, made when it is first asked for: a start does not wait for it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly result: T } | undefined;
  return () => {
    made ??= { result: make() };
    return made.result;
  };
}
