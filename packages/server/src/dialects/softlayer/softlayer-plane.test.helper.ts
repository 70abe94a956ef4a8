import { decodeResponse, encodeRequest, type XmlRpcInput } from '@pileus/sdk/softlayer/xmlrpc';
import { expect } from 'vitest';
import { startTestPlane, type TestPlane, testAdmin } from '../../testing/index.js';

/** A decoded answer. Tests look into whatever was answered. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: see above.
  readonly value: any;
  /** Code and text. */
  readonly fault: readonly [string, string] | undefined;
  readonly total: number | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface XmlRpcOptions {
  readonly id?: number | string;
  readonly mask?: string;
  /** Other members of the headers struct, by their full names. */
  readonly more?: Readonly<Record<string, XmlRpcInput>>;
  readonly version?: 'v3' | 'v3.1';
  /** Default: the administrator's user name and key; null: none. */
  readonly authenticate?: XmlRpcInput;
  readonly authorization?: string;
}

export interface RestOptions {
  readonly parameters?: readonly unknown[];
  /** Sent as it is. */
  readonly body?: string | Buffer;
  readonly authorization?: string;
}

export const basicOf = (username: string, secret: string): string =>
  `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;

/** A control plane as SoftLayer clients see it. For tests. */
export interface SoftlayerPlane extends TestPlane {
  xmlrpc(
    service: string,
    method: string,
    args?: readonly XmlRpcInput[],
    options?: XmlRpcOptions,
  ): Promise<Answer>;
  /** A document as it is, over XML-RPC. */
  document(service: string, document: string | Buffer, version?: string): Promise<Answer>;
  rest(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, o?: RestOptions): Promise<Answer>;
  /** Ids of all guests, by a call of its own. */
  guestIds(): Promise<number[]>;
}

/** The template of the vendor's article. */
export const template = {
  hostname: 'myhostname',
  domain: 'example.org',
  startCpus: 1,
  maxMemory: 1024,
  hourlyBillingFlag: 'true',
  operatingSystemReferenceCode: 'UBUNTU_LATEST',
  localDiskFlag: 'false',
  datacenter: { name: 'dal09' },
} as const;

const totalOf = (header: unknown) => (header === undefined ? undefined : Number(header));

export async function startSoftlayerPlane(): Promise<SoftlayerPlane> {
  const plane = await startTestPlane({ world: 'demo' });
  const admin = { username: testAdmin.username, apiKey: testAdmin.apiKey };

  const document: SoftlayerPlane['document'] = async (service, payload, version = 'v3.1') =>
    xmlRpcAnswer(
      await plane.app.inject({ method: 'POST', url: `/xmlrpc/${version}/${service}`, payload }),
    );
  const xmlrpc: SoftlayerPlane['xmlrpc'] = async (service, method, args = [], options = {}) => {
    const { id, mask, more = {}, version = 'v3.1', authenticate = admin, authorization } = options;
    const headers: Record<string, XmlRpcInput> = { ...more };
    if (authenticate !== null) headers.authenticate = authenticate;
    if (id !== undefined) headers[`${service}InitParameters`] = { id };
    if (mask !== undefined) headers.SoftLayer_ObjectMask = { mask };
    const response = await plane.app.inject({
      method: 'POST',
      url: `/xmlrpc/${version}/${service}`,
      headers: {
        'content-type': 'application/xml',
        ...(authorization !== undefined && { authorization }),
      },
      payload: encodeRequest(method, [{ headers }, ...args]),
    });
    return xmlRpcAnswer(response);
  };
  const rest: SoftlayerPlane['rest'] = async (method, path, options = {}) => {
    const { parameters, body, authorization = basicOf(admin.username, admin.apiKey) } = options;
    const payload = body ?? (parameters && JSON.stringify({ parameters }));
    const response = await plane.app.inject({
      method,
      url: `/rest/v3.1/${path}`,
      headers: { authorization },
      ...(payload !== undefined && { payload }),
    });
    const isJson = String(response.headers['content-type']).startsWith('application/json');
    const value = isJson ? JSON.parse(response.body) : response.body;
    const isError = response.statusCode >= 400 && isJson;
    if (isError) expect(Object.keys(value).sort()).toEqual(['code', 'error']);
    return {
      status: response.statusCode,
      value: isError ? undefined : value,
      fault: isError ? [value.code, value.error] : undefined,
      total: totalOf(response.headers['softlayer-total-items']),
      headers: response.headers,
      text: response.body,
    };
  };
  return {
    ...plane,
    document,
    xmlrpc,
    rest,
    guestIds: async () => {
      const { value } = await rest('GET', 'SoftLayer_Account/VirtualGuests?objectMask=id');
      return (value as { id: number }[]).map(({ id }) => id);
    },
  };
}

/** Every answer is checked for what holds of all of them: status, type, the form of faults. */
function xmlRpcAnswer(response: {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly rawPayload: Buffer;
}): Answer {
  const { statusCode: status, headers, body: text, rawPayload } = response;
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/xml/);
  const decoded = decodeResponse(rawPayload);
  if (decoded.kind === 'fault') {
    // Go's client panics at a code that is a number.
    expect(text).toMatch(/<name>faultCode<\/name><value><string>/);
  }
  return {
    status,
    value: decoded.kind === 'value' ? decoded.value : undefined,
    fault: decoded.kind === 'fault' ? [decoded.faultCode, decoded.faultString] : undefined,
    total: totalOf(headers['softlayer-total-items']),
    headers,
    text,
  };
}
