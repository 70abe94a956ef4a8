import type { TypeText } from './type-text.js';

/** What guests and servers share: names as the vendor declares them. */
export const partTypes: Readonly<Record<string, TypeText>> = {
  SoftLayer_Location: {
    service: true,
    local: 'id:int longName:string name:string statusId:int',
    relational: `
    activePresaleEvents:~Sales_Presale_Event[] bnppCompliantFlag:boolean euCompliantFlag:boolean
    groups:~Location_Group[] hardwareFirewalls:~Hardware[] locationAddress:~Account_Address
    locationAddresses:~Account_Address[]
    locationReservationMember:~Location_Reservation_Rack_Member locationStatus:~Location_Status
    metricTrackingObject:~Metric_Tracking_Object
    networkConfigurationAttribute:~Hardware_Attribute onlineSslVpnUserCount:int
    pathString:string priceGroups:~Location_Group[] regions:~Location_Region[]
    timezone:~Locale_Timezone vdrGroup:~Location_Group_Location_CrossReference`,
    counts: `
    activePresaleEventCount groupCount hardwareFirewallCount locationAddressCount
    priceGroupCount regionCount`,
    methods: `
    getAvailableObjectStorageDatacenters getDatacenters
    getDatacentersWithVirtualImageStoreServiceResourceRecord getObject getViewableDatacenters
    getViewablePopsAndDataCenters getViewablepointOfPresence getpointOfPresence`,
  },
  SoftLayer_Location_Datacenter: {
    base: 'SoftLayer_Location',
    service: true,
    relational: `
    activeItemPresaleEvents:~Sales_Presale_Event[] backendHardwareRouters:~Hardware[]
    boundSubnets:~Network_Subnet[]
    brandCountryRestrictions:~Brand_Restriction_Location_CustomerCountry[]
    frontendHardwareRouters:~Hardware[] hardwareRouters:~Hardware[]
    presaleEvents:~Sales_Presale_Event[] regionalGroup:~Location_Group_Regional
    regionalInternetRegistry:~Network_Regional_Internet_Registry`,
    counts: `
    activeItemPresaleEventCount backendHardwareRouterCount boundSubnetCount
    brandCountryRestrictionCount frontendHardwareRouterCount hardwareRouterCount
    presaleEventCount`,
    methods: 'getObject getStatisticsGraphImage',
  },
  SoftLayer_Provisioning_Version1_Transaction: {
    local: `
    createDate:dateTime elapsedSeconds:int guestId:int hardwareId:int id:int modifyDate:dateTime
    statusChangeDate:dateTime`,
    relational: `
    account:~Account guest:~Virtual_Guest hardware:~Hardware
    loopback:~Provisioning_Version1_Transaction[]
    orderTracking:~Provisioning_Version1_Transaction_OrderTracking
    pendingTransactions:~Provisioning_Version1_Transaction[]
    ticketScheduledActionReference:~Ticket_Attachment[]
    transactionGroup:~Provisioning_Version1_Transaction_Group
    transactionStatus:~Provisioning_Version1_Transaction_Status`,
    counts: 'loopbackCount pendingTransactionCount ticketScheduledActionReferenceCount',
  },
  SoftLayer_Provisioning_Version1_Transaction_Status: {
    local: 'averageDuration:decimal friendlyName:string name:string',
    relational: 'nonCompletedTransactions:~Provisioning_Version1_Transaction[]',
    counts: 'nonCompletedTransactionCount',
  },
  SoftLayer_Provisioning_Version1_Transaction_Group: {
    service: true,
    local: 'averageTimeToComplete:decimal name:string',
    methods: 'getAllObjects getObject',
  },
  SoftLayer_Software_Component: {
    service: true,
    local: `
    hardwareId:int id:int manufacturerActivationCode:string manufacturerLicenseInstance:string`,
    relational: `
    averageInstallationDuration:unsignedLong billingItem:~Billing_Item hardware:~Hardware
    passwordHistory:~Software_Component_Password_History[]
    passwords:~Software_Component_Password[] softwareDescription:~Software_Description
    softwareLicense:~Software_License virtualGuest:~Virtual_Guest`,
    counts: 'passwordCount passwordHistoryCount',
    methods: 'getLicenseFile getObject getVendorSetUpConfiguration',
  },
  SoftLayer_Software_Component_OperatingSystem: {
    base: 'SoftLayer_Software_Component',
    local: 'licenseExpirationDate:dateTime',
    relational: `
    partitionTemplates:~Hardware_Component_Partition_Template[]
    reloadTransactionGroup:~Provisioning_Version1_Transaction_Group`,
    counts: 'partitionTemplateCount',
  },
  SoftLayer_Software_Component_Password: {
    service: true,
    local: `
    createDate:dateTime id:int modifyDate:dateTime notes:string password:string port:int
    softwareId:int username:string`,
    relational: 'software:~Software_Component sshKeys:~Security_Ssh_Key[]',
    counts: 'sshKeyCount',
    methods: `
    createObject createObjects deleteObject deleteObjects editObject editObjects getObject`,
  },
  SoftLayer_Software_License: {
    local: 'id:int softwareDescriptionId:int',
    relational: 'account:~Account owner:~Account softwareDescription:~Software_Description',
  },
  SoftLayer_Software_Description: {
    service: true,
    local: `
    controlPanel:int id:int licenseTermUnit:string licenseTermValue:int longDescription:string
    manufacturer:string name:string operatingSystem:int referenceCode:string
    upgradeSoftwareDescriptionId:int upgradeSwDescId:int version:string virtualLicense:int
    virtualizationPlatform:int`,
    relational: `
    attributes:~Software_Description_Attribute[] averageInstallationDuration:int
    compatibleSoftwareDescriptions:~Software_Description[]
    features:~Software_Description_Feature[] latestVersion:~Software_Description[]
    productItems:~Product_Item[]
    provisionTransactionGroup:~Provisioning_Version1_Transaction_Group
    reloadTransactionGroup:~Provisioning_Version1_Transaction_Group requiredUser:string
    softwareLicenses:~Software_License[] upgradeSoftwareDescription:~Software_Description
    upgradeSwDesc:~Software_Description
    validFilesystemTypes:~Configuration_Storage_Filesystem_Type[]`,
    counts: `
    attributeCount compatibleSoftwareDescriptionCount featureCount latestVersionCount
    productItemCount softwareLicenseCount validFilesystemTypeCount`,
    methods: 'getAllObjects getCustomerOwnedLicenseDescriptions getObject',
  },
  SoftLayer_Network_Vlan: {
    service: true,
    local: `
    accountId:int fullyQualifiedName:string id:int modifyDate:dateTime name:string
    networkSpace:string note:string primarySubnetId:int vlanNumber:int`,
    relational: `
    account:~Account additionalPrimarySubnets:~Network_Subnet[]
    attachedNetworkGateway:~Network_Gateway attachedNetworkGatewayFlag:boolean
    attachedNetworkGatewayVlan:~Network_Gateway_Vlan billingItem:~Billing_Item
    datacenter:~Location dedicatedFirewallFlag:int extensionRouter:~Hardware_Router
    firewallGuestNetworkComponents:~Network_Component_Firewall[]
    firewallInterfaces:~Network_Firewall_Module_Context_Interface[]
    firewallNetworkComponents:~Network_Component_Firewall[]
    firewallRules:~Network_Vlan_Firewall_Rule[]
    guestNetworkComponents:~Virtual_Guest_Network_Component[] hardware:~Hardware[]
    highAvailabilityFirewallFlag:boolean localDiskStorageCapabilityFlag:boolean
    networkComponentTrunks:~Network_Component_Network_Vlan_Trunk[]
    networkComponents:~Network_Component[] networkComponentsTrunkable:~Network_Component[]
    networkVlanFirewall:~Network_Vlan_Firewall podName:string primaryRouter:~Hardware_Router
    primarySubnet:~Network_Subnet primarySubnetVersion6:~Network_Subnet
    primarySubnets:~Network_Subnet[] privateNetworkGateways:~Network_Gateway[]
    protectedIpAddresses:~Network_Subnet_IpAddress[] publicNetworkGateways:~Network_Gateway[]
    sanStorageCapabilityFlag:boolean secondaryRouter:~Hardware
    secondarySubnets:~Network_Subnet[] subnets:~Network_Subnet[] tagReferences:~Tag_Reference[]
    totalPrimaryIpAddressCount:unsignedLong type:~Network_Vlan_Type
    virtualGuests:~Virtual_Guest[]`,
    counts: `
    additionalPrimarySubnetCount firewallGuestNetworkComponentCount firewallInterfaceCount
    firewallNetworkComponentCount firewallRuleCount guestNetworkComponentCount hardwareCount
    networkComponentCount networkComponentTrunkCount primarySubnetCount
    privateNetworkGatewayCount protectedIpAddressCount publicNetworkGatewayCount
    secondarySubnetCount subnetCount tagReferenceCount virtualGuestCount`,
    methods: `
    editObject getCancelFailureReasons getFirewallProtectableIpAddresses
    getFirewallProtectableSubnets getIpAddressUsage getObject getPrivateVlan
    getPrivateVlanByIpAddress getPublicVlanByFqdn getReverseDomainRecords getVlanForIpAddress
    setTags updateFirewallIntraVlanCommunication upgrade`,
  },
  SoftLayer_Network_Subnet: {
    service: true,
    local: `
    broadcastAddress:string cidr:int gateway:string id:int isCustomerOwned:boolean
    isCustomerRoutable:boolean modifyDate:dateTime netmask:string networkIdentifier:string
    networkVlanId:int note:string sortOrder:string subnetType:string totalIpAddresses:decimal
    usableIpAddressCount:decimal version:int`,
    relational: `
    account:~Account activeTransaction:~Provisioning_Version1_Transaction addressSpace:string
    allowedHost:~Network_Storage_Allowed_Host allowedNetworkStorage:~Network_Storage[]
    allowedNetworkStorageReplicas:~Network_Storage[] billingItem:~Billing_Item
    boundDescendants:~Network_Subnet[] boundRouterFlag:boolean children:~Network_Subnet[]
    datacenter:~Location_Datacenter descendants:~Network_Subnet[] displayLabel:string
    endPointIpAddress:~Network_Subnet_IpAddress globalIpRecord:~Network_Subnet_IpAddress_Global
    hardware:~Hardware[] ipAddresses:~Network_Subnet_IpAddress[]
    networkComponentFirewall:~Network_Component_Firewall
    networkProtectionAddresses:~Network_Protection_Address[]
    networkTunnelContexts:~Network_Tunnel_Module_Context[] networkVlan:~Network_Vlan
    podName:string protectedIpAddresses:~Network_Subnet_IpAddress[]
    regionalInternetRegistry:~Network_Regional_Internet_Registry reverseDomain:~Dns_Domain
    roleKeyName:string roleName:string routingTypeKeyName:string routingTypeName:string
    tagReferences:~Tag_Reference[] unboundDescendants:~Network_Subnet[]
    utilizedIpAddressCount:unsignedLong virtualGuests:~Virtual_Guest[]`,
    counts: `
    allowedNetworkStorageCount allowedNetworkStorageReplicaCount boundDescendantCount
    childrenCount descendantCount hardwareCount ipAddressCount networkProtectionAddressCount
    networkTunnelContextCount protectedIpAddressCount tagReferenceCount unboundDescendantCount
    virtualGuestCount`,
    methods: `
    allowAccessToNetworkStorage allowAccessToNetworkStorageList clearRoute
    createReverseDomainRecords createSubnetRouteUpdateTransaction editNote
    getAttachedNetworkStorages getAvailableNetworkStorages getIpAddressUsage getObject
    getReverseDomainRecords getRoutableEndpointIpAddresses getSubnetForIpAddress
    removeAccessToNetworkStorageList route setTags`,
  },
  SoftLayer_Device_Status: {
    local: 'id:int keyName:string name:string',
  },
  SoftLayer_Tag: {
    service: true,
    local: 'accountId:int id:int internal:int name:string',
    relational: 'account:~Account references:~Tag_Reference[]',
    counts: 'referenceCount',
    methods: `
    autoComplete deleteTag getAllTagTypes getAttachedTagsForCurrentUser getObject
    getTagByTagName getUnattachedTagsForCurrentUser setTags`,
  },
  SoftLayer_Tag_Reference: {
    local: 'empRecordId:int id:int resourceTableId:int tagId:int tagTypeId:int usrRecordId:int',
    relational: 'customer:~User_Customer employee:~User_Employee tag:~Tag tagType:~Tag_Type',
  },
  SoftLayer_Tag_Type: {
    local: 'description:string keyName:string',
  },
};
