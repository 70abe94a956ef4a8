/** What `listHardware` asks for by default. Transactions are of servers alone. */
export const hardwareListMask =
  '[mask[id,hostname,domain,hardwareStatusId,globalIdentifier,fullyQualifiedDomainName,' +
  'processorPhysicalCoreAmount,memoryCapacity,primaryBackendIpAddress,primaryIpAddress,datacenter],' +
  'mask(SoftLayer_Hardware_Server)[activeTransaction[id, transactionStatus[friendlyName,name]]]]';

const networkComponents =
  'id,status,speed,maxSpeed,name,ipmiMacAddress,ipmiIpAddress,macAddress,primaryIpAddress,port,' +
  'primarySubnet[id,netmask,broadcastAddress,networkIdentifier,gateway]';
const activeComponents =
  'id,hardwareComponentModel[hardwareGenericComponentModel[id,hardwareComponentType[keyName]]]';
const softwareLicense =
  'softwareLicense[softwareDescription[manufacturer,name,version,referenceCode]]';
const billingItem =
  'id,nextInvoiceTotalRecurringAmount,nextInvoiceChildren[nextInvoiceTotalRecurringAmount],' +
  'orderItem.order.userRecord[username]';
const networkVlans = 'id,vlanNumber,networkSpace,fullyQualifiedName,primarySubnets[ipAddresses]';

/** What `getHardware` asks for by default. */
export const hardwareMask =
  'id,globalIdentifier,fullyQualifiedDomainName,hostname,domain,provisionDate,hardwareStatus,' +
  'bareMetalInstanceFlag,processorPhysicalCoreAmount,memoryCapacity,notes,privateNetworkOnlyFlag,' +
  'primaryBackendIpAddress,primaryIpAddress,networkManagementIpAddress,userData,' +
  `activeComponents[${activeComponents}],datacenter,networkComponents[${networkComponents}],` +
  'hardwareChassis[id,name],activeTransaction[id,transactionStatus[friendlyName,name]],' +
  `operatingSystem[${softwareLicense},passwords[username,password]],` +
  `softwareComponents[${softwareLicense},passwords[id,username,password]],` +
  `billingItem[${billingItem}],lastTransaction[transactionGroup],hourlyBillingFlag,` +
  `tagReferences[id,tag[name,id]],networkVlans[${networkVlans}],` +
  'monitoringServiceComponent,networkMonitors[queryType,lastResult,responseAction],' +
  'remoteManagementAccounts[username,password]';

/** What `getHardwareFast` asks for first. */
export const hardwareBaseMask =
  'id,globalIdentifier,fullyQualifiedDomainName,hostname,domain,provisionDate,hardwareStatus,' +
  'bareMetalInstanceFlag,processorPhysicalCoreAmount,memoryCapacity,notes,privateNetworkOnlyFlag,' +
  'primaryBackendIpAddress,primaryIpAddress,networkManagementIpAddress,userData,datacenter,' +
  'hourlyBillingFlag,lastTransaction[transactionGroup],hardwareChassis[id,name]';

/** What `getHardwareFast` asks for at once: relations by their getters. */
export const hardwareRelationMasks = {
  networkComponents: `${networkComponents},uplinkComponent[networkVlanTrunks[networkVlan[networkSpace]]]`,
  activeComponents,
  activeTransaction: 'id,transactionStatus[friendlyName,name]',
  operatingSystem: `${softwareLicense},passwords[id,username,password]`,
  softwareComponents: `${softwareLicense},passwords[id,username,password]`,
  billingItem,
  networkVlans,
  remoteManagementAccounts: 'username,password',
  tagReferences: 'id,tag[name,id]',
} as const;
