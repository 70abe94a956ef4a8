import type { Awaitable } from './store.js';

/** Goes on at once with what is there at once. */
export const after = <A, B>(value: Awaitable<A>, go: (value: A) => Awaitable<B>): Awaitable<B> =>
  value instanceof Promise ? value.then(go) : go(value);
