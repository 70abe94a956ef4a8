import type { Dispatcher } from 'undici';
import type { HttpCall } from './call.js';
import { ConnectionError } from './connection-error.js';
import type { HttpResponse, Next } from './pipeline.js';
import { ResponseError } from './response-error.js';
import { TimeoutError } from './timeout-error.js';
import { request } from './undici.js';

/** The end of the pipeline: one attempt over the network. */
export function transport(dispatcher: Dispatcher): Next {
  return async (call) => {
    try {
      const { statusCode, headers, body } = await request.call(dispatcher, {
        origin: call.origin,
        path: call.path,
        method: call.method,
        headers: call.headers,
        body: call.body ?? null,
        signal: call.stop,
        headersTimeout: call.timeout,
        bodyTimeout: call.timeout,
      });
      if (call.maxBytes === undefined) {
        return { status: statusCode, headers, body: await body.text() };
      }
      const bytes = await bytesOf(call, { status: statusCode, headers, body }, call.maxBytes);
      return new BytesResponse(statusCode, headers, bytes);
    } catch (cause) {
      if (cause instanceof ResponseError) throw cause;
      if (call.stop.aborted) throw call.stop.reason;
      throw isTimeout(cause) ? new TimeoutError(call, cause) : new ConnectionError(call, cause);
    }
  };
}

function isTimeout(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('code' in cause)) return false;
  return cause.code === 'UND_ERR_HEADERS_TIMEOUT' || cause.code === 'UND_ERR_BODY_TIMEOUT';
}

interface Answer {
  readonly status: number;
  readonly headers: HttpResponse['headers'];
  readonly body: Dispatcher.ResponseData['body'];
}

/** Reads no further than `maxBytes`, whatever length the server announced. */
async function bytesOf(call: HttpCall, answer: Answer, maxBytes: number): Promise<Uint8Array> {
  const { status, headers, body } = answer;
  // A length that was announced is kept to by the parser of HTTP.
  if (Number(headers['content-length']) <= maxBytes) return await body.bytes();
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (length > maxBytes) {
      throw new ResponseError(
        call,
        { status, headers, body: '' },
        `has more than ${maxBytes} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, length);
}

/** A large answer becomes text only when somebody looks at it as text. */
class BytesResponse implements HttpResponse {
  readonly status: number;
  readonly headers: HttpResponse['headers'];
  readonly bytes: Uint8Array;

  constructor(status: number, headers: HttpResponse['headers'], bytes: Uint8Array) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  get body(): string {
    const { buffer, byteOffset, byteLength } = this.bytes;
    const text = Buffer.from(buffer, byteOffset, byteLength).toString();
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }
}
