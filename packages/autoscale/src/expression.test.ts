import { describe, expect, it } from 'vitest';
import { compileExpression } from './expression.js';

const scope = {
  node: { vcpu_count: 7, memory: 16, resources: { a: 2 }, vm_size: 'F8s', spot: false },
};

describe('compileExpression', () => {
  it.each<[string, unknown]>([
    ['node.vcpu_count // 2 + 1', 4],
    ['node.vcpu_count % 4 * 2', 6],
    ['-7 // 2', -4],
    ['min(node.memory, 8) / 4', 2],
    ['node.resources.a == 2 and not node.spot', true],
    ['node.spot ? 1 : node.resources["a"]', 2],
    ['node.vm_size + "_x"', 'F8s_x'],
    ['True or node.spot', true],
    ['node.nothing', null],
  ])('%s is %j', (text, value) => {
    expect(compileExpression(text)(scope)).toEqual(value);
  });

  it.each([
    'process',
    'globalThis.process',
    'node.constructor.constructor("return 1")()',
    'node["__proto__"].x()',
    'this',
    'min.constructor("return 1")',
    'node.vm_size * 2',
    'constructor(1)',
  ])('refuses %s', (text) => {
    expect(() => compileExpression(text)(scope)).toThrow(`\`${text}\``);
  });

  it('reaches no inherited member', () => {
    expect(compileExpression('node.constructor')(scope)).toBeNull();
    expect(compileExpression('node.toString')(scope)).toBeNull();
  });

  it.each(['node.', '1 +', 'a b'])('refuses %s as no expression', (text) => {
    expect(() => compileExpression(text)(scope)).toThrow(`\`${text}\``);
  });
});
