import type { Way } from './shape.js';

/**
 * Where to begin looking for room for a way: what had none before has none now, until something is given back and
 * the floor's revision grows.
 */
export function renewHints(way: Way, revision: number): void {
  if (way.hintRevision === revision) return;
  way.hintRevision = revision;
  way.hints?.fill(0);
  way.groupHints?.clear();
}

/** No group of the list before this place takes so much. */
export function groupHint(way: Way, revision: number, key: number, need: number): number {
  renewHints(way, revision);
  const hint = way.groupHints?.get(key);
  return hint && need >= hint.need ? hint.from : 0;
}

export function setGroupHint(way: Way, key: number, need: number, from: number): void {
  way.groupHints ??= new Map();
  way.groupHints.set(key, { need, from });
}
