/** A set that nobody on the page waits for a change of: it is replaced as a whole, or only asked. */
export const setOf = <T>(values: Iterable<T> = []): Set<T> => new Set(values)

/** The keys of `map` by their values. */
export const inverse = <K, V>(map: ReadonlyMap<K, V>): ReadonlyMap<V, K> => new Map([...map].map(([key, value]) => [value, key]))
