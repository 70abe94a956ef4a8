import { ArgumentError } from '../../http/argument-error.js';
import type { CallerOptions } from '../../http/http-client.js';
import type { SoftLayer_Security_Certificate } from '../generated/types.js';
import { type SoftLayerCalls, TypedCalls } from './typed-calls.js';

const getters = {
  all: 'getSecurityCertificates',
  expired: 'getExpiredSecurityCertificates',
  valid: 'getValidSecurityCertificates',
} as const;

/** Certificates for TLS. */
export class SslManager {
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#api = new TypedCalls(client);
  }

  /** @param options `method`: which certificates; default `all`. @throws ArgumentError for another one. */
  async listCerts({
    method = 'all',
    ...options
  }: CallerOptions & { readonly method?: keyof typeof getters | undefined } = {}): Promise<
    SoftLayer_Security_Certificate[]
  > {
    if (!Object.hasOwn(getters, method)) {
      const known = Object.keys(getters).join(', ');
      throw new ArgumentError('method', `The \`method\` must be one of ${known}.`, 'SoftLayer');
    }
    const mask = 'mask[id,commonName,validityDays,notes]';
    return this.#api.call('Account', getters[method], [], { ...options, mask });
  }

  addCertificate(
    certificate: SoftLayer_Security_Certificate,
    options?: CallerOptions,
  ): Promise<SoftLayer_Security_Certificate> {
    return this.#api.call('Security_Certificate', 'createObject', [certificate], options);
  }

  removeCertificate(id: number, options?: CallerOptions): Promise<boolean> {
    return this.#api.call('Security_Certificate', 'deleteObject', [], { ...options, id });
  }

  /** Sends a changed certificate; its `id` tells which. */
  async editCertificate(
    certificate: SoftLayer_Security_Certificate,
    options?: CallerOptions,
  ): Promise<boolean> {
    const { id } = certificate;
    if (id == null) {
      throw new ArgumentError('certificate', 'The `certificate` must have its `id`.', 'SoftLayer');
    }
    return this.#api.call('Security_Certificate', 'editObject', [certificate], { ...options, id });
  }

  getCertificate(id: number, options?: CallerOptions): Promise<SoftLayer_Security_Certificate> {
    return this.#api.call('Security_Certificate', 'getObject', [], { ...options, id });
  }
}
