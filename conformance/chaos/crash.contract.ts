import { realClock } from '@pileus/sdk/http';
import { startControlPlane } from '@pileus/server';
import { openStore, realClock as serverClock } from '@pileus/server/testing';
import { describe, expect, it } from 'vitest';
import { auditNodes, readyAfter } from './audit.js';
import { admin, ChildServer } from './child-server.js';
import { seededRandom } from './seed.js';
import { call, expectAnswer, pause, until } from './wire.js';

const count = 500;
const array = 'execute';
const path = '/clusters/test-cluster-1/nodes/create';
const requestId = 'e41c79e4-5cf0-4d0b-92e7-1d5c1a5b2f60';
const body = { requestId, sets: [{ count, nodearray: array }] };

/** A place that outlives the servers that work in it: a data directory or a database. */
export type Place = { readonly data: string } | { readonly database: string };

const argumentsFor = (place: Place): string[] =>
  'data' in place ? ['--data', place.data] : ['--database', place.database];

export interface CrashContract {
  /** A place where nothing is yet. */
  newPlace(): Promise<Place>;
  /** How many crashes may be under way at once; most of them wait for something. */
  readonly parallel: number;
  /** The longest that machines stay claimed by a server that is dead, in milliseconds. */
  readonly takeoverMs: number;
}

/** Where servers are killed: after so many passages of a named point, the work is in the middle. */
const namedCrashes = [
  // While the world is being written, and before anybody can ask for anything.
  'command.before-commit:1',
  'command.begin:7',
  'command.before-commit:8',
  'command.after-commit:6',
  'claim.before-commit:2',
  'claim.after-commit:1',
  'claim.after-commit:2',
  'driver.before:700',
  'driver.after:300',
  'outcome.begin:1',
  'outcome.before-commit:2',
  'outcome.begin:2',
  'outcome.after-commit:1',
  'operation.end:1',
  'response.before:1',
  'response.after:1',
];

const randomCrashes = 6;

/**
 * Registers tests that kill a server while 500 nodes start: afterwards every node is there once, and
 * whatever was accepted is carried out. All of them begin at once, those of several contracts side by
 * side: most of the time they wait.
 */
export function crashContract(contract: CrashContract): void {
  const { random, seed } = seededRandom();
  const cases: { readonly title: string; readonly crash: Crash }[] = [
    ...namedCrashes.map((point) => ({ title: `at ${point}`, crash: { point } })),
    ...Array.from({ length: randomCrashes }, (_, i) => {
      const afterMs = Math.floor(random() * 1000);
      const title = `${afterMs} ms after the request (${i + 1} of seed ${seed})`;
      return { title, crash: { afterMs } };
    }),
  ];
  const enter = turnstile(contract.parallel);
  const runs = new Map<string, Promise<Outcome>>();
  for (const { title, crash } of cases) {
    const run = enter(() => crashAndRecover(contract, crash));
    // Whoever waits for it will see that it failed.
    run.catch(() => {});
    runs.set(title, run);
  }

  describe('a server killed while 500 nodes start', () => {
    for (const { title, crash } of cases) {
      it(`recovers when killed ${title}`, async () => {
        const outcome = await runs.get(title)!;
        if ('point' in crash) expect(outcome.unfinished).toBeGreaterThan(0);
        expect(outcome.wrong).toEqual([]);
        // Whether it was lost or not, the same request is never carried out again.
        expect(outcome.repeated).toBe(409);
        expect(outcome.found).toBe(outcome.operation);
      }, 150_000);
    }
  });
}

/** Starts, crashes and audits keep a core busy each: more of them at once only wait for one another. */
const work = turnstile(3);

/** Lets so many at once in, in the order in which they came. */
function turnstile(places: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((enter) => waiting.push(enter));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

type Crash = { readonly point: string } | { readonly afterMs: number };

interface Outcome {
  /** The operation's id as the server told it, before or after the crash. */
  readonly operation: string | undefined;
  /** Status of the same request after all is done. */
  readonly repeated: number;
  /** The operation that the request id leads to. */
  readonly found: string | undefined;
  /** Nodes that were not ready at the crash. */
  readonly unfinished: number;
  readonly wrong: readonly string[];
}

/**
 * The server that is killed is a process of its own. The one after it may live here: all that it knows of the
 * first is in the place, and a process would only cost another start.
 */
async function crashAndRecover(contract: CrashContract, crash: Crash): Promise<Outcome> {
  const place = await contract.newPlace();
  const { plane, retried, crashedAt } = await work(async () => {
    const first = new ChildServer({
      args: argumentsFor(place),
      env: 'point' in crash ? { PILEUS_CRASH_AT: crash.point } : {},
    });
    const answer = await killed(first, crash);
    const after = realClock.now();
    const second = await startControlPlane({ ...place, admin });
    // The client never heard: it asks again, under the same id.
    const again = answer ?? (await expectAnswer(second.url, 'POST', path, body));
    return { plane: second, retried: again, crashedAt: after };
  });
  try {
    const found = await until('the operation ends', contract.takeoverMs + 60_000, async () => {
      const asked = `/operations/?request_id=${requestId}`;
      const { text } = await expectAnswer(plane.url, 'GET', asked);
      const [listed] = JSON.parse(text) as { id: string; state: string }[];
      return listed?.state === 'Running' ? undefined : listed;
    });
    return await work(async () => {
      const repeated = await expectAnswer(plane.url, 'POST', path, body);
      const listed = JSON.parse(
        (await expectAnswer(plane.url, 'GET', '/clusters/test-cluster-1/nodes')).text,
      ) as { nodes: { Template?: string; NodeId: string; State?: string }[] };
      const nodes = listed.nodes.filter(({ Template }) => Template === array);
      await plane.close();
      const { wrong, unfinished } = await inspect(place, crashedAt);
      const ids = new Set(nodes.map(({ NodeId }) => NodeId));
      if (ids.size !== count) wrong.push(`${ids.size} NodeIds listed, not ${count}`);
      if (retried.status !== 202 && retried.status !== 409) {
        wrong.push(`retried: ${retried.status}`);
      }
      if (found.state !== 'Succeeded') wrong.push(`operation ${found.state}`);
      return {
        operation: operationIn(retried.text) ?? found.id,
        repeated: repeated.status,
        found: found.id,
        unfinished,
        wrong,
      };
    });
  } finally {
    await plane.close();
  }
}

/** Audits what a place holds, when no server runs there. */
async function inspect(place: Place, crashedAt: number) {
  const store = await openStore(place, serverClock, serverClock);
  try {
    return {
      wrong: await auditNodes(store, { array, count, requestId }),
      unfinished: await readyAfter(store, array, crashedAt),
    };
  } finally {
    await store.close();
  }
}

/** Asks a server for the nodes, and answers what it said, if anything, once it has been killed. */
async function killed(server: ChildServer, crash: Crash): ReturnType<typeof call> {
  const url = await server.url();
  let answer: Awaited<ReturnType<typeof call>>;
  if (url !== undefined) {
    const asked = call(url, 'POST', path, body);
    if ('afterMs' in crash) {
      await pause(crash.afterMs);
      server.kill();
    }
    answer = await asked;
  }
  const signal = await within(20_000, server.exited(), () => server.kill());
  if (signal === 'SIGKILL') return answer;
  throw new Error(
    `The server was not killed at its crash point: ${signal}; the request was answered ` +
      `${answer?.status} ${answer?.text}; it said ${server.output}`,
  );
}

const operationIn = (text: string): string | undefined =>
  (JSON.parse(text) as { operationId?: string }).operationId;

/** What comes first: the result, or `late` after `ms`. */
async function within<T>(
  ms: number,
  result: Promise<T>,
  late: () => void,
): Promise<T | 'too late'> {
  const timeout = pause(ms).then(() => {
    late();
    return 'too late' as const;
  });
  return Promise.race([result, timeout]);
}
