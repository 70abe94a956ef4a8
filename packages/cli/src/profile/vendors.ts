/** The vendors of profiles, and what each calls its secret. */
export const vendors = {
  cyclecloud: { secret: 'password' },
  softlayer: { secret: 'apiKey' },
  centurylink: { secret: 'password' },
  tutum: { secret: 'apiKey' },
} as const;

export type Vendor = keyof typeof vendors;

export const vendorNames = Object.keys(vendors) as Vendor[];
