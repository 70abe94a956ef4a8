import type { WebhookPost } from './webhooks.js';

/** Real milliseconds that a receiver has to answer. */
const timeout = 10_000;

/** Posts a webhook body. Redirects are not followed: a receiver that moved has to say so to its owner. */
export const postJson: WebhookPost = async (target, headers, body) => {
  // Few servers have webhooks; the HTTP client is loaded by those that do.
  const { request } = await import('undici');
  const response = await request(target, {
    method: 'POST',
    headers,
    body,
    headersTimeout: timeout,
    bodyTimeout: timeout,
  });
  await response.body.dump();
  return response.statusCode;
};
