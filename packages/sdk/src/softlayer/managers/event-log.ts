import { ArgumentError } from '../../http/argument-error.js';
import type { CallerOptions } from '../../http/http-client.js';
import type { SoftLayer_Event_Log } from '../generated/types.js';
import { type SoftLayerCalls, TypedCalls } from './typed-calls.js';

export interface EventLogsOptions extends CallerOptions {
  /** As `buildFilter` makes it. */
  readonly filter?: object | undefined;
  /** Events a call. Default 20. */
  readonly limit?: number | undefined;
}

/** Which events; all that are given must hold. */
export interface EventQuery {
  /** First day, `MM/DD/YYYY`. */
  readonly dateMin?: string | undefined;
  /** Last day, `MM/DD/YYYY`, until its midnight. */
  readonly dateMax?: string | undefined;
  /** `Power On`. */
  readonly eventName?: string | undefined;
  readonly objectId?: number | undefined;
  /** `CCI`. */
  readonly objectName?: string | undefined;
  /** Where the days are. Default `+0000`. */
  readonly utcOffset?: string | undefined;
}

/** What happened on the account. */
export class EventLogManager {
  readonly #calls: SoftLayerCalls;
  readonly #api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.#calls = client;
    this.#api = new TypedCalls(client);
  }

  /** All events that fit, asked for page by page as they are read. There may be many. */
  iterateEventLogs({
    filter,
    limit = 20,
    ...options
  }: EventLogsOptions = {}): AsyncIterable<SoftLayer_Event_Log> {
    return this.#calls.iterate('Event_Log', 'getAllObjects', [], {
      ...options,
      filter,
      pageSize: limit,
    }) as AsyncIterable<SoftLayer_Event_Log>;
  }

  /** The first events that fit, in one call. */
  getEventLogs({ limit = 20, ...options }: EventLogsOptions = {}): Promise<SoftLayer_Event_Log[]> {
    return this.#api.call('Event_Log', 'getAllObjects', [], { ...options, limit });
  }

  /** The names of things that events are about. */
  getEventLogTypes(options?: CallerOptions): Promise<string[]> {
    return this.#api.call('Event_Log', 'getAllEventObjectNames', [], options);
  }

  /**
   * A filter for `getEventLogs`; an empty one for an empty query.
   *
   * @throws ArgumentError for a day or an offset that cannot be read.
   */
  buildFilter({
    dateMin,
    dateMax,
    eventName,
    objectId,
    objectName,
    utcOffset,
  }: EventQuery): object {
    const date = dateTest(
      dateMin ? eventDate('dateMin', dateMin, utcOffset) : undefined,
      dateMax ? eventDate('dateMax', dateMax, utcOffset) : undefined,
    );
    return {
      ...(date ? { eventCreateDate: date } : {}),
      ...(eventName ? { eventName: { operation: eventName } } : {}),
      ...(objectId ? { objectId: { operation: objectId } } : {}),
      ...(objectName ? { objectName: { operation: objectName } } : {}),
    };
  }
}

function dateTest(min: string | undefined, max: string | undefined): object | undefined {
  if (min && max) {
    const startDate = { name: 'startDate', value: [min] };
    return { operation: 'betweenDate', options: [startDate, { name: 'endDate', value: [max] }] };
  }
  const operation = min ? 'greaterThanDate' : 'lessThanDate';
  const date = min ?? max;
  return date ? { operation, options: [{ name: 'date', value: [date] }] } : undefined;
}

/** ISO 8601 with six digits of fractions, the one form that the event log reads (observed). */
function eventDate(argument: string, day: string, offset = '+0000'): string {
  const [, month = '', date = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(day) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const time = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== iso) {
    throw new ArgumentError(
      argument,
      `\`${argument}\` must be a day such as 01/31/2026.`,
      'SoftLayer',
    );
  }
  const [, hours, minutes] = /^([+-]\d{2}):?(\d{2})$/.exec(offset) ?? [];
  if (hours === undefined) {
    throw new ArgumentError(
      'utcOffset',
      '`utcOffset` must be such as +0000 or -0600.',
      'SoftLayer',
    );
  }
  return `${iso}T00:00:00.000000${hours}:${minutes}`;
}
