import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { queryFilterOrderBy } from '../filter/shorthand.js';
import { orderedById, type PagedOptions } from '../iterate.js';
import { parseMask } from '../mask/parse.js';
import { printMask } from '../mask/print.js';
import { methodOf } from '../schema.js';
import { type CallOptions, wireCall } from '../wire-options.js';
import type { SoftLayerCalls } from './typed-calls.js';

/** A call as softlayer-python's transport gets it; absent is what was not given. */
export interface RecordedCall {
  readonly call: string;
  readonly args: readonly unknown[];
  readonly id?: number | string;
  readonly mask?: string;
  readonly filter?: object;
  readonly limit?: number;
  readonly offset?: number;
}

/** Answers by `Service::method`; whatever else is called is answered with true. */
export type Answers = Readonly<Record<string, unknown>>;

/** Methods that softlayer-python calls although the API's table does not have them. */
const unknownMethods =
  /^(Dns_Domain::editObject|Network_Customer_Subnet::deleteObject|Account::getScaleGroups|Scale_\w+::\w+)$/;

/** Getters whose filter softlayer-python also roots at another getter's property. */
const foreignRoots = new Set([
  'Account::getHourlyVirtualGuests',
  'Account::getMonthlyVirtualGuests',
  'Product_Package::getActivePresets',
  'Product_Package::getAccountRestrictedActivePresets',
]);

/** A client that answers by a table and keeps what it was asked. */
export class Recorder implements SoftLayerCalls {
  readonly calls: RecordedCall[] = [];
  /** The options of every call, as they were given. */
  readonly options: CallOptions[] = [];
  readonly #answers: Answers;

  constructor(answers: Answers = {}) {
    this.#answers = answers;
  }

  async call(
    service: string,
    method: string,
    args: readonly unknown[],
    options: CallOptions,
  ): Promise<unknown> {
    this.#check(service, method, args, options);
    return this.#answer(service, method, args, options);
  }

  /** Every mask, filter and argument must be one that the API's table knows and that can be sent. */
  #check(service: string, method: string, args: readonly unknown[], options: CallOptions): void {
    const name = `${service}::${method}`;
    // The table lacks a package's `statusCode`, which is filtered by all the same.
    const { statusCode: _, ...filter } = (options.filter ?? {}) as { statusCode?: unknown };
    const masked = { ...options, filter };
    wireCall(service, method, args, masked, { masks: true, filters: !foreignRoots.has(name) });
    if (!unknownMethods.test(name)) expect(methodOf(service, method), name).toBeDefined();
  }

  #answer(
    service: string,
    method: string,
    args: readonly unknown[],
    options: CallOptions,
  ): unknown {
    const name = `${service}::${method}`;
    const { id, mask, filter, limit, offset } = options;
    this.options.push(options);
    this.calls.push(
      normal({ call: name, args, id, mask: mask as string | undefined, filter, limit, offset }),
    );
    const answer = Object.hasOwn(this.#answers, name) ? this.#answers[name] : true;
    if (answer instanceof Error) throw answer;
    return structuredClone(answer);
  }

  /** One page, as `Client.iterate` asks for it. */
  async *iterate(
    service: string,
    method: string,
    args: readonly unknown[],
    options: PagedOptions,
  ): AsyncGenerator<unknown> {
    this.#check(service, method, args, options);
    const { pageSize: limit = 100, ...own } = options;
    const checks = { masks: true, filters: false };
    const filter = orderedById(options.filter, service, method, checks);
    const list = this.#answer(service, method, args, { ...own, limit, offset: 0, filter });
    yield* Array.isArray(list) ? list : [list];
  }
}

/** Equal for what means the same: the spelling of a mask, an empty filter, undefined for null. */
export function normal(
  call: {
    [K in keyof RecordedCall]: RecordedCall[K] | undefined;
  },
): RecordedCall {
  const { mask, filter } = call;
  const empty = filter && Object.keys(filter).length === 0;
  const plain = {
    ...call,
    mask: mask === undefined ? undefined : printMask(parseMask(mask)),
    filter: empty ? undefined : filter,
    args: call.args?.map((value) => value ?? null),
  };
  return JSON.parse(JSON.stringify(plain));
}

interface Case {
  readonly manager: string;
  readonly method: string;
  readonly case?: string;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly calls: readonly RecordedCall[];
}

/** What was recorded: first what several answers share, then a case a line. */
function recordings(file: string): Case[] {
  const [first = '', ...lines] = readFileSync(new URL(file, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const shared: Answers = JSON.parse(first).shared;
  return lines.map((line) => {
    const { answers = {}, ...own }: Case = JSON.parse(line);
    const told = Object.entries(answers).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('@') ? shared[value.slice(1)] : value,
    ]);
    return { ...own, answers: Object.fromEntries(told) };
  });
}

const cases = ['softlayer-python.test.jsonl', 'softlayer-python-compute.test.jsonl'].flatMap(
  recordings,
);

/** What softlayer-python calls: the cases of a manager, by method and what is special about them. */
export function recordedCases(
  manager: string,
): { readonly name: string; readonly answers: Answers; readonly calls: RecordedCall[] }[] {
  const own = cases.filter((each) => each.manager === manager);
  expect(own.length, manager).toBeGreaterThan(0);
  return own.map((each) => ({
    name: each.case === undefined ? each.method : `${each.method}, ${each.case}`,
    answers: each.answers ?? {},
    calls: each.calls.map((call) => normal(call.offset === undefined ? call : ordered(call))),
  }));
}

/** softlayer-python 6.3 orders the lists that it pages through; 6.1, which was recorded, does not yet. */
function ordered(call: RecordedCall): RecordedCall {
  if (JSON.stringify(call.filter ?? {}).includes('"orderBy"')) return call;
  return { ...call, filter: { ...call.filter, id: queryFilterOrderBy() } };
}

/** Our own way to make the calls of each case. */
export type Runs<M> = Readonly<Record<string, (manager: M) => unknown>>;

/**
 * Checks that every recorded case makes the recorded calls.
 */
export async function expectRecordedCalls<M extends object>(
  name: string,
  make: (client: SoftLayerCalls) => M,
  runs: Runs<M>,
): Promise<void> {
  const recorded = recordedCases(name);
  expect(Object.keys(runs).sort()).toEqual(recorded.map((each) => each.name).sort());
  for (const each of recorded) {
    const client = new Recorder(each.answers);
    try {
      await runs[each.name]?.(make(client));
    } catch (error) {
      throw new Error(`${name}.${each.name}`, { cause: error });
    }
    expect(client.calls, `${name}.${each.name}`).toEqual(each.calls);
  }
}
