import type { CallerOptions } from '../../http/http-client.js';
import type {
  SoftLayer_Container_Search_ObjectType,
  SoftLayer_Container_Search_Result,
  SoftLayer_Hardware,
  SoftLayer_Virtual_Guest,
} from '../generated/types.js';
import { type MaskOptions, type SoftLayerCalls, TypedCalls } from './typed-calls.js';

/** All that are given must fit. */
export interface InstanceQuery extends MaskOptions {
  readonly hostname?: string | undefined;
  readonly domain?: string | undefined;
  /** A part of the long name: `Dallas`. */
  readonly datacenter?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

export interface HardwareQuery extends InstanceQuery {
  readonly cpu?: string | number | undefined;
  readonly network?: string | number | undefined;
  readonly memory?: string | number | undefined;
}

/** The search over all things of the account. The API has it on v3.1 alone. */
export class SearchManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  /** What can be searched for, and by which properties. */
  getObjectTypes(options?: CallerOptions): Promise<SoftLayer_Container_Search_ObjectType[]> {
    return this.#api.call('Search', 'getObjectTypes', [], options);
  }

  /** Searches by a simple phrase. */
  search(phrase: string, options?: CallerOptions): Promise<SoftLayer_Container_Search_Result[]> {
    return this.#api.call('Search', 'search', [phrase], options);
  }

  /** Searches by words, and by properties: `_objectType:SoftLayer_Hardware hostname:web*`. */
  advanced(phrase: string, options?: CallerOptions): Promise<SoftLayer_Container_Search_Result[]> {
    return this.#api.call('Search', 'advancedSearch', [phrase], options);
  }

  /** Virtual servers that a word fits, and further terms; an empty word fits all. */
  async searchInstances(
    word: string,
    { hostname, domain, datacenter, tags, ...options }: InstanceQuery = {},
  ): Promise<SoftLayer_Virtual_Guest[]> {
    const phrase = [
      objectTerm('SoftLayer_Virtual_Guest', word),
      ...terms({ hostname, domain, 'datacenter.longName': datacenter }),
      ...tagTerm(tags),
    ].join(' ');
    return resources(await this.#api.call('Search', 'advancedSearch', [phrase], options));
  }

  /** Hardware that a word fits, and further terms; an empty word fits all. */
  async searchHardwareInstances(
    word: string,
    { hostname, domain, cpu, network, memory, datacenter, tags, ...options }: HardwareQuery = {},
  ): Promise<SoftLayer_Hardware[]> {
    const phrase = [
      objectTerm('SoftLayer_Hardware', word),
      ...terms({ hostname, domain, cpu, network, memory, 'datacenter.longName': datacenter }),
      ...tagTerm(tags),
    ].join(' ');
    return resources(await this.#api.call('Search', 'advancedSearch', [phrase], options));
  }
}

/** Without the stars the search is for the whole word (observed). */
const objectTerm = (type: string, word: string): string =>
  `_objectType:${type} ${word === '' ? '' : `*${word}*`}`;

const terms = (given: Readonly<Record<string, string | number | undefined>>): string[] =>
  Object.entries(given)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}: *${value}*`);

const tagTerm = (tags: readonly string[] = []): string[] =>
  tags.length > 0 ? [`internalTagReferences.tag.name: ${tags.join(' ')}`] : [];

const resources = <T>(results: readonly SoftLayer_Container_Search_Result[]): T[] =>
  results.map(({ resource }) => resource as T);
