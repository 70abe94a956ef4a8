/** The body of a REST error. `code` is missing when the service itself is unknown (recorded). */
export interface ErrorBody {
  readonly error: string;
  /** Exception name, such as `SoftLayer_Exception_ObjectNotFound`. */
  readonly code?: string;
}

/** The struct of an XML-RPC fault. The code is text, though old documents show a number. */
export interface Fault {
  /** Exception name, or one of the numbers from `-32700` to `-32300` as text. */
  readonly faultCode: string;
  readonly faultString: string;
}

/** Part of a list: absent or zero `limit` means all. REST writes it `offset,limit`. */
export interface ResultLimit {
  readonly limit?: number;
  /** Items left out at the beginning. */
  readonly offset?: number;
}

/** Who calls, inside the XML-RPC headers. REST and IBM Cloud keys use HTTP authentication. */
export type AuthenticateHeader =
  | { readonly username: string; readonly apiKey: string }
  | {
      readonly complexType: 'PortalLoginToken';
      readonly userId: number;
      readonly authToken: string;
    };

/**
 * The `headers` struct that is the only member of the first XML-RPC parameter. Members named by a
 * service (`SoftLayer_AccountObjectFilter`) are best matched by their end: `InitParameters`
 * ({id}), `ObjectMask` ({mask}: a struct is a legacy mask), `ObjectFilter` (the filter itself).
 */
export interface RequestHeaders {
  readonly authenticate?: AuthenticateHeader;
  readonly SoftLayer_ObjectMask?: { readonly mask: string };
  readonly resultLimit?: ResultLimit;
  readonly [member: string]: unknown;
}

/** Response header of every list: the matches before limit and offset. Clients page by it. */
export const TOTAL_ITEMS_HEADER = 'SoftLayer-Total-Items';
