import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { methodOf, propertiesOf } from './schema.js';

const root = join(import.meta.dirname, '../../../..');
const generator = join(root, 'packages/sdk/generate/softlayer');

/** Runs a module's text against the generator's parts and gives what it prints. */
const evaluate = (code: string): unknown =>
  JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: generator,
      encoding: 'utf8',
    }),
  );

describe('the generated files', () => {
  it('are what the generator makes of the table', () => {
    execFileSync(process.execPath, [join(generator, 'index.mjs'), '--check']);
  });

  it('hold every type, property, service and method', () => {
    const counts = evaluate(`
      import { methodsOf, readTable } from './table.mjs';
      const types = readTable();
      const all = [...types.values()];
      const services = all.filter(({ service }) => service);
      const sum = (list, count) => list.reduce((total, each) => total + count(each), 0);
      console.log(JSON.stringify({
        types: all.length - 1,
        services: services.length,
        methods: sum(services, ({ name }) => methodsOf(types, name).size),
        properties: sum(all, ({ locals, relations, counts }) =>
          Object.keys(locals).length + Object.keys(relations).length + counts.length),
      }));`);
    expect(counts).toEqual({ types: 1145, services: 306, methods: 5460, properties: 8212 });
  });

  it('say the same of methods and properties at run time as to the compiler', () => {
    const facts = evaluate(`
      import { lineage, methodsOf, readTable } from './table.mjs';
      const types = readTable();
      const methods = [];
      for (const { name, service } of types.values()) {
        if (!service) continue;
        for (const [method, { result, parameters, getterFor }] of methodsOf(types, name)) {
          methods.push([name, method, [result, ...parameters.map(([, type]) => type)].join(' '), getterFor ?? null]);
        }
      }
      const properties = [...types.keys()].map((name) =>
        [name, new Set(lineage(types, name).flatMap(({ locals, relations, counts }) =>
          [...Object.keys(locals), ...Object.keys(relations), ...counts])).size]);
      console.log(JSON.stringify({ methods, properties }));`) as {
      methods: [service: string, method: string, types: string, getterFor: string | null][];
      properties: [type: string, count: number][];
    };
    const code = ({ element, list }: { element: string; list: boolean }) =>
      element + (list ? '[]' : '');
    const wrong = facts.methods.filter(([service, method, types, getterFor]) => {
      const known = methodOf(service, method);
      const said = known && [known.result, ...known.parameters].map(code).join(' ');
      return said !== types || (known?.getterFor ?? null) !== getterFor;
    });
    expect(wrong).toEqual([]);
    expect(facts.methods.length).toBe(5460);
    for (const [type, count] of facts.properties) {
      expect([type, propertiesOf(type)?.size]).toEqual([type, count]);
    }
    expect(methodOf('Account', 'nope')).toBeUndefined();
    expect(methodOf('Tag_Reference_Nope', 'getObject')).toBeUndefined();
  });
});

describe('the table', () => {
  it('is made of what the API tells of itself', () => {
    const metadata = {
      SoftLayer_Entity: { name: 'SoftLayer_Entity', noservice: true },
      SoftLayer_Base: {
        base: 'SoftLayer_Entity',
        noservice: true,
        properties: {
          owner: { type: 'SoftLayer_Thing', form: 'relational' },
          id: { type: 'int', form: 'local' },
        },
      },
      SoftLayer_Thing: {
        base: 'SoftLayer_Base',
        properties: {
          parts: { type: 'SoftLayer_Thing', typeArray: true, form: 'relational' },
          partCount: { type: 'unsignedLong', form: 'count' },
          price: { type: 'float', form: 'local', deprecated: true },
        },
        methods: {
          getOwner: { type: 'SoftLayer_Thing' },
          getParts: { type: 'SoftLayer_Thing', typeArray: true },
          getObject: { type: 'SoftLayer_Thing' },
          createObject: {
            type: 'SoftLayer_Thing',
            static: true,
            parameters: [{ name: 'templateObject', type: 'SoftLayer_Thing' }],
          },
        },
      },
      Other_Thing: { base: 'SoftLayer_Thing', methods: { getObject: { type: 'Other_Thing' } } },
    };
    const text = evaluate(`
      import { tableOf } from './metadata.mjs';
      import { printTable, readTable } from './table.mjs';
      const text = printTable(tableOf(${JSON.stringify(metadata)}));
      if (printTable(readTable(text)) !== text) throw new Error('not the same');
      console.log(JSON.stringify(text));`);
    expect(text).toBe(
      [
        ['~Other_Thing : Thing *', 'm getObject 1 ~Other_Thing'],
        ['Base', 'l id:i', 'r owner:Thing'],
        ['Entity'],
        [
          'Thing : Base *',
          'l price:d',
          'r parts:Thing[]',
          'c partCount',
          'x price',
          'm createObject 0 Thing templateObject:Thing',
          'm getObject 1 Thing',
        ],
      ]
        .map((block) => `${block.join('\n')}\n`)
        .join('\n'),
    );
  });
});
