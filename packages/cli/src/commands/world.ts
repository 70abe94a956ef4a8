/** The cluster of the demo world. */
export const demoCluster = 'test-cluster-1';
