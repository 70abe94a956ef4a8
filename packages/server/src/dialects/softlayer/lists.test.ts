import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type SoftlayerPlane,
  startSoftlayerPlane,
  template,
} from './softlayer-plane.test.helper.js';

const account = 'SoftLayer_Account';

describe('lists of machines', () => {
  let plane: SoftlayerPlane;
  let all: Row[];
  interface Row {
    readonly id: number;
    readonly hostname: string;
    readonly domain: string;
    readonly maxCpu: number;
    readonly maxMemory: number;
    readonly notes: string;
  }
  beforeAll(async () => {
    plane = await startSoftlayerPlane();
    const many = Array.from({ length: 250 }, (_, i) => ({
      ...template,
      hostname: `${i % 2 === 0 ? 'Web' : 'db'}${i}`,
      startCpus: [1, 2, 16][i % 3],
      maxMemory: i % 5 === 0 ? 2048 : 1024,
      hourlyBillingFlag: i % 10 !== 0,
      datacenter: { name: i % 4 === 0 ? 'dal05' : 'dal09' },
      ...(i % 7 === 0 && { notes: `note ${i}` }),
    }));
    const made = await plane.rest('POST', 'SoftLayer_Virtual_Guest/createObjects', {
      parameters: [many],
    });
    expect(made.status).toBe(200);
    all = (await plane.xmlrpc(account, 'getVirtualGuests')).value;
  });
  afterAll(() => plane.close());

  const filtered = async (filter: object, mask = 'id') =>
    plane.xmlrpc(account, 'getVirtualGuests', [], {
      mask,
      more: { [`${account}ObjectFilter`]: { virtualGuests: filter } as never },
    });
  const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);
  const op = (operation: string | number) => ({ operation });
  const data = (operation: string, ...value: (string | number)[]) => ({
    operation,
    options: [{ name: 'data', value }],
  });

  it('gives all guests in order of their ids, 250 new ones among them', () => {
    expect(all.length).toBeGreaterThanOrEqual(250);
    expect(ids(all)).toEqual(ids(all).sort((a, b) => a - b));
  });

  const has = (text: string) => (row: Row) => row.hostname.toLowerCase().includes(text);
  const tests: [string, object, (row: Row) => boolean][] = [
    ['> on a number', { maxCpu: op('> 8') }, (row) => row.maxCpu > 8],
    ['!= on a number', { maxCpu: op('!= 1') }, (row) => row.maxCpu !== 1],
    ['<= on a number', { maxMemory: op('<= 1024') }, (row) => row.maxMemory <= 1024],
    ['a bare number', { maxCpu: op(16) }, (row) => row.maxCpu === 16],
    ['a plain text, by case', { hostname: op('Web0') }, (row) => row.hostname === 'Web0'],
    ['a plain text in another case', { hostname: op('web0') }, () => false],
    ['_= in any case', { hostname: op('_= WEB0') }, (row) => row.hostname === 'Web0'],
    ['^=', { hostname: op('^= WEB') }, (row) => /^web/i.test(row.hostname)],
    ['!^=', { hostname: op('!^= web') }, (row) => !/^web/i.test(row.hostname)],
    ['$=', { hostname: op('$= 1') }, (row) => row.hostname.endsWith('1')],
    ['*=', { hostname: op('*= EB1') }, has('eb1')],
    ['!*=', { hostname: op('!*= eb1') }, (row) => !has('eb1')(row)],
    ['~', { hostname: op('~ ^Web[0-4]$') }, (row) => /^Web[0-4]$/.test(row.hostname)],
    [
      'in',
      { hostname: data('in', 'Web0', 'db1') },
      (row) => ['Web0', 'db1'].includes(row.hostname),
    ],
    ['not in', { maxCpu: data('not in', 1, 2) }, (row) => ![1, 2].includes(row.maxCpu)],
    ['or', { hostname: data('or', '^= db', '$= 0') }, (row) => /^db|0$/i.test(row.hostname)],
    ['and', { hostname: data('and', '^= db', '$= 1') }, (row) => /^db.*1$/i.test(row.hostname)],
    ['is null', { notes: op('is null') }, (row) => row.notes === ''],
    ['not null', { notes: op('not null') }, (row) => row.notes !== ''],
    ['_= on what no column holds', { notes: op('_= NOTE 7') }, (row) => row.notes === 'note 7'],
    [
      'several properties, in a column and not',
      { maxCpu: op('> 1'), notes: op('^= note') },
      (row) => row.maxCpu > 1 && row.notes !== '',
    ],
    ['an unknown path: without effect', { colour: { hue: op('red') } }, () => true],
    ['a malformed operation: without effect', { hostname: { operation: [] } }, () => true],
  ];
  it.each(tests)('filters by %s', async (_what, filter, wanted) => {
    const { value, total } = await filtered(filter);
    expect(ids(value)).toEqual(ids(all.filter(wanted)));
    expect(total).toBe(value.length);
  });

  it('filters by the data center, in any case', async () => {
    const { value } = await filtered({ datacenter: { name: op('_= DAL05') } }, 'datacenter.name');
    expect(value.length).toBeGreaterThan(60);
    for (const row of value) expect(row.datacenter).toEqual({ name: 'dal05' });
  });

  it('filters by date', async () => {
    const dates = [
      { name: 'startDate', value: ['01/01/2000'] },
      { name: 'endDate', value: ['01/01/2100 0:0:0'] },
    ];
    const between = await filtered({ createDate: { operation: 'betweenDate', options: dates } });
    expect(between.value).toHaveLength(all.length);
    expect((await filtered({ createDate: op('> sysdate - 2') })).value).toHaveLength(all.length);
    const later = {
      operation: 'greaterThanDate',
      options: [{ name: 'date', value: ['01/01/2100'] }],
    };
    expect((await filtered({ createDate: later })).value).toEqual([]);
  });

  it('answers an empty list as a list, not as nothing', async () => {
    const { text, value, total } = await filtered({ hostname: op('nobody') });
    expect(text).toContain('<array><data/></array>');
    expect([value, total]).toEqual([[], 0]);
    const rest = await plane.rest('GET', 'SoftLayer_Account/VirtualGuests?resultLimit=9999,5');
    expect(rest).toMatchObject({ text: '[]', total: all.length });
  });

  it.each([
    ['id', 'a column', (a: Row, b: Row) => b.id - a.id],
    [
      'notes',
      'no column',
      (a: Row, b: Row) => (a.notes < b.notes ? 1 : a.notes > b.notes ? -1 : 0),
    ],
  ])('orders by %s, %s, then takes a part', async (property, _what, compare) => {
    const orderBy = { operation: 'orderBy', options: [{ name: 'sort', value: ['DESC'] }] };
    const wanted = [...all].sort(compare).slice(2, 4);
    const { value, total } = await plane.xmlrpc(account, 'getVirtualGuests', [], {
      mask: 'id,notes',
      more: {
        resultLimit: { limit: 2, offset: 2 },
        [`${account}ObjectFilter`]: { virtualGuests: { [property]: orderBy } },
      },
    });
    expect(value.map((row: Row) => [row.notes])).toEqual(wanted.map((row) => [row.notes ?? '']));
    expect(total).toBe(all.length);
  });

  it('is read page by page as Python’s client does it', async () => {
    const seen = new Set<number>();
    let requests = 0;
    for (let offset = 0, total = 1; offset < total; offset += 100) {
      const page = await plane.xmlrpc(account, 'getVirtualGuests', [], {
        mask: 'id',
        more: {
          resultLimit: { limit: 100, offset },
          [`${account}ObjectFilter`]: {
            virtualGuests: {
              hostname: op('*= e'),
              id: { operation: 'orderBy', options: [{ name: 'sort', value: ['ASC'] }] },
            },
          },
        },
      });
      requests++;
      total = page.total!;
      for (const { id } of page.value) seen.add(id);
    }
    expect(seen.size).toBe(all.filter(has('e')).length);
    expect(requests).toBe(Math.ceil(seen.size / 100));
  });

  it('reads a limit over REST as offset and limit, or as the limit alone', async () => {
    const take = async (limit: string) =>
      (await plane.rest('GET', `${account}/VirtualGuests?objectMask=id&resultLimit=${limit}`))
        .value;
    expect(ids(await take('5,10'))).toEqual(ids(all).slice(5, 15));
    expect(ids(await take('2'))).toEqual(ids(all).slice(0, 2));
    expect(await take('many')).toHaveLength(all.length);
  });

  it('knows guests by the hour from guests by the month', async () => {
    const hourly = (await plane.xmlrpc(account, 'getHourlyVirtualGuests', [], { mask: 'id' }))
      .value;
    const monthly = await plane.xmlrpc(account, 'getMonthlyVirtualGuests', [], {
      mask: 'hostname,hourlyBillingFlag',
      more: { [`${account}ObjectFilter`]: { virtualGuests: { hostname: op('^= web') } } },
    });
    expect(monthly.value).toHaveLength(25);
    for (const row of monthly.value) {
      expect(row.hostname).toMatch(/^Web\d*0$/);
      expect(row.hourlyBillingFlag).toBe(false);
    }
    expect(hourly.length + monthly.value.length).toBe(all.length);
  });

  it('counts what it lists', async () => {
    const { value } = await plane.xmlrpc(account, 'getObject', [], {
      mask: 'virtualGuestCount,hardwareCount,userCount,openTicketCount',
    });
    const hardware = await plane.xmlrpc(account, 'getHardware', [], { mask: 'id' });
    expect(value).toMatchObject({
      virtualGuestCount: all.length,
      hardwareCount: hardware.value.length,
      companyName: expect.any(String),
    });
    const plain = await plane.xmlrpc(account, 'getObject');
    expect(Object.keys(plain.value).filter((name) => name.endsWith('Count'))).toEqual([]);
  });

  it('asks the store for a page, whatever there is besides', async () => {
    const statements = async (filter: object) => {
      const before = plane.store.usage.statements;
      await plane.xmlrpc(account, 'getVirtualGuests', [], {
        mask: 'id,hostname,datacenter.name,primaryIpAddress,activeTransaction[id]',
        more: {
          resultLimit: { limit: 10, offset: 0 },
          [`${account}ObjectFilter`]: { virtualGuests: filter as never },
        },
      });
      return plane.store.usage.statements - before;
    };
    await statements({});
    expect(await statements({ hostname: op('^= web') })).toBeLessThanOrEqual(4);
  });
});
