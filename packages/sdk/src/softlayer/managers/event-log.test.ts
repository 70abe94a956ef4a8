import { describe, expect, it } from 'vitest';
import { EventLogManager } from './event-log.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

const filter = { objectId: { operation: 5 } };

describe('EventLogManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('EventLogManager', (client) => new EventLogManager(client), {
      'get_event_logs, all': async (log) => {
        for await (const _event of log.iterateEventLogs({ filter }));
      },
      'get_event_logs, of one call': (log) => log.getEventLogs({ filter, limit: 50 }),
      get_event_log_types: (log) => log.getEventLogTypes(),
    });
  });

  it('calls nothing before the first event is asked for', () => {
    const client = new Recorder();
    new EventLogManager(client).iterateEventLogs();
    expect(client.calls).toEqual([]);
  });

  const log = new EventLogManager(new Recorder());

  it('builds filters of what is given', () => {
    expect(log.buildFilter({})).toEqual({});
    expect(log.buildFilter({ eventName: 'Power On', objectId: 5, objectName: 'CCI' })).toEqual({
      eventName: { operation: 'Power On' },
      objectId: { operation: 5 },
      objectName: { operation: 'CCI' },
    });
  });

  it('writes days as the event log reads them', () => {
    expect(log.buildFilter({ dateMin: '10/30/2026', dateMax: '10/31/2026' })).toEqual({
      eventCreateDate: {
        operation: 'betweenDate',
        options: [
          { name: 'startDate', value: ['2026-10-30T00:00:00.000000+00:00'] },
          { name: 'endDate', value: ['2026-10-31T00:00:00.000000+00:00'] },
        ],
      },
    });
    const one = (value: string) => [{ name: 'date', value: [value] }];
    expect(log.buildFilter({ dateMin: '1/2/2026', utcOffset: '-0630' })).toEqual({
      eventCreateDate: {
        operation: 'greaterThanDate',
        options: one('2026-01-02T00:00:00.000000-06:30'),
      },
    });
    expect(log.buildFilter({ dateMax: '01/02/2026' })).toEqual({
      eventCreateDate: {
        operation: 'lessThanDate',
        options: one('2026-01-02T00:00:00.000000+00:00'),
      },
    });
  });

  it.each([
    [{ dateMin: '2026-01-02' }, 'dateMin'],
    [{ dateMax: '02/30/2026' }, 'dateMax'],
    [{ dateMin: '01/02/2026', utcOffset: 'CET' }, 'utcOffset'],
  ])('refuses %j', (query, argument) => {
    expect(() => log.buildFilter(query)).toThrow(expect.objectContaining({ argument }));
  });
});
