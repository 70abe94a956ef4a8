import { ArgumentError } from '../../http/argument-error.js';
import type { CallerOptions } from '../../http/http-client.js';
import { queryFilter, queryFilterOrderBy } from '../filter/shorthand.js';
import type {
  SoftLayer_Location,
  SoftLayer_Virtual_Guest_Block_Device_Template_Group,
} from '../generated/types.js';
import { type Identifier, idsOf } from './identifier.js';
import { mergeFilters } from './merge-filters.js';
import { SoftLayerOperationError } from './operation-error.js';
import {
  type ListOptions,
  type MaskOptions,
  type SoftLayerCalls,
  TypedCalls,
  withMask,
} from './typed-calls.js';

export interface ListImagesOptions extends ListOptions {
  /** The global identifier. */
  readonly guid?: string | undefined;
  /** A pattern: `*a*` contains, `a*` starts with, `*a` ends with. */
  readonly name?: string | undefined;
  /** Images a call, from 2. Default 100. */
  readonly pageSize?: number | undefined;
}

export interface EditImageOptions extends CallerOptions {
  readonly name?: string | undefined;
  readonly note?: string | undefined;
  /** Tags, separated by commas. */
  readonly tag?: string | undefined;
}

/** An image in object storage: `swift://…`, or `cos://…` with its further properties. */
export interface ImportImageOptions extends CallerOptions {
  readonly name: string;
  /**
   * `swift://account@cluster/container/path` (VHD or ISO), or `cos://region/bucket/path` (VHD, ISO or
   * RAW).
   */
  readonly uri: string;
  /** Reference code of the operating system. */
  readonly osCode?: string | undefined;
  readonly note?: string | undefined;
  /** For `cos://`: the key to reach object storage and the key management with. */
  readonly ibmApiKey?: string | undefined;
  /** For `cos://`: the root key, when the image is encrypted. */
  readonly rootKeyCrn?: string | undefined;
  /** For `cos://`: the wrapped key of the data, when the image is encrypted. */
  readonly wrappedDek?: string | undefined;
  /** For `cos://`, as the next two. Default false. */
  readonly cloudInit?: boolean | undefined;
  /** Bring your own licence. Default false. */
  readonly byol?: boolean | undefined;
  /** Default false. */
  readonly isEncrypted?: boolean | undefined;
}

export interface ExportImageOptions extends CallerOptions {
  /** `swift://…` or `cos://…`. */
  readonly uri: string;
  /** For `cos://`: the key to reach object storage with. */
  readonly ibmApiKey?: string | undefined;
}

const service = 'Virtual_Guest_Block_Device_Template_Group';
const imageMask = 'id,accountId,name,globalIdentifier,blockDevices,parentId,createDate,transaction';

type Image = SoftLayer_Virtual_Guest_Block_Device_Template_Group;

/** Images that servers are made from. */
export class ImageManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  getImage(id: number | string, options?: MaskOptions): Promise<Image> {
    return this.#api.call(service, 'getObject', [], { ...withMask(imageMask, options), id });
  }

  async deleteImage(id: number | string, options?: CallerOptions): Promise<void> {
    await this.#api.call(service, 'deleteObject', [], { ...options, id });
  }

  /** The account's own images, page by page. */
  listPrivateImages({
    guid,
    name,
    filter,
    mask = imageMask,
    ...options
  }: ListImagesOptions = {}): Promise<Image[]> {
    const wanted = { privateBlockDeviceTemplateGroups: imageTests(guid, name) };
    return this.#api.all('Account', 'getPrivateBlockDeviceTemplateGroups', {
      ...options,
      mask,
      filter: mergeFilters(filter, wanted),
    });
  }

  /** The images that everybody may use, page by page. */
  listPublicImages({
    guid,
    name,
    filter,
    mask = imageMask,
    ...options
  }: ListImagesOptions = {}): Promise<Image[]> {
    return this.#api.all(service, 'getPublicImages', {
      ...options,
      mask,
      filter: mergeFilters(filter, imageTests(guid, name)),
    });
  }

  /** Changes what is given and not empty. @returns false when nothing was. */
  async edit(
    id: number | string,
    { name, note, tag, ...options }: EditImageOptions,
  ): Promise<boolean> {
    const template = { ...(name ? { name } : {}), ...(note ? { note } : {}) };
    if (name || note) {
      await this.#api.call(service, 'editObject', [template], { ...options, id });
    }
    if (tag) await this.#api.call(service, 'setTags', [tag], { ...options, id });
    return Boolean(name || note || tag);
  }

  /** Makes an image out of a file in object storage. */
  importImageFromUri({ name, uri, osCode, note, ...more }: ImportImageOptions): Promise<Image> {
    const { ibmApiKey, rootKeyCrn, wrappedDek, cloudInit, byol, isEncrypted, ...options } = more;
    const common = {
      ...{ name, note: note ?? null },
      ...{ operatingSystemReferenceCode: osCode ?? null, uri },
    };
    if (!isIcos(uri)) {
      return this.#api.call(service, 'createFromExternalSource', [common], options);
    }
    const icos = {
      ...common,
      ibmApiKey: ibmApiKey ?? null,
      crkCrn: rootKeyCrn ?? null,
      wrappedDek: wrappedDek ?? null,
      cloudInit: cloudInit ?? false,
      byol: byol ?? false,
      isEncrypted: isEncrypted ?? false,
    };
    return this.#api.call(service, 'createFromIcos', [icos], options);
  }

  /** Copies an image into object storage. */
  exportImageToUri(
    id: number | string,
    { uri, ibmApiKey, ...options }: ExportImageOptions,
  ): Promise<boolean> {
    return isIcos(uri)
      ? this.#api.call(service, 'copyToIcos', [{ uri, ibmApiKey: ibmApiKey ?? null }], {
          ...options,
          id,
        })
      : this.#api.call(service, 'copyToExternalSource', [{ uri }], { ...options, id });
  }

  /**
   * Makes an image available in further data centres.
   *
   * @param locationNames short names: `dal05`.
   * @throws SoftLayerOperationError for a name that the image cannot be at.
   */
  async addLocations(
    id: number | string,
    locationNames: readonly string[],
    options?: CallerOptions,
  ): Promise<boolean> {
    const locations = await this.getLocationsList(id, locationNames, options);
    return this.#api.call(service, 'addLocations', [locations], { ...options, id });
  }

  /** Takes an image out of data centres; see `addLocations`. */
  async removeLocations(
    id: number | string,
    locationNames: readonly string[],
    options?: CallerOptions,
  ): Promise<boolean> {
    const locations = await this.getLocationsList(id, locationNames, options);
    return this.#api.call(service, 'removeLocations', [locations], { ...options, id });
  }

  /** Where an image can be. */
  getStorageLocations(id: number | string, options?: CallerOptions): Promise<SoftLayer_Location[]> {
    return this.#api.call(service, 'getStorageLocations', [], { ...options, id });
  }

  /**
   * The locations of these names, of those where an image can be.
   *
   * @throws SoftLayerOperationError for a name that is not among them.
   */
  async getLocationsList(
    id: number | string,
    locationNames: readonly string[],
    options?: CallerOptions,
  ): Promise<SoftLayer_Location[]> {
    if (locationNames.length === 0) {
      throw new ArgumentError(
        'locationNames',
        'Name at least one location, such as `dal05`.',
        'SoftLayer',
      );
    }
    const locations = await this.getStorageLocations(id, options);
    return locationNames.map((wanted) => {
      const location = locations.find(({ name }) => name === wanted);
      if (location?.id != null) return location;
      throw new SoftLayerOperationError(
        `The image ${id} cannot be at ${wanted}; it can be at ${locations.map(({ name }) => name).join(', ')}.`,
      );
    });
  }

  /** Lets another account use an image. */
  shareImage(id: number | string, accountId: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call(service, 'permitSharingAccess', [accountId], { ...options, id });
  }

  denyShareImage(
    id: number | string,
    accountId: number,
    options?: CallerOptions,
  ): Promise<boolean> {
    return this.#api.call(service, 'denySharingAccess', [accountId], { ...options, id });
  }

  /** The ids of the images that an id or a name stands for; public ones are looked for first. */
  resolveIds(identifier: Identifier, options?: CallerOptions): Promise<(number | string)[]> {
    return idsOf(
      identifier,
      (name) => this.listPublicImages({ ...options, name }),
      (name) => this.listPrivateImages({ ...options, name }),
    );
  }
}

const imageTests = (guid: string | undefined, name: string | undefined) => ({
  id: queryFilterOrderBy(),
  ...(name ? { name: queryFilter(name) } : {}),
  ...(guid ? { globalIdentifier: queryFilter(guid) } : {}),
});

const isIcos = (uri: string): boolean => uri.includes('cos://');
