/** Machine states in the order of the columns below. */
export const stateOrder = [
  'off',
  'queued',
  'allocating',
  'booting',
  'running',
  'restarting',
  'reimaging',
  'stopping',
  'stopped',
  'paused',
  'deallocating',
  'deallocated',
  'deleting',
  'deleted',
  'failed',
  'lost',
] as const;

export type State = (typeof stateOrder)[number];

export type Verdict = 'step' | 'noop' | 'busy' | 'wrong-state' | 'gone' | 'archived' | 'keep-alive';

/**
 * What becomes of a verb in each state, written down apart from the table of the rules: s is a step, n nothing
 * to do, b busy, w wrong state, g gone.
 */
const table = {
  //           off q a b run restart reimage | stopping stopped paused dealloc'ing -ed | del'ing -ed | failed lost
  start:
    '     s   n n n n   n       n         s        s       s      s           s     g       g     s      s',
  stop: '      n   b b b s   s       b         n        n       s      n           n     g       g     w      s',
  shutdown:
    '  n   b b b s   s       b         n        n       s      n           n     g       g     w      s',
  pause:
    '     w   b b b s   b       b         b        w       n      b           w     g       g     w      w',
  resume:
    '    w   b b b n   b       b         b        w       s      b           w     g       g     w      w',
  restart:
    '   w   b b b s   n       b         b        w       w      b           w     g       g     w      s',
  reset:
    '     w   b b b s   n       b         b        w       w      b           w     g       g     w      s',
  deallocate:
    'n   s s s s   s       s         s        s       s      n           n     g       g     s      s',
  reimage:
    '   w   b b b s   s       b         b        s       w      b           w     g       g     s      s',
  terminate:
    ' n   s s s s   s       s         s        s       s      s           s     n       g     s      s',
  delete:
    '    s   s s s s   s       s         s        s       s      s           s     n       g     s      s',
} as const;

export type Verb = keyof typeof table;
export const verbs = Object.keys(table) as Verb[];

const letters: Readonly<Record<string, Verdict>> = {
  s: 'step',
  n: 'noop',
  b: 'busy',
  w: 'wrong-state',
  g: 'gone',
};

export interface Judged {
  readonly state: State;
  readonly archived?: boolean;
  readonly keepAlive?: boolean;
}

/** What must become of a verb. */
export function verdictOf(verb: Verb, { state, archived, keepAlive }: Judged): Verdict {
  const isEnd = verb === 'delete' || verb === 'terminate';
  if (keepAlive && (isEnd || verb === 'deallocate')) return 'keep-alive';
  if (archived && !isEnd) return 'archived';
  const row = table[verb].trim().split(/\s+/);
  return letters[row[stateOrder.indexOf(state)]!]!;
}

/** The vendors' words for verbs. A node of an array that CycleCloud terminates is deleted. */
export const cyclecloudVerbs: Readonly<Record<string, Verb>> = {
  deallocate: 'deallocate',
  reimage: 'reimage',
  remove: 'delete',
  restart: 'restart',
  shutdown: 'delete',
  start: 'start',
  terminate: 'delete',
};

export const centurylinkVerbs: Readonly<Record<string, Verb>> = {
  powerOn: 'start',
  powerOff: 'stop',
  shutDown: 'shutdown',
  pause: 'pause',
  reboot: 'restart',
  reset: 'reset',
};

export const softlayerVerbs: Readonly<Record<string, Verb>> = {
  powerOn: 'start',
  powerOff: 'stop',
  powerOffSoft: 'shutdown',
  powerCycle: 'reset',
  rebootDefault: 'restart',
  rebootSoft: 'restart',
  rebootHard: 'reset',
  pause: 'pause',
  resume: 'resume',
  deleteObject: 'delete',
};

export const tutumVerbs: Readonly<Record<string, Verb>> = {
  start: 'start',
  stop: 'stop',
  DELETE: 'delete',
};
