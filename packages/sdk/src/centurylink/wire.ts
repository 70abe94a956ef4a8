/**
 * The shapes of CenturyLink Cloud's API version 2, exactly as they travel.
 *
 * "Recorded" marks what was seen in real traffic of 2015 and 2016; the rest is documented, or demanded by a
 * client that breaks without it. Old clients decode some replies strictly: see the notes on single types.
 * Dates are `YYYY-MM-DDTHH:MM:SSZ`, without fraction; hrefs are paths, with the alias in lower case.
 */

export * from './wire/account.js';
export * from './wire/data-center.js';
export * from './wire/group.js';
export * from './wire/queue.js';
export * from './wire/server.js';
export * from './wire/shared.js';
