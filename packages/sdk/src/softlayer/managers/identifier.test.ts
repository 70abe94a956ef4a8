import { describe, expect, it } from 'vitest';
import { idsOf } from './identifier.js';

const guid = '1a1aa111-4474-4e16-9f02-4de959229b85';

describe('idsOf', () => {
  const never = () => expect.unreachable('nothing is to be looked up');

  it('takes numbers, and texts of digits, as ids', async () => {
    expect(await idsOf(5, never)).toEqual([5]);
    expect(await idsOf(' 5 ', never)).toEqual([5]);
  });

  it('takes a global identifier as it is, and another UUID as a name', async () => {
    expect(await idsOf(guid.toUpperCase(), never)).toEqual([guid.toUpperCase()]);
    const version1 = guid.replace('-4e16-', '-1e16-');
    expect(await idsOf(version1, async () => [{ id: 7 }])).toEqual([7]);
  });

  it('asks one look-up after the other, until one finds something', async () => {
    const asked: string[] = [];
    const lookup = (label: string, ids: number[]) => async (name: string) => {
      asked.push(`${label} ${name}`);
      return ids.map((id) => ({ id }));
    };
    const ids = await idsOf('web', lookup('a', []), lookup('b', [1, 2]), lookup('c', [3]));
    expect(ids).toEqual([1, 2]);
    expect(asked).toEqual(['a web', 'b web']);
    expect(await idsOf('web', lookup('a', []))).toEqual([]);
  });
});
