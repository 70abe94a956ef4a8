/** A plain JSON request, as any script would make it. */
export interface JsonRequest {
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

export interface JsonReply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Sends a request and reads the JSON of its reply; a body that is not JSON reads as undefined. */
export type SendJson = (url: string, request: JsonRequest) => Promise<JsonReply>;

export const sendJson: SendJson = async (url, { method = 'GET', headers = {}, body, signal }) => {
  const reply = await fetch(url, {
    method,
    headers: { accept: 'application/json', 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, body: parse(text) };
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The reply when it is a success. @throws Error naming the request and the status */
export function succeeded(request: string, reply: JsonReply): JsonReply {
  if (reply.status >= 200 && reply.status < 300) return reply;
  throw new Error(`${request} was answered ${reply.status}`);
}
