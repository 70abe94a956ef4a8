import { PileusError } from '../../http/error.js';

/**
 * A manager read what it needs from the API, and what was asked cannot be done with it: no such name,
 * no price for the size, a volume that was cancelled. Nothing was changed, unless the message says so.
 */
export class SoftLayerOperationError extends PileusError {
  declare readonly kind: 'operation';

  constructor(message: string, cause?: unknown) {
    super('operation', message, { vendor: 'SoftLayer', cause });
  }

  static {
    SoftLayerOperationError.prototype.name = 'SoftLayerOperationError';
  }
}
