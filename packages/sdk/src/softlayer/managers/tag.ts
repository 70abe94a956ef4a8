import { ArgumentError } from '../../http/argument-error.js';
import type { CallerOptions } from '../../http/http-client.js';
import type {
  SoftLayer_Container_Search_Result,
  SoftLayer_Tag,
  SoftLayer_Tag_Reference,
  SoftLayer_Tag_Type,
} from '../generated/types.js';
import { type MaskOptions, type SoftLayerCalls, TypedCalls, withMask } from './typed-calls.js';

/** A kind of thing that can have tags. */
export type TagType =
  | 'HARDWARE'
  | 'GUEST'
  | 'ACCOUNT_DOCUMENT'
  | 'TICKET'
  | 'NETWORK_VLAN_FIREWALL'
  | 'CONTRACT'
  | 'IMAGE_TEMPLATE'
  | 'APPLICATION_DELIVERY_CONTROLLER'
  | 'NETWORK_VLAN'
  | 'NETWORK_SUBNET'
  | 'DEDICATED_HOST';

/** Services whose names do not follow from the type's. */
const services: Readonly<Record<string, string | undefined>> = {
  APPLICATION_DELIVERY_CONTROLLER: 'Network_Application_Delivery_Controller',
  GUEST: 'Virtual_Guest',
  DEDICATED_HOST: 'Virtual_DedicatedHost',
  IMAGE_TEMPLATE: 'Virtual_Guest_Block_Device_Template_Group',
};

/** Something that can have tags, as far as its name goes. */
export interface TaggedResource {
  readonly [property: string]: unknown;
}

/** Tags, and what has them. */
export class TagManager {
  readonly #api: TypedCalls;
  readonly #calls: SoftLayerCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
    this.#calls = client;
  }

  /** The tags of the user who calls: those on something, and those on nothing. */
  async listTags({ mask = 'mask[id,name,referenceCount]', ...caller }: MaskOptions = {}): Promise<{
    attached: SoftLayer_Tag[];
    unattached: SoftLayer_Tag[];
  }> {
    const unattached = await this.getUnattachedTags({ ...caller, mask });
    const attached = await this.getAttachedTags({ ...caller, mask });
    return { attached, unattached };
  }

  getUnattachedTags(options?: MaskOptions): Promise<SoftLayer_Tag[]> {
    return this.#api.all('Tag', 'getUnattachedTagsForCurrentUser', options);
  }

  getAttachedTags(options?: MaskOptions): Promise<SoftLayer_Tag[]> {
    return this.#api.all('Tag', 'getAttachedTagsForCurrentUser', options);
  }

  /** What has the tag. */
  getTagReferences(id: number, options?: MaskOptions): Promise<SoftLayer_Tag_Reference[]> {
    return this.#api.all('Tag', 'getReferences', { ...withMask('mask[tagType]', options), id });
  }

  getTag(id: number, options?: MaskOptions): Promise<SoftLayer_Tag> {
    const given = { ...withMask('mask[id,name]', options), id };
    return this.#api.call('Tag', 'getObject', [], given);
  }

  /** The tags of a name. */
  getTagByName(name: string, options?: MaskOptions): Promise<SoftLayer_Tag[]> {
    const given = withMask('mask[id,name]', options);
    return this.#api.call('Tag', 'getTagByTagName', [name], given);
  }

  /**
   * The thing that a reference points to.
   *
   * @param resourceTableId of the reference.
   * @param tagType `tagType.keyName` of the reference.
   * @throws ArgumentError for a type that has no service.
   */
  async referenceLookup(
    resourceTableId: number,
    tagType: TagType,
    options?: CallerOptions,
  ): Promise<TaggedResource> {
    const args = { ...options, id: resourceTableId };
    const object = await this.#calls.call(serviceOf(tagType), 'getObject', [], args);
    return object as TaggedResource;
  }

  /** Deletes a tag by its name. */
  deleteTag(name: string, options?: CallerOptions): Promise<boolean> {
    return this.#api.call('Tag', 'deleteTag', [name], options);
  }

  /** Replaces the tags of a thing. @param tags separated by commas; an empty text takes all away. */
  setTags(
    tags: string,
    {
      keyName,
      resourceId,
      ...options
    }: CallerOptions & {
      readonly keyName: TagType;
      readonly resourceId: number;
    },
  ): Promise<boolean> {
    return this.#api.call('Tag', 'setTags', [tags, keyName, resourceId], options);
  }

  /** The types that users can put tags on, each with its service. */
  async getAllTagTypes(
    options?: CallerOptions,
  ): Promise<(SoftLayer_Tag_Type & { readonly service: string })[]> {
    const types = await this.#api.call('Tag', 'getAllTagTypes', [], options);
    return types.flatMap((type) => {
      const service = TagManager.typeToService(type.keyName ?? '');
      return service === undefined ? [] : [{ ...type, service }];
    });
  }

  /** All things of a type that can have tags; of tickets only the open ones. */
  async taggableByType(
    tagType: TagType,
    options?: CallerOptions,
  ): Promise<SoftLayer_Container_Search_Result[]> {
    const resourceType = serviceOf(tagType);
    if (tagType === 'IMAGE_TEMPLATE') {
      const mask =
        'mask[id,accountId,name,globalIdentifier,parentId,publicFlag,flexImageFlag,imageType]';
      const images = await this.#api.all('Account', 'getPrivateBlockDeviceTemplateGroups', {
        ...options,
        mask,
      });
      return images.map((resource) => ({ resourceType, resource }));
    }
    if (tagType === 'NETWORK_SUBNET') {
      const subnets = await this.#api.all('Account', 'getSubnets', options);
      return subnets.map((resource) => ({ resourceType, resource }));
    }
    const open = tagType === 'TICKET' ? ' status.name: open' : '';
    const query = `_objectType:SoftLayer_${resourceType}${open}`;
    return this.#api.all('Search', 'advancedSearch', options, [query]);
  }

  /** The service of a tag type; undefined for one whose things cannot be had by the API. */
  static typeToService(tagType: string): string | undefined {
    if (tagType === 'ACCOUNT_DOCUMENT' || tagType === 'CONTRACT') return undefined;
    return (
      services[tagType] ??
      tagType.toLowerCase().replace(/(^|_)[a-z]/g, (letter) => letter.toUpperCase())
    );
  }

  /** What people call a thing, as far as its properties tell. */
  static getResourceName(resource: TaggedResource, tagType: TagType): string | undefined {
    const text = (name: string) =>
      resource[name] === undefined || resource[name] === null ? undefined : String(resource[name]);
    switch (tagType) {
      case 'NETWORK_VLAN_FIREWALL':
        return text('primaryIpAddress');
      case 'NETWORK_VLAN':
        return `${text('vlanNumber')} (${text('name')})`;
      case 'IMAGE_TEMPLATE':
      case 'APPLICATION_DELIVERY_CONTROLLER':
        return text('name');
      case 'TICKET':
        return text('title');
      case 'NETWORK_SUBNET':
        return text('networkIdentifier');
      default:
        return text('fullyQualifiedDomainName');
    }
  }
}

function serviceOf(tagType: TagType): string {
  const service = TagManager.typeToService(tagType);
  if (service !== undefined) return service;
  throw new ArgumentError(
    'tagType',
    `Things of the tag type ${tagType} cannot be looked up by the API.`,
    'SoftLayer',
  );
}
