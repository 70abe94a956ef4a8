import { RefusedError } from '../../inventory/errors.js';
import type { NodeSet } from '../../inventory/nodes.js';
import { type Expression, FilterSyntaxError, parseFilter } from './filter/syntax.js';
import { isRecord, type NodeExt } from './views.js';

/** What `nodes/create` was asked. */
export interface CreateRequest {
  readonly requestId: string | undefined;
  readonly sets: readonly NodeSet[];
}

/** Which nodes a management verb means: the union of all selectors. */
export interface Selectors {
  readonly requestId: string | undefined;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly hostnames: readonly string[];
  readonly ipAddresses: readonly string[];
  readonly filter: Expression | undefined;
}

const invalid = (message: string, field: string) => new RefusedError('invalid', message, field);

/** @throws {RefusedError} `invalid` naming the field. */
export function createRequest(body: Readonly<Record<string, unknown>>): CreateRequest {
  const { sets } = body;
  if (!Array.isArray(sets) || sets.length === 0) {
    throw invalid('"sets" must be a list of at least one set of nodes.', 'sets');
  }
  const requestId = optionalText(body.requestId, 'requestId');
  return { requestId, sets: sets.map((set, i) => nodeSet(set, `sets[${i}]`, requestId)) };
}

function nodeSet(value: unknown, at: string, requestId: string | undefined): NodeSet {
  if (!isRecord(value)) throw invalid(`"${at}" must be an object.`, at);
  const { definition, nodeAttributes } = value;
  if (definition != null && !isRecord(definition)) {
    throw invalid(`"${at}.definition" must be an object.`, `${at}.definition`);
  }
  if (nodeAttributes != null && !isRecord(nodeAttributes)) {
    throw invalid(`"${at}.nodeAttributes" must be an object.`, `${at}.nodeAttributes`);
  }
  const array = optionalText(value.nodearray, `${at}.nodearray`);
  if (array === undefined) throw invalid(`"${at}.nodearray" is required.`, `${at}.nodearray`);
  const placementGroup = optionalText(value.placementGroupId, `${at}.placementGroupId`);
  if (placementGroup !== undefined && !/^[A-Za-z0-9_-]{1,128}$/.test(placementGroup)) {
    throw invalid(
      `"${at}.placementGroupId" may have letters, digits, "_" and "-" only.`,
      `${at}.placementGroupId`,
    );
  }
  return {
    array,
    count: wholeNumber(value.count, `${at}.count`, 1),
    machineType: optionalText(definition?.machineType, `${at}.definition.machineType`),
    nameFormat: nameFormat(value.nameFormat, `${at}.nameFormat`),
    nameOffset:
      value.nameOffset == null ? undefined : wholeNumber(value.nameOffset, `${at}.nameOffset`, 0),
    placementGroup,
    start: attributeFlag(nodeAttributes, 'StartAutomatically') ?? true,
    keepAlive: attributeFlag(nodeAttributes, 'KeepAlive') ?? false,
    fixed: attributeFlag(nodeAttributes, 'Fixed') ?? false,
    ext: extOf(nodeAttributes ?? undefined, requestId),
  };
}

function nameFormat(value: unknown, at: string): string | undefined {
  const format = optionalText(value, at);
  if (format === undefined) return undefined;
  const places = format.match(/%/g)?.length ?? 0;
  const known = /%(0?)(\d{0,2})d/.test(format);
  if (places > 1 || (places === 1 && !known)) {
    throw invalid(`"${at}" may have one %d and no other % sign.`, at);
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9._%-]{0,127}$/.test(format)) {
    throw invalid(`"${at}" must make names of letters, digits, ".", "_" and "-".`, at);
  }
  return format;
}

/** Attributes that have columns of their own are left out of what is kept. */
const ownColumns = new Set(['KeepAlive', 'Fixed']);

function extOf(
  attributes: Readonly<Record<string, unknown>> | undefined,
  requestId: string | undefined,
): { readonly cyclecloud: Readonly<Record<string, unknown>> } | Record<string, never> {
  const kept = Object.entries(attributes ?? {}).filter(([key]) => !ownColumns.has(key));
  const ext: NodeExt = {
    ...(kept.length > 0 && { attributes: Object.fromEntries(kept) }),
    ...(requestId !== undefined && { requestId }),
  };
  return Object.keys(ext).length > 0 ? { cyclecloud: { ...ext } } : {};
}

function attributeFlag(
  attributes: Readonly<Record<string, unknown>> | null | undefined,
  name: string,
): boolean | undefined {
  const value = attributes?.[name];
  if (value == null) return undefined;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string' && /^(true|false)$/i.test(value))
    return value.toLowerCase() === 'true';
  throw invalid(`"nodeAttributes.${name}" must be true or false.`, `nodeAttributes.${name}`);
}

/** @throws {RefusedError} `invalid` when nothing selects, or a selector has the wrong type. */
export function selectors(body: Readonly<Record<string, unknown>>): Selectors {
  const filter = filterOf(body.filter);
  const lists = {
    ids: textList(body.ids, 'ids'),
    names: textList(body.names, 'names'),
    hostnames: textList(body.hostnames, 'hostnames'),
    ipAddresses: textList(body.ip_addresses, 'ip_addresses'),
  };
  if (filter === undefined && Object.values(lists).every((list) => list === undefined)) {
    throw invalid('Select nodes by ids, names, hostnames, ip_addresses or filter.', 'ids');
  }
  return {
    requestId: optionalText(body.requestId, 'requestId'),
    filter,
    ids: lists.ids ?? [],
    names: lists.names ?? [],
    hostnames: lists.hostnames ?? [],
    ipAddresses: lists.ipAddresses ?? [],
  };
}

function filterOf(value: unknown): Expression | undefined {
  if (value == null || value === '') return undefined;
  if (typeof value !== 'string') throw invalid('"filter" must be a string.', 'filter');
  return parseFilterOrRefuse(value, 'filter');
}

/** @throws {RefusedError} `invalid` with the position of a syntax error. */
export function parseFilterOrRefuse(text: string, field: string): Expression {
  try {
    return parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError) throw invalid(error.message, field);
    throw error;
  }
}

function optionalText(value: unknown, at: string): string | undefined {
  if (value == null || value === '') return undefined;
  if (typeof value !== 'string') throw invalid(`"${at}" must be a string.`, at);
  if (value.length > 1024) throw invalid(`"${at}" is longer than 1024 characters.`, at);
  return value;
}

function textList(value: unknown, at: string): string[] | undefined {
  if (value == null) return undefined;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw invalid(`"${at}" must be a list of strings.`, at);
}

/** A whole number, also as decimal text (observed callers send the scale total as a string). */
export function wholeNumber(value: unknown, at: string, least: number): number {
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isSafeInteger(number) && number >= least) return number;
  throw invalid(`"${at}" must be a whole number of at least ${least}.`, at);
}
