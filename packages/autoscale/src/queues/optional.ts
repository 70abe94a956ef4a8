import { QueueError } from './queue.js';

/**
 * Loads a package that only one kind of queue needs.
 *
 * @throws QueueError that says how to install it
 */
export async function optional<Module>(
  name: string,
  kind: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new QueueError(
      `A queue of type ${kind} needs the package '${name}'. Install it: npm install ${name}`,
      { cause: error },
    );
  }
}
