/** Something that is started when it is first asked for, and then once. */
export interface Lazy<Value> {
  get(): Promise<Value>;
  /** What `get` began, or null when nobody asked yet. */
  started(): Promise<Value> | null;
}

export function lazily<Value>(start: () => Promise<Value>): Lazy<Value> {
  let value: Promise<Value> | null = null;
  return { get: () => (value ??= start()), started: () => value };
}
