import type { z } from 'zod';

/** What is wrong with some JSON, key by key: `'queue.url' is missing`. */
export const schemaProblems = (json: unknown, { issues }: z.ZodError): string[] =>
  issues.map(({ path, message }) => {
    const key = path.join('.');
    if (key === '') return message;
    return valueAt(json, path) === undefined ? `'${key}' is missing` : `'${key}': ${message}`;
  });

const valueAt = (json: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<PropertyKey, unknown>)[key]
        : undefined,
    json,
  );
