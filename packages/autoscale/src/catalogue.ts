/** What is known of a machine type beyond what a server tells. */
export interface MachineFacts {
  readonly family?: string;
  readonly vcpuCount?: number;
  readonly pcpuCount?: number;
  readonly gpuCount?: number;
  readonly memoryGb?: number;
  readonly infiniband?: boolean;
  /** Cores that a quota counts when those are not `vcpuCount`. */
  readonly quotaCoreCount?: number;
  /** US dollars an hour, an estimate. */
  readonly price?: number;
  readonly spotPrice?: number;
  /** From creation to ready. */
  readonly bootSeconds?: number;
}

type Row = readonly [
  name: string,
  family: string,
  vcpus: number,
  perCore: 1 | 2,
  gb: number,
  price: number,
  more?: MachineFacts,
];

const infiniband = { infiniband: true };

/** Prices are list prices of one region, for comparison; what a price book of your own says goes first. */
const rows: readonly Row[] = [
  ['Standard_B2s', 'standardBSFamily', 2, 2, 4, 0.0416],
  ['Standard_D2s_v3', 'standardDSv3Family', 2, 2, 8, 0.096],
  ['Standard_D4s_v3', 'standardDSv3Family', 4, 2, 16, 0.192],
  ['Standard_D8s_v3', 'standardDSv3Family', 8, 2, 32, 0.384],
  ['Standard_D16s_v3', 'standardDSv3Family', 16, 2, 64, 0.768],
  ['Standard_D32s_v3', 'standardDSv3Family', 32, 2, 128, 1.536],
  ['Standard_E2s_v3', 'standardESv3Family', 2, 2, 16, 0.126],
  ['Standard_E4s_v3', 'standardESv3Family', 4, 2, 32, 0.252],
  ['Standard_E8s_v3', 'standardESv3Family', 8, 2, 64, 0.504],
  ['Standard_E16s_v3', 'standardESv3Family', 16, 2, 128, 1.008],
  ['Standard_F2s_v2', 'standardFSv2Family', 2, 2, 4, 0.085],
  ['Standard_F4s_v2', 'standardFSv2Family', 4, 2, 8, 0.169],
  ['Standard_F8s_v2', 'standardFSv2Family', 8, 2, 16, 0.338],
  ['Standard_F16s_v2', 'standardFSv2Family', 16, 2, 32, 0.677],
  ['Standard_F32s_v2', 'standardFSv2Family', 32, 2, 64, 1.353],
  ['Standard_F72s_v2', 'standardFSv2Family', 72, 2, 144, 3.045],
  ['Standard_HC44rs', 'standardHCSFamily', 44, 1, 327.83, 3.168, infiniband],
  ['Standard_HB60rs', 'standardHBSFamily', 60, 1, 228, 2.28, infiniband],
  ['Standard_HB120rs_v3', 'standardHBrsv3Family', 120, 1, 456, 3.6, infiniband],
  [
    'Standard_HB120-64rs_v3',
    'standardHBrsv3Family',
    64,
    1,
    456,
    3.6,
    { ...infiniband, quotaCoreCount: 120 },
  ],
  ['Standard_NC6s_v3', 'standardNCSv3Family', 6, 1, 112, 3.06, { gpuCount: 1 }],
  ['Standard_ND40rs_v2', 'standardNDSv2Family', 40, 2, 672, 22.032, { ...infiniband, gpuCount: 8 }],
];

/** Usual share of the list price that spot capacity costs. */
const spotShare = 0.2;

/** Common machine types by lower-case name, for what neither the server nor a file tells. */
export const machineCatalogue: ReadonlyMap<string, MachineFacts> = new Map(
  rows.map(([name, family, vcpuCount, perCore, memoryGb, price, more]) => [
    name.toLowerCase(),
    {
      family,
      vcpuCount,
      pcpuCount: vcpuCount / perCore,
      gpuCount: 0,
      memoryGb,
      infiniband: false,
      price,
      spotPrice: Math.round(price * spotShare * 1e4) / 1e4,
      ...more,
    },
  ]),
);
