import type { TestPlane } from '@pileus/server/testing';
import { type CenturyLinkDriver, centurylink, softlayerRest } from './drivers.js';
import { type Answer, Plane, type Wire } from './plane.js';

/** One control plane, asked by path: for tests of what pages say. */
export class Views {
  readonly #plane: Plane;
  readonly #centurylink: CenturyLinkDriver;

  private constructor(plane: Plane) {
    this.#plane = plane;
    this.#centurylink = centurylink(plane);
  }

  static async open(): Promise<Views> {
    return new Views(await Plane.open());
  }

  get plane(): TestPlane {
    return this.#plane.test;
  }

  close(): Promise<void> {
    return this.#plane.close();
  }

  /** A request with the credentials that the path's dialect takes. */
  send(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: Wire): Promise<Answer> {
    return url.startsWith('/v2/')
      ? this.#centurylink.send(method, url, payload)
      : this.#plane.send(method, url, payload);
  }

  async get(url: string): Promise<Wire> {
    return (await this.send('GET', url)).body;
  }

  async createGuest(): Promise<string> {
    return (await softlayerRest(this.#plane).create!()).uid;
  }
}
