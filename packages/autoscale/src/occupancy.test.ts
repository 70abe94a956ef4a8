import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucket, job, node } from './capacity.test.helper.js';
import { Occupancy, type Placement } from './occupancy.js';

const buckets = [bucket(), bucket({ machineType: 'F16s', vcpuCount: 16 })];
const open = (...names: string[]) => {
  const occupancy = new Occupancy({ buckets, shared: { licence: 2 } });
  for (const name of names) occupancy.add(node(name));
  return occupancy;
};
const places = ({ pieces }: Placement) => pieces.map(({ node, slots }) => `${node} x${slots}`);

describe('which jobs are on which nodes', () => {
  it('fills nodes that came later, and says what a job did not get', () => {
    const occupancy = open('htc-1');
    const first = occupancy.place(job('a', { ncpus: 1 }, { iterations: 6 }));
    expect(places(first)).toEqual(['htc-1 x4']);
    expect(first.missing).toBe(2);
    occupancy.release(first);
    occupancy.add(node('htc-2'));
    const again = occupancy.place(job('a', { ncpus: 1 }, { iterations: 6 }));
    expect(places(again)).toEqual(['htc-1 x4', 'htc-2 x2']);
    expect(again).toMatchObject({ missing: 0, pieces: [{ cores: 4 }, { cores: 2 }] });
    expect(occupancy.available('htc-2')).toEqual({ ncpus: 2 });
  });

  it('puts nothing on a node that left, even when what was on it is given back', () => {
    const occupancy = open('htc-1');
    const placed = occupancy.place(job('a', { ncpus: 1 }));
    occupancy.remove('htc-1');
    occupancy.release(placed);
    expect(occupancy.place(job('b', { ncpus: 1 })).missing).toBe(1);
    occupancy.add(node('htc-1'));
    expect(occupancy.place(job('b', { ncpus: 1 })).missing).toBe(0);
    expect(() => occupancy.add(node('htc-1'))).toThrow('there already');
  });

  it('puts tightly coupled jobs into one group, however little that takes of them', () => {
    const occupancy = open('htc-1');
    const mpi = job('mpi', { ncpus: 4 }, { iterations: 2, colocated: true });
    occupancy.add(node('htc-2', { placementGroup: 'one' }));
    occupancy.add(node('htc-3', { placementGroup: 'two' }));
    const part = occupancy.place(mpi);
    expect(part).toMatchObject({ pieces: [{ slots: 1 }], missing: 1 });
    occupancy.release(part);
    occupancy.add(node('htc-4', { placementGroup: 'two' }));
    expect(places(occupancy.place(mpi))).toEqual(['htc-3 x1', 'htc-4 x1']);
  });

  it('gives whole machines to exclusive jobs, and counts all their cores', () => {
    const occupancy = open('htc-1', 'htc-2');
    const placed = occupancy.place(job('a', { ncpus: 1, exclusive: true }));
    expect(placed.pieces).toEqual([{ node: 'htc-1', slots: 1, cores: 4 }]);
    expect(places(occupancy.place(job('b', { ncpus: 1 })))).toEqual(['htc-2 x1']);
  });

  it('puts a scattered job on as many nodes as it wants, in one bucket or not', () => {
    const occupancy = open('htc-1', 'htc-2');
    occupancy.add(node('htc-3', { bucket: 'htc/F16s' }));
    const scattered = job('a', { ncpus: 1 }, { nodeCount: 3 });
    const part = occupancy.place(scattered);
    expect(part.missing).toBe(1);
    occupancy.release(part);
    const anywhere = occupancy.place({ ...scattered, allOrNothing: false });
    expect(places(anywhere)).toEqual(['htc-1 x1', 'htc-2 x1', 'htc-3 x1']);
  });

  it('finds a node that a job names once it has come', () => {
    const occupancy = open('htc-1');
    const named = job('a', { 'node.name': 'htc-2' });
    expect(occupancy.place(named).missing).toBe(1);
    occupancy.add(node('htc-2'));
    expect(places(occupancy.place(named))).toEqual(['htc-2 x1']);
  });

  it('looks at what a node itself has, however late it comes', () => {
    const red = bucket({ resources: { colour: 'red' } });
    const occupancy = new Occupancy({ buckets: [red] });
    const wants = (colour: string) => job(colour, { colour, ncpus: 1 });
    occupancy.add(node('htc-1'));
    expect(places(occupancy.place(wants('red')))).toEqual(['htc-1 x1']);
    expect(occupancy.place(wants('blue')).missing).toBe(1);
    occupancy.remove('htc-1');
    const resources = { ...red.resources, ncpus: 2, colour: 'blue' };
    occupancy.add(node('htc-2', { resources }));
    expect(occupancy.place(wants('red')).missing).toBe(1);
    expect(places(occupancy.place(wants('blue')))).toEqual(['htc-2 x1']);
    occupancy.add(node('htc-3'));
    expect(places(occupancy.place(wants('red')))).toEqual(['htc-3 x1']);
  });

  it('shares what no machine holds', () => {
    const occupancy = open('htc-1');
    const placed = occupancy.place(job('a', { ncpus: 1, licence: 1 }, { iterations: 3 }));
    expect(placed.missing).toBe(1);
    expect(occupancy.shared).toEqual({ licence: 0 });
    occupancy.release(placed);
    occupancy.release(placed);
    expect(occupancy.shared).toEqual({ licence: 2 });
  });

  it('never gives out more than there is, and gets all of it back', () => {
    const step = fc.oneof(
      fc.record({ put: fc.integer({ min: 1, max: 20 }), each: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ end: fc.nat(5) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const occupancy = open('htc-1', 'htc-2');
        occupancy.add(node('htc-3', { bucket: 'htc/F16s' }));
        const all: Placement[] = [];
        const taken = () => all.flatMap(({ pieces }) => pieces);
        for (const [at, each] of steps.entries()) {
          if ('end' in each) {
            for (const ended of all.splice(each.end, 1)) occupancy.release(ended);
          } else {
            all.push(occupancy.place(job(`${at}`, { ncpus: each.each }, { iterations: each.put })));
          }
          for (const [name, cores] of [
            ['htc-1', 4],
            ['htc-2', 4],
            ['htc-3', 16],
          ] as const) {
            const here = taken().filter((piece) => piece.node === name);
            const used = here.reduce((sum, piece) => sum + piece.cores, 0);
            expect(occupancy.available(name).ncpus ?? cores).toBe(cores - used);
            expect(used).toBeLessThanOrEqual(cores);
          }
        }
        for (const placement of all) occupancy.release(placement);
        expect(occupancy.place(job('last', { ncpus: 1 }, { iterations: 24 })).missing).toBe(0);
      }),
    );
  });
});
