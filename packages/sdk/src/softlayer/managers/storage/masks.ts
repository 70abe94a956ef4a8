/** What is asked of volumes, as softlayer-python asks it (observed). */

const replicationPartners =
  'replicationPartners[id,username,serviceResourceBackendIpAddress,' +
  'serviceResource[datacenter[name]],replicationSchedule[type[keyname]]]';

const origin = [
  'storageTierLevel,provisionedIops,lunId,originalVolumeName,originalSnapshotName',
  'originalVolumeSize,activeTransactionCount,activeTransactions.transactionStatus[friendlyName]',
  `replicationPartnerCount,replicationStatus,${replicationPartners},notes`,
].join(',');

export const details = [
  'id,username,password,capacityGb,snapshotCapacityGb,parentVolume.snapshotSizeBytes',
  'storageType.keyName,serviceResource.datacenter[name],serviceResourceBackendIpAddress',
  origin,
].join(',');

export const fileDetails = [
  'id,username,password,capacityGb,bytesUsed,snapshotCapacityGb,parentVolume.snapshotSizeBytes',
  'storageType.keyName,serviceResource.datacenter[name],serviceResourceBackendIpAddress',
  `fileNetworkMountAddress,${origin}`,
].join(',');

export const accessList = [
  'id,allowedVirtualGuests[allowedHost[credential,sourceSubnet]]',
  'allowedHardware[allowedHost[credential]],allowedSubnets[allowedHost[credential]]',
  'allowedIpAddresses[allowedHost[credential]]',
].join(',');

export const snapshots =
  'id,notes,snapshotSizeBytes,storageType[keyName],snapshotCreationTimestamp,' +
  'intervalSchedule,hourlySchedule,dailySchedule,weeklySchedule';

export const blockList =
  'id,username,lunId,capacityGb,bytesUsed,serviceResource.datacenter[name],' +
  'serviceResourceBackendIpAddress,activeTransactionCount,replicationPartnerCount';

export const fileList =
  'id,username,capacityGb,bytesUsed,serviceResource.datacenter[name],' +
  'serviceResourceBackendIpAddress,activeTransactionCount,fileNetworkMountAddress,' +
  'replicationPartnerCount';

export const replicant =
  'billingItem[activeChildren,hourlyFlag],storageTierLevel,osType,staasVersion,' +
  'hasEncryptionAtRest,snapshotCapacityGb,schedules,intervalSchedule,hourlySchedule,' +
  'dailySchedule,weeklySchedule,storageType[keyName],provisionedIops';

export const duplicate =
  'id,billingItem[location,hourlyFlag],snapshotCapacityGb,storageType[keyName],capacityGb,' +
  'originalVolumeSize,provisionedIops,storageTierLevel,osType[keyName],staasVersion,' +
  'hasEncryptionAtRest';

export const modify =
  'id,billingItem,storageType[keyName],capacityGb,provisionedIops,storageTierLevel,' +
  'staasVersion,hasEncryptionAtRest';

export const snapshotSpace =
  'id,billingItem[location,hourlyFlag],storageType[keyName],storageTierLevel,provisionedIops,' +
  'staasVersion,hasEncryptionAtRest';
