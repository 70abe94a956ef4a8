/**
 * A decoded value. `nil`, `<value/>` and an empty `<param/>` are null; base64 is bytes;
 * dateTime.iso8601 is its text; an i8 beyond 2^53 keeps its digits as a string.
 */
export type XmlRpcValue =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | XmlRpcValue[]
  | { [member: string]: XmlRpcValue };

/** A number that travels as `<double>` although it may be whole. */
export class XmlRpcDouble {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/**
 * A value to encode. The JavaScript kind decides the element, since Go's client refuses mismatches:
 * integer -> `<int>` (`<i8>` beyond 32 bits), other number or XmlRpcDouble -> `<double>`,
 * boolean, string and Uint8Array -> `<boolean>`, `<string>`, `<base64>`.
 * Dates and decimals are strings in this API. Members that are undefined are left out.
 */
export type XmlRpcInput =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | XmlRpcDouble
  | readonly XmlRpcInput[]
  | { readonly [member: string]: XmlRpcInput | undefined };
