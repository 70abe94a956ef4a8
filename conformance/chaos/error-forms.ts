import { decodeResponse } from '@pileus/sdk/softlayer/xmlrpc';

/** What of an answer tells whether it is an error in a vendor's own form. */
export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Answers what is wrong with an error's form; undefined when nothing is. */
export type ErrorForm = (answer: Answered) => string | undefined;

function json(
  { type, text }: Answered,
  isRight: (body: Record<string, unknown>) => boolean,
): string | undefined {
  if (!type.startsWith('application/json')) return `content type "${type}"`;
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return `not JSON: ${text.slice(0, 200)}`;
  }
  const fits = typeof body === 'object' && body !== null && isRight(body as never);
  return fits ? undefined : `body ${text.slice(0, 200)}`;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.length > 0;

const keysOf = (body: object): string => Object.keys(body).sort().join();

/** Observed: `Exception`, `Message` and `Detail`, and nothing else. */
const cyclecloud: ErrorForm = (answer) =>
  json(
    answer,
    (body) =>
      keysOf(body) === 'Detail,Exception,Message' &&
      Object.values(body).every((text) => isText(text)),
  );

/** Recorded: `message`, and `modelState` (texts by field) where fields are wrong. */
const centurylink: ErrorForm = (answer) =>
  json(answer, ({ message, modelState, ...rest }) => {
    const states = Object.values((modelState as Record<string, unknown> | undefined) ?? {});
    const isRight = states.every((list) => Array.isArray(list) && list.every(isText));
    return isText(message) && isRight && Object.keys(rest).length === 0;
  });

/** Documented: `error`. */
const tutum: ErrorForm = (answer) => json(answer, ({ error }) => isText(error));

/** Our own. */
const admin: ErrorForm = (answer) =>
  json(answer, ({ error }) => {
    const { code, message } = (error ?? {}) as Record<string, unknown>;
    return isText(code) && isText(message);
  });

/** Documented for REST: `error` and `code`. */
const softlayer: ErrorForm = (answer) =>
  json(answer, (body) => keysOf(body) === 'code,error' && isText(body.error) && isText(body.code));

/** Recorded: a fault with status 200 whose code is a text: an exception's name, or a number below -32300. */
const softlayerXml: ErrorForm = ({ status, type, text }) => {
  if (status !== 200) return `status ${status}`;
  if (!type.startsWith('text/xml')) return `content type "${type}"`;
  const answer = decodeResponse(Buffer.from(text));
  if (answer.kind !== 'fault') return `no fault: ${text.slice(0, 200)}`;
  if (!text.includes('<name>faultCode</name><value><string>')) return 'a code that is no text';
  const isKnown = /^(SoftLayer_[A-Za-z_]+|-32[3-7]\d\d)$/.test(answer.faultCode);
  return isKnown && isText(answer.faultString) ? undefined : `fault ${text.slice(0, 300)}`;
};

export const errorForms = {
  cyclecloud,
  centurylink,
  softlayer,
  softlayerXml,
  tutum,
  admin,
} as const;
export type Vendor = keyof typeof errorForms;

/** Whether an answer refuses what was asked; XML-RPC does so with status 200. */
export const isRefusal = (vendor: Vendor, { status, text }: Answered): boolean =>
  vendor === 'softlayerXml' ? status !== 200 || text.includes('<fault>') : status >= 400;

/** Whether an answer says that the server is at fault. SoftLayer answers most mistakes of callers with 500. */
export const isInternal = (vendor: Vendor, { status, text }: Answered): boolean =>
  vendor === 'softlayer' || vendor === 'softlayerXml'
    ? status > 500 || text.includes('Internal Error')
    : status >= 500;
