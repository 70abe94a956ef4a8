import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constraintJson, parseConstraints } from './parse-constraint.js';

describe('parseConstraints', () => {
  it.each([
    [{ ncpus: 1 }, [{ kind: 'atLeast', resource: 'ncpus', amount: 1 }]],
    [{ mem: 'memory::4g' }, [{ kind: 'atLeast', resource: 'mem', amount: 4 }]],
    [{ disk: 'size::512m' }, [{ kind: 'atLeast', resource: 'disk', amount: 0.5 }]],
    [{ r: 'v' }, [{ kind: 'equals', resource: 'r', choices: ['v'] }]],
    [{ r: true }, [{ kind: 'equals', resource: 'r', choices: [true] }]],
    [{ r: null }, [{ kind: 'equals', resource: 'r', choices: [null] }]],
    [{ n: [16, 32] }, [{ kind: 'equals', resource: 'n', choices: [16, 32] }]],
    [
      { 'node.vm_size': ['a', 'b'] },
      [{ kind: 'property', property: 'vm_size', choices: ['a', 'b'] }],
    ],
    [{ 'node.vcpu_count': 4 }, [{ kind: 'property', property: 'vcpu_count', choices: [4] }]],
    [{ exclusive: 'true' }, [{ kind: 'exclusive', per: 'iteration' }]],
    [{ exclusive: 0 }, []],
    [{ exclusive_task: true }, [{ kind: 'exclusive', per: 'job' }]],
    [{ 'in-a-placement-group': false }, [{ kind: 'grouped', wanted: false }]],
    [{ never: 'no' }, [{ kind: 'never', message: 'no' }]],
    [{ 'capacity-failure-backoff': 300 }, [{ kind: 'backoff', seconds: 300 }]],
    [[{ a: 'x' }, { b: 2, c: 3 }], 3],
  ])('reads %j', (json, parsed) => {
    const read = parseConstraints(json);
    if (typeof parsed === 'number') expect(read).toHaveLength(parsed);
    else expect(read).toEqual(parsed);
  });

  it('reads a false in-a-placement-group as true when scalelib is to be copied', () => {
    const options = { scalelibCompatible: true };
    expect(parseConstraints({ 'in-a-placement-group': false }, options)).toEqual([
      { kind: 'grouped', wanted: true },
    ]);
  });

  it('takes of a shared pool where the resource is one', () => {
    expect(parseConstraints({ matlab: 2 }, { sharedPools: new Set(['matlab']) })).toEqual([
      { kind: 'shared', name: 'matlab', amount: 2, once: false },
    ]);
    const pool = {
      'resource-name': 'x',
      source: 'lm',
      'initial-value': 9,
      'current-value': 4,
      requested: 2,
    };
    expect(parseConstraints({ 'shared-consumable-constraint': pool })).toEqual([
      { kind: 'shared', name: 'lm/x', current: 4, amount: 2, once: false },
    ]);
  });

  it.each([
    [5, 'constraints: 5 is no constraint'],
    [{}, 'constraints: the constraint is empty'],
    [[{ a: 'x' }, 3], 'constraints[1]: 3 is no constraint'],
    [{ ncpus: -1 }, 'constraints.ncpus: -1 is no amount'],
    [{ mem: 'memory::4q' }, "constraints.mem: 'memory::4q' is no size"],
    [{ or: [{ a: 'x' }] }, "constraints.or: 'or' needs two"],
    [{ or: { a: 'x' } }, 'constraints.or: {"a":"x"} is no list'],
    [{ or: [{ a: 'x' }, { not: 7 }] }, 'constraints.or[1].not: 7 is no constraint'],
    [{ exclusive: 'maybe' }, 'constraints.exclusive: "maybe" is neither'],
    [
      { 'node.wings': 2 },
      "constraints.node.wings: a node has no property 'wings' (UndefinedNodeProperty)",
    ],
    [{ 'node.constructor': 2 }, "a node has no property 'constructor'"],
    [{ r: [{ a: 1 }] }, 'constraints.r: {"a":1} is no text'],
    [{ r: [] }, 'constraints.r: the list of choices is empty'],
    [{ 'shared-consumable-constraint': { requested: 1 } }, "'resource-name' missing"],
  ])('refuses %j and names the place', (json, message) => {
    expect(() => parseConstraints(json)).toThrow(message);
  });

  it('reads back what it writes', () => {
    const leaf = fc.oneof(
      fc.record({ ncpus: fc.nat(9) }),
      fc.record({
        r: fc.oneof(fc.constantFrom('a', 'b*', true, null), fc.array(fc.nat(5), { minLength: 1 })),
      }),
      fc.record({ 'node.vm_size': fc.constantFrom('x', ['x', 'y']) }),
      fc.constantFrom(
        { exclusive: true },
        { 'exclusive-task': true },
        { 'in-a-placement-group': false },
        { never: 'm' },
      ),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.record({ not: tie('tree') }),
        fc.record({ or: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
        fc.record({ and: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ xor: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
      ),
    }));
    fc.assert(
      fc.property(tree, (json) => {
        const parsed = parseConstraints(json);
        const written = parsed.map(constraintJson);
        expect(written.length === 0 ? [] : parseConstraints(written)).toEqual(parsed);
      }),
    );
  });
});
