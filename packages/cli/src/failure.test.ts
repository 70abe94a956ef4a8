import { describe, expect, it } from 'vitest';
import { describeError, exitCodeOf, UsageError } from './failure.js';

describe('describeError', () => {
  it('is the message, with causes only where they add something', () => {
    const root = new Error('connect refused');
    expect(describeError(new Error('could not list nodes', { cause: root }), false)).toBe(
      'could not list nodes: connect refused',
    );
    expect(describeError(new Error('failed: connect refused', { cause: root }), false)).toBe(
      'failed: connect refused',
    );
    expect(describeError(new Error('Nothing listens.', { cause: root }), false)).toBe(
      'Nothing listens. (connect refused)',
    );
  });

  it('shows a stack only when it was asked for', () => {
    const error = new Error('broken');
    expect(describeError(error, false)).toBe('broken');
    expect(describeError(error, true)).toContain('failure.test');
  });

  it('takes whatever was thrown', () => {
    expect(describeError('plain text', false)).toBe('plain text');
    expect(describeError(new TypeError(''), false)).toBe('TypeError');
  });
});

it('tells wrong usage from failure by the exit code', () => {
  expect(exitCodeOf(new UsageError('no'))).toBe(2);
  expect(exitCodeOf(new Error('no'))).toBe(1);
});
