import { describe, expect, it } from 'vitest';
import { bucket } from './capacity.test.helper.js';
import { type DefaultResource, defaultResources } from './resources.js';

const given = (entries: DefaultResource[], sketch = {}) =>
  defaultResources({ entries })({ ...bucket(sketch), resources: {}, ...sketch });

describe('default resources', () => {
  it.each([
    [4, { add: 8, subtract: 0, multiply: 16, divide: 1, divide_floor: 2 }, 1.5],
    [8, { add: 12, subtract: 4, multiply: 32, divide: 2, divide_floor: 5 }, 1.5],
  ])('of %i cores are changed by one modifier', (vcpuCount, results, floorBy) => {
    for (const [modifier, result] of Object.entries(results)) {
      const by = modifier === 'divide_floor' ? floorBy : 4;
      const entry = { select: {}, name: 'r', value: 'node.vcpu_count', [modifier]: by };
      expect(given([entry], { vcpuCount }).r, modifier).toBe(result);
    }
  });

  it('have the system’s: cores, memory in every unit, the array', () => {
    expect(given([], { vcpuCount: 4, memoryGb: 2 })).toMatchObject({
      ncpus: 4,
      pcpus: 4,
      ngpus: 0,
      memgb: 2,
      memmb: 2048,
      memkb: 2_097_152,
      memb: 2_147_483_648,
      nodearray: 'htc',
    });
    expect(defaultResources({ withoutSystem: true })({ ...bucket(), resources: {} })).toEqual({});
  });

  it('never override what the array names or an earlier entry gave', () => {
    const entries = [
      { select: { 'node.vm_size': 'F4*' }, name: 'kind', value: 'small' },
      { select: {}, name: 'kind', value: 'other' },
      { select: {}, name: 'ncpus', value: 'node.pcpu_count', subtract: 1 },
    ];
    expect(given(entries)).toMatchObject({ kind: 'small', ncpus: 3 });
    expect(given(entries, { machineType: 'F8s' })).toMatchObject({ kind: 'other' });
    expect(given(entries, { resources: { kind: 'own' } })).toMatchObject({ kind: 'own' });
  });

  it('read properties, resources, software settings, sizes and expressions', () => {
    const configuration = { slurm: { hpc: true } };
    const entries = [
      { select: {}, name: 'mem', value: 'node.memory' },
      { select: {}, name: 'copy', value: 'node.resources.mem.value' },
      { select: {}, name: 'hpc', value: 'node.software_configuration.slurm.hpc' },
      { select: {}, name: 'disk', value: 'size::20g' },
      { select: {}, name: 'half', value: '`node.vcpu_count // 3`' },
    ];
    expect(given(entries, { configuration })).toMatchObject({
      mem: 8,
      copy: 8,
      hpc: true,
      disk: 20,
      half: 1,
    });
  });

  it.each([
    [{ name: 'r', value: 1, add: 1, multiply: 2 }, 'only one of add, multiply'],
    [{ name: 'r', value: 'text', add: 1 }, `'add' needs a number, but 'r' is "text"`],
    [{ name: 'r', value: 1, divide: 0 }, 'nothing can be divided by 0'],
    [{ name: 'r' }, `'value' is missing`],
    [{ value: 1 }, `'name' is missing`],
    [{ name: 'r', value: 'node.wings' }, "a node has no property 'wings'"],
  ])('are refused: %j', (entry, message) => {
    expect(() => given([{ select: {}, ...entry } as DefaultResource])).toThrow(
      `default_resources[0]: ${message}`,
    );
  });
});
