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

export const errorForms = { cyclecloud, centurylink, softlayer, tutum, admin } as const;
export type Vendor = keyof typeof errorForms;
