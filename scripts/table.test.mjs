import { expect, it } from 'vitest';
import { textTable } from './table.mjs';

it('aligns numbers at the right and leaves no blanks at line ends', () => {
  const table = textTable(
    ['suite', 'passed', 'remark'],
    [
      ['sdk', 7, ''],
      ['conformance', 1200, 'slow'],
    ],
  );
  expect(table.split('\n')).toEqual([
    'suite        passed  remark',
    '-----------  ------  ------',
    'sdk               7',
    'conformance    1200  slow',
  ]);
});
