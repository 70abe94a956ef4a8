import jsep from 'jsep';

/** What an expression may read: plain data, by own keys only. */
export type Scope = Readonly<Record<string, unknown>>;

// Python's words, since the expressions were written for it: `node.vcpu_count // 2 if ...` is not among them.
jsep.addBinaryOp('//', 10);
jsep.addBinaryOp('and', 2);
jsep.addBinaryOp('or', 1);
jsep.addUnaryOp('not');
jsep.addLiteral('True', true);
jsep.addLiteral('False', false);
jsep.addLiteral('None', null);

const functions: Readonly<Record<string, (...numbers: number[]) => number>> = {
  min: Math.min,
  max: Math.max,
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  abs: Math.abs,
  int: Math.trunc,
};

/** An expression cannot be read, or asks for something that it may not have. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/**
 * Compiles an expression such as `node.vcpu_count // 2 + 1`. It knows arithmetic, comparison, `and`, `or`, `not`,
 * `a ? b : c`, members of the scope's data and a few functions of numbers; nothing else can be reached.
 *
 * @throws ExpressionError
 */
export function compileExpression(text: string): (scope: Scope) => unknown {
  let tree: jsep.Expression;
  try {
    tree = jsep(text);
  } catch (error) {
    throw new ExpressionError(`\`${text}\` is no expression: ${(error as Error).message}`);
  }
  return (scope) => evaluateTree(tree, scope, text);
}

function evaluateTree(node: jsep.Expression, scope: Scope, text: string): unknown {
  const refuse = (what: string): never => {
    throw new ExpressionError(`\`${text}\`: ${what}`);
  };
  const inner = (part: unknown) => evaluateTree(part as jsep.Expression, scope, text);
  switch (node.type) {
    case 'Literal':
      return node.value instanceof RegExp ? refuse('no pattern can be used') : node.value;
    case 'Identifier':
      return member(scope, node.name as string) ?? refuse(`'${node.name}' is not known`);
    case 'MemberExpression': {
      const { name } = node.property as jsep.Identifier;
      return (
        member(inner(node.object), node.computed ? String(inner(node.property)) : name) ?? null
      );
    }
    case 'UnaryExpression':
      return unary(node.operator as string, inner(node.argument), refuse);
    case 'BinaryExpression':
      return binary(node as jsep.BinaryExpression, inner, refuse);
    case 'ConditionalExpression':
      return inner(node.test) ? inner(node.consequent) : inner(node.alternate);
    case 'CallExpression': {
      const { name } = node.callee as jsep.Identifier;
      const called =
        typeof name === 'string' && Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (!called) return refuse(`there are only ${Object.keys(functions).join(', ')} to call`);
      return called(
        ...(node.arguments as jsep.Expression[]).map((each) => number(inner(each), refuse)),
      );
    }
    default:
      return refuse(`${node.type} cannot be used`);
  }
}

const member = (object: unknown, name: string): unknown =>
  typeof object === 'object' && object !== null && Object.hasOwn(object, name)
    ? (object as Scope)[name]
    : undefined;

type Refuse = (what: string) => never;

const number = (value: unknown, refuse: Refuse): number =>
  typeof value === 'number' ? value : refuse(`${JSON.stringify(value)} is no number`);

function unary(operator: string, value: unknown, refuse: Refuse): unknown {
  if (operator === '-') return -number(value, refuse);
  if (operator === '!' || operator === 'not') return !value;
  return operator === '+' ? number(value, refuse) : refuse(`${operator} cannot be used`);
}

function binary(
  node: jsep.BinaryExpression,
  inner: (part: unknown) => unknown,
  refuse: Refuse,
): unknown {
  const left = inner(node.left);
  if (node.operator === '&&' || node.operator === 'and') return left ? inner(node.right) : left;
  if (node.operator === '||' || node.operator === 'or') return left ? left : inner(node.right);
  const right = inner(node.right);
  if (node.operator === '==' || node.operator === '===') return left === right;
  if (node.operator === '!=' || node.operator === '!==') return left !== right;
  if (node.operator === '+' && typeof left === 'string') return left + String(right);
  const [a, b] = [number(left, refuse), number(right, refuse)];
  switch (node.operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return a / b;
    case '//':
      return Math.floor(a / b);
    case '%':
      return a - b * Math.floor(a / b);
    case '**':
      return a ** b;
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      return refuse(`${node.operator} cannot be used`);
  }
}
