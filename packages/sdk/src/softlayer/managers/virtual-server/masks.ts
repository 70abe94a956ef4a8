const identity =
  'id,globalIdentifier,hostname,domain,fullyQualifiedDomainName,primaryBackendIpAddress,' +
  'primaryIpAddress,lastKnownPowerState.name';
const state =
  'powerState,maxCpu,maxMemory,datacenter,' +
  'activeTransaction.transactionStatus[friendlyName,name],status';

/** What `listInstances` asks for by default. */
export const guestListMask = `${identity},${state}`;

/** What `listGuests` of a dedicated host asks for by default. */
export const hostGuestListMask = `${identity},hourlyBillingFlag,${state}`;

/** What `getInstance` asks for by default. */
export const guestMask =
  'id,globalIdentifier,fullyQualifiedDomainName,hostname,domain,createDate,modifyDate,provisionDate,' +
  'notes,dedicatedAccountHostOnlyFlag,transientGuestFlag,privateNetworkOnlyFlag,' +
  'primaryBackendIpAddress,primaryIpAddress,' +
  'networkComponents[id,status,speed,maxSpeed,name,macAddress,primaryIpAddress,port,' +
  'primarySubnet[addressSpace],securityGroupBindings[securityGroup[id,name]]],' +
  'lastKnownPowerState.name,powerState,status,maxCpu,maxMemory,datacenter,' +
  'activeTransaction[id,transactionStatus[friendlyName,name]],' +
  'lastTransaction[transactionStatus,modifyDate,transactionGroup[name]],' +
  'lastOperatingSystemReload.id,blockDevices,blockDeviceTemplateGroup[id,name,globalIdentifier],' +
  'postInstallScriptUri,' +
  'operatingSystem[passwords[username,password],' +
  'softwareLicense.softwareDescription[manufacturer,name,version,referenceCode]],' +
  'softwareComponents[passwords[username,password,notes],' +
  'softwareLicense[softwareDescription[manufacturer,name,version,referenceCode]]],' +
  'hourlyBillingFlag,userData,' +
  'billingItem[id,nextInvoiceTotalRecurringAmount,package[id,keyName],' +
  'children[description,categoryCode,nextInvoiceTotalRecurringAmount],' +
  'nextInvoiceChildren[description,categoryCode,recurringFee,nextInvoiceTotalRecurringAmount],' +
  'orderItem[id,order.userRecord[username],preset.keyName]],' +
  'tagReferences[id,tag[name,id]],networkVlans[id,vlanNumber,networkSpace],dedicatedHost.id,' +
  'monitoringServiceComponent,networkMonitors[queryType,lastResult,responseAction],placementGroupId';
