import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTemplate, TemplateError } from './template.js';

const slurm = `
# A cluster as schedulers have it
[cluster Slurm]
FormLayout = selectionpanel
Autoscale = $Autoscale
MaxCount = 200

  [[node defaults]]
  Credentials = $Credentials
  Region = $Region
  SubnetId = rg/vnet/\${Tier}-subnet
  EnableTerminateNotification = \${NFSType == "lustre" || Notify}
    [[[configuration]]]
    slurm.version = 23.11
    slurm.accounting.enabled = false

  [[node scheduler]]
  MachineType = Standard_D4s_v3
  IsReturnProxy = \${ifThenElse(Proxy === true, true, false)}
    [[[volume shared]]]
    Size = 1024
    Mount = all

  [[nodearray base]]
  Abstract = true
  ShutdownPolicy = terminate
    [[[configuration slurm]]]
    hpc = false

  [[nodearray hpc]]
  Extends = base
  MachineType = $HpcType
  MaxCoreCount = $MaxCores
  Azure.MaxScalesetSize = 100
  Interruptible := UseSpot
    [[[configuration]]]
    slurm.hpc = true

[parameters Compute]
  [[parameters Sizes]]
    [[[parameter HpcType]]]
    DefaultValue = Standard_HC44rs
    [[[parameter MaxCores]]]
    DefaultValue = 100
    [[[parameter Autoscale]]]
    DefaultValue = true
`;

describe('cluster templates', () => {
  const read = (parameters = {}) => readTemplate(slurm, parameters);
  const node = (name: string, parameters = {}) =>
    read(parameters).nodes.find((each) => each.name === name)!;

  it('have a cluster, its nodes and arrays; abstract ones only lend', () => {
    const template = read();
    expect(template.name).toBe('Slurm');
    expect(template.attributes).toMatchObject({ Autoscale: true, MaxCount: 200 });
    expect(template.nodes.map(({ kind, name }) => [kind, name])).toEqual([
      ['node', 'scheduler'],
      ['nodearray', 'hpc'],
    ]);
  });

  it('inherit from the defaults, then from what they extend, then their own', () => {
    expect(node('hpc', { Region: 'eastus', Tier: 'fast', UseSpot: true }).attributes).toEqual({
      Region: 'eastus',
      SubnetId: 'rg/vnet/fast-subnet',
      ShutdownPolicy: 'terminate',
      MachineType: 'Standard_HC44rs',
      MaxCoreCount: 100,
      Azure: { MaxScalesetSize: 100 },
      Interruptible: true,
      Configuration: { slurm: { version: 23.11, accounting: { enabled: false }, hpc: true } },
    });
  });

  it('take given parameters before the defaults, in any case', () => {
    expect(
      node('hpc', { hpctype: 'Standard_F2s_v2', HpcType: 'Standard_F4s_v2' }).attributes
        .MachineType,
    ).toBe('Standard_F4s_v2');
    expect(node('hpc', { MaxCores: 8 }).attributes.MaxCoreCount).toBe(8);
  });

  it('evaluate expressions over the parameters', () => {
    expect(node('scheduler', { Proxy: true }).attributes.IsReturnProxy).toBe(true);
    expect(node('scheduler').attributes.IsReturnProxy).toBe(false);
    expect(node('hpc', { NFSType: 'Lustre' }).attributes.EnableTerminateNotification).toBe(true);
    expect(node('scheduler').attributes.volume).toEqual({ shared: { Size: 1024, Mount: 'all' } });
  });

  it.each([
    ['[cluster a]\n[[[configuration]]]\n', 2, 'rank 2'],
    ['x = 1', 1, 'before the first section'],
    ['[cluster a]\nnonsense', 2, 'is not "name = value"'],
    ['[cluster a\n', 1, 'section header'],
    ['[cluster a]\n[[node x]]\nExtends = y', 2, 'extends "y"'],
    ['[cluster a]\n[[node x]]\nExtends = x', 2, 'extends itself'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the template language has it.
    ['[cluster a]\n[[node x]]\nA = ${1 +}', 3, 'syntax error'],
    ['# nothing', 1, '[cluster]'],
    ['[cluster a]]\n', 1, 'section header'],
    [`[cluster a]\n${'a.'.repeat(20)}b = 1`, 2, 'at most 16 parts'],
    [`[a${' '.repeat(100_000)}x`, 1, 'section header'],
  ])('name the line of a mistake: %j', (text, line, words) => {
    let error: unknown;
    try {
      readTemplate(text, {});
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(TemplateError);
    expect((error as TemplateError).line).toBe(line);
    expect((error as TemplateError).message).toContain(words);
  });

  it('take no longer for bases that share bases', () => {
    const levels = Array.from(
      { length: 60 },
      (_, i) =>
        `[[node n${i + 1}]]\nExtends = n${i}, n${i}, m${i}\n[[node m${i + 1}]]\nExtends = n${i}\n`,
    );
    const { nodes } = readTemplate(
      `[cluster a]\n[[node n0]]\nDeep = 1\n[[node m0]]\n${levels.join('')}`,
      {},
    );
    expect(nodes.at(-1)?.attributes).toEqual({ Deep: 1 });
  });

  it('take no longer for expressions that never end', () => {
    const text = `[cluster a]\nA = ${'${'.repeat(500_000)}`;
    expect(readTemplate(text, {}).attributes.A).toHaveLength(1_000_000);
  });

  it('write parameters of any kind into texts', () => {
    const given = { Region: 'eastus', Tier: { toString: 1 } };
    expect(readTemplate(slurm, given).nodes[0]?.attributes.SubnetId).toBe(
      'rg/vnet/{"toString":1}-subnet',
    );
  });

  it('answer every text with a template or an error that names a line', () => {
    const piece = fc.constantFrom(
      '[cluster a]\n',
      '[[node b]]\n',
      '[[[configuration]]]\n',
      'A = $B\n',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the template language has it.
      'A := ${x}\n',
      'Extends = b\n',
      '__proto__.x = 1\n',
      '[',
      ']',
      '=',
      '\n',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(text, (input) => {
        try {
          readTemplate(input, {});
        } catch (error) {
          expect(error).toBeInstanceOf(TemplateError);
        }
        expect(({} as { x?: number }).x).toBeUndefined();
      }),
      { numRuns: 20_000 },
    );
  });
});
