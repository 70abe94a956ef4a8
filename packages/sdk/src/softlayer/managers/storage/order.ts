import type { SoftLayer_Product_Package } from '../../generated/types.js';
import {
  type PriceId,
  type Speed,
  serviceEnduranceSpacePrice,
  serviceEnduranceTierPrice,
  servicePerformanceIopsPrice,
  servicePerformanceSpacePrice,
} from './prices.js';

/** An order container for storage, as placeOrder takes it. */
export interface StorageOrder {
  readonly complexType: string;
  readonly packageId: number | null | undefined;
  readonly prices: readonly PriceId[];
  readonly quantity?: number;
  readonly location?: number | null | undefined;
  readonly useHourlyPricing?: boolean;
  readonly volumeSize?: number | null | undefined;
  readonly iops?: number;
  readonly [more: string]: unknown;
}

/** What the types of order containers begin with. */
export const container = 'SoftLayer_Container_Product_Order_Network_';

/** The category of Storage as a Service, the offering of today. */
export const service = 'storage_as_a_service';

/** Space and speed of a volume of Storage as a Service. */
export const spacePrices = (
  offers: SoftLayer_Product_Package,
  size: number,
  speed: Speed,
): PriceId[] =>
  speed.kind === 'performance'
    ? [
        servicePerformanceSpacePrice(offers, size),
        servicePerformanceIopsPrice(offers, size, speed.iops),
      ]
    : [
        serviceEnduranceSpacePrice(offers, size, speed.tier),
        serviceEnduranceTierPrice(offers, speed.tier),
      ];
