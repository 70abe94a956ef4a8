import type { TypeText } from './type-text.js';

/** SoftLayer_Virtual_Guest and what belongs to it alone: names as the vendor declares them. */
export const virtualGuestTypes: Readonly<Record<string, TypeText>> = {
  SoftLayer_Virtual_Guest: {
    service: true,
    local: `
    accountId:int createDate:dateTime dedicatedAccountHostOnlyFlag:boolean deviceStatusId:int
    domain:string fullyQualifiedDomainName:string hostname:string id:int lastPowerStateId:int
    lastVerifiedDate:dateTime maxCpu:int maxCpuUnits:string maxMemory:int
    metricPollDate:dateTime modifyDate:dateTime notes:string placementGroupId:int
    postInstallScriptUri:string provisionDate:dateTime reclaimDate:dateTime startCpus:int
    statusId:int supplementalCreateObjectOptions:~Virtual_Guest_SupplementalCreateObjectOptions
    typeId:int uuid:string`,
    relational: `
    account:~Account accountOwnedPoolFlag:boolean
    activeNetworkMonitorIncident:~Network_Monitor_Version1_Incident[] activeTickets:~Ticket[]
    activeTransaction:~Provisioning_Version1_Transaction
    activeTransactions:~Provisioning_Version1_Transaction[]
    allowedHost:~Network_Storage_Allowed_Host allowedNetworkStorage:~Network_Storage[]
    allowedNetworkStorageReplicas:~Network_Storage[]
    antivirusSpywareSoftwareComponent:~Software_Component
    applicationDeliveryController:~Network_Application_Delivery_Controller
    attributes:~Virtual_Guest_Attribute[]
    availableMonitoring:~Network_Monitor_Version1_Query_Host_Stratum[]
    averageDailyPrivateBandwidthUsage:decimal averageDailyPublicBandwidthUsage:decimal
    backendNetworkComponents:~Virtual_Guest_Network_Component[] backendRouters:~Hardware[]
    bandwidthAllocation:decimal
    bandwidthAllotmentDetail:~Network_Bandwidth_Version1_Allotment_Detail
    billingCycleBandwidthUsage:~Network_Bandwidth_Usage[]
    billingCyclePrivateBandwidthUsage:~Network_Bandwidth_Usage
    billingCyclePublicBandwidthUsage:~Network_Bandwidth_Usage
    billingItem:~Billing_Item_Virtual_Guest blockCancelBecauseDisconnectedFlag:boolean
    blockDeviceTemplateGroup:~Virtual_Guest_Block_Device_Template_Group
    blockDevices:~Virtual_Guest_Block_Device[]
    browserConsoleAccessLogs:~Virtual_BrowserConsoleAccessLog[]
    consoleData:~Container_Virtual_ConsoleData consoleIpAddressFlag:boolean
    consoleIpAddressRecord:~Virtual_Guest_Network_Component_IpAddress
    continuousDataProtectionSoftwareComponent:~Software_Component
    controlPanel:~Software_Component
    currentBandwidthSummary:~Metric_Tracking_Object_Bandwidth_Summary datacenter:~Location
    dedicatedHost:~Virtual_DedicatedHost deviceStatus:~Device_Status
    evaultNetworkStorage:~Network_Storage[] firewallServiceComponent:~Network_Component_Firewall
    frontendNetworkComponents:~Virtual_Guest_Network_Component[] frontendRouters:~Hardware
    globalIdentifier:string gpuCount:int gpuType:string
    guestBootParameter:~Virtual_Guest_Boot_Parameter hardwareFunctionDescription:string
    host:~Virtual_Host hostIpsSoftwareComponent:~Software_Component hourlyBillingFlag:boolean
    inboundPrivateBandwidthUsage:decimal inboundPublicBandwidthUsage:decimal
    internalTagReferences:~Tag_Reference[] lastKnownPowerState:~Virtual_Guest_Power_State
    lastOperatingSystemReload:~Provisioning_Version1_Transaction
    lastTransaction:~Provisioning_Version1_Transaction
    latestNetworkMonitorIncident:~Network_Monitor_Version1_Incident localDiskFlag:boolean
    location:~Location managedResourceFlag:boolean metricTrackingObject:~Metric_Tracking_Object
    metricTrackingObjectId:int monitoringRobot:~Monitoring_Robot
    monitoringServiceComponent:~Network_Monitor_Version1_Query_Host_Stratum
    monitoringServiceEligibilityFlag:boolean
    monitoringUserNotification:~User_Customer_Notification_Virtual_Guest[]
    networkComponents:~Virtual_Guest_Network_Component[]
    networkMonitorIncidents:~Network_Monitor_Version1_Incident[]
    networkMonitors:~Network_Monitor_Version1_Query_Host[] networkStorage:~Network_Storage[]
    networkVlans:~Network_Vlan[] openCancellationTicket:~Ticket
    operatingSystem:~Software_Component_OperatingSystem operatingSystemReferenceCode:string
    orderedPackageId:string outboundPrivateBandwidthUsage:decimal
    outboundPublicBandwidthUsage:decimal overBandwidthAllocationFlag:int
    pendingMigrationFlag:boolean placementGroup:~Virtual_PlacementGroup
    powerState:~Virtual_Guest_Power_State primaryBackendIpAddress:string
    primaryBackendNetworkComponent:~Virtual_Guest_Network_Component primaryIpAddress:string
    primaryNetworkComponent:~Virtual_Guest_Network_Component privateNetworkOnlyFlag:boolean
    projectedOverBandwidthAllocationFlag:int projectedPublicBandwidthUsage:decimal
    recentEvents:~Notification_Occurrence_Event[] regionalGroup:~Location_Group_Regional
    regionalInternetRegistry:~Network_Regional_Internet_Registry
    reservedCapacityGroup:~Virtual_ReservedCapacityGroup reservedCapacityGroupFlag:boolean
    reservedCapacityGroupInstance:~Virtual_ReservedCapacityGroup_Instance
    securityScanRequests:~Network_Security_Scanner_Request[] serverRoom:~Location
    softwareComponents:~Software_Component[] sshKeys:~Security_Ssh_Key[]
    status:~Virtual_Guest_Status tagReferences:~Tag_Reference[] transientGuestFlag:boolean
    transientWebhookURI:~Virtual_Guest_Attribute type:~Virtual_Guest_Type
    upgradeRequest:~Product_Upgrade_Request userData:~Virtual_Guest_Attribute[]
    users:~User_Customer[] virtualRack:~Network_Bandwidth_Version1_Allotment virtualRackId:int
    virtualRackName:string`,
    counts: `
    activeNetworkMonitorIncidentCount activeTicketCount activeTransactionCount
    allowedNetworkStorageCount allowedNetworkStorageReplicaCount attributeCount
    availableMonitoringCount backendNetworkComponentCount backendRouterCount
    billingCycleBandwidthUsageCount blockDeviceCount browserConsoleAccessLogCount
    evaultNetworkStorageCount frontendNetworkComponentCount internalTagReferenceCount
    monitoringUserNotificationCount networkComponentCount networkMonitorCount
    networkMonitorIncidentCount networkStorageCount networkVlanCount recentEventCount
    securityScanRequestCount softwareComponentCount sshKeyCount tagReferenceCount userCount
    userDataCount`,
    methods: `
    activatePrivatePort activatePublicPort allowAccessToNetworkStorage
    allowAccessToNetworkStorageList attachDiskImage cancelIsolationForDestructiveAction
    captureImage checkHostDiskAvailability configureMetadataDisk createArchiveTemplate
    createArchiveTransaction createObject createObjects createPostSoftwareInstallTransaction
    deleteObject deleteTag deleteTransientWebhook detachDiskImage editObject
    executeIderaBareMetalRestore executeR1SoftBareMetalRestore executeRemoteScript
    executeRescueLayer findByHostname findByIpAddress generateOrderTemplate
    getAdditionalRequiredPricesForOsReload getAttachedNetworkStorages
    getAvailableBlockDevicePositions getAvailableNetworkStorages getBandwidthDataByDate
    getBandwidthForDateRange getBandwidthTotal getBootMode getBootOrder getConsoleAccessLog
    getCoreRestrictedOperatingSystemPrice getCpuMetricDataByDate getCpuMetricImage
    getCpuMetricImageByDate getCreateObjectOptions getCurrentBillingDetail
    getCurrentBillingTotal getDriveRetentionItemPrice getFirewallProtectableSubnets
    getFirstAvailableBlockDevicePosition getIsoBootImage getItemPricesFromSoftwareDescriptions
    getMemoryMetricDataByDate getMemoryMetricImage getMemoryMetricImageByDate
    getNetworkComponentFirewallProtectableIpAddresses getObject getOrderTemplate
    getPendingMaintenanceActions getProvisionDate getRecentMetricData getReverseDomainRecords
    getUpgradeItemPrices getValidBlockDeviceTemplateGroups isBackendPingable isCloudInit
    isPingable isolateInstanceForDestructiveAction migrate migrateDedicatedHost mountIsoImage
    pause powerCycle powerOff powerOffSoft powerOn rebootDefault rebootHard rebootSoft
    reconfigureConsole reloadCurrentOperatingSystemConfiguration reloadOperatingSystem
    removeAccessToNetworkStorage removeAccessToNetworkStorageList removeTags resume
    sendTestReclaimScheduledAlert setPrivateNetworkInterfaceSpeed setPublicNetworkInterfaceSpeed
    setTags setTransientWebhook setUserMetadata shutdownPrivatePort shutdownPublicPort
    unmountIsoImage validateImageTemplate verifyReloadOperatingSystem`,
  },
  SoftLayer_Virtual_Guest_Status: {
    local: 'keyName:string name:string',
  },
  SoftLayer_Virtual_Guest_Power_State: {
    local: 'description:string keyName:string name:string',
  },
  SoftLayer_Virtual_Guest_Type: {
    local: 'id:int keyName:string name:string',
  },
  SoftLayer_Virtual_Guest_Attribute: {
    local: 'value:string',
    relational: 'guest:~Virtual_Guest type:~Virtual_Guest_Attribute_Type',
  },
  SoftLayer_Virtual_Guest_SupplementalCreateObjectOptions: {
    local: `
    bootMode:string flavorKeyName:string immediateApprovalOnlyFlag:boolean
    postInstallScriptUri:string`,
  },
  SoftLayer_Virtual_Guest_Network_Component: {
    service: true,
    local: `
    createDate:dateTime guestId:int id:int macAddress:string maxSpeed:int modifyDate:dateTime
    name:string networkId:int port:int speed:int status:string uuid:string`,
    relational: `
    guest:~Virtual_Guest highAvailabilityFirewallFlag:boolean
    icpBinding:~Virtual_Guest_Network_Component_IcpBinding
    ipAddressBindings:~Virtual_Guest_Network_Component_IpAddress[]
    networkComponentFirewall:~Network_Component_Firewall networkVlan:~Network_Vlan
    primaryIpAddress:string primaryIpAddressRecord:~Network_Subnet_IpAddress
    primarySubnet:~Network_Subnet primaryVersion6IpAddressRecord:~Network_Subnet_IpAddress
    router:~Hardware_Router
    securityGroupBindings:~Virtual_Network_SecurityGroup_NetworkComponentBinding[]
    subnets:~Network_Subnet[]`,
    counts: 'ipAddressBindingCount securityGroupBindingCount subnetCount',
    methods: 'disable enable getObject isPingable securityGroupsReady',
  },
  SoftLayer_Virtual_Guest_Block_Device: {
    local: `
    bootableFlag:int createDate:dateTime device:string diskImageId:int guestId:int
    hotPlugFlag:int id:int modifyDate:dateTime mountMode:string mountType:string statusId:int
    uuid:string`,
    relational: `
    diskImage:~Virtual_Disk_Image guest:~Virtual_Guest status:~Virtual_Guest_Block_Device_Status`,
  },
  SoftLayer_Virtual_Disk_Image: {
    service: true,
    local: `
    capacity:int checksum:string checksumAlgorithm:string createDate:dateTime description:string
    id:int modifyDate:dateTime name:string parentId:int storageRepositoryId:int typeId:int
    units:string uuid:string`,
    relational: `
    billingItem:~Billing_Item_Virtual_Disk_Image blockDevices:~Virtual_Guest_Block_Device[]
    bootableVolumeFlag:boolean cloudInitFlag:boolean coalescedDiskImages:~Virtual_Disk_Image[]
    copyOnWriteFlag:boolean diskFileExtension:string
    diskImageStorageGroup:~Configuration_Storage_Group importedDiskType:string
    isEncrypted:boolean localDiskFlag:boolean metadataFlag:boolean
    softwareReferences:~Virtual_Disk_Image_Software[] sourceDiskImage:~Virtual_Disk_Image
    storageGroupDetails:~Container_Image_StorageGroupDetails
    storageGroups:~Configuration_Storage_Group[] storageRepository:~Virtual_Storage_Repository
    storageRepositoryType:~Virtual_Storage_Repository_Type supportedHardware:string
    templateBlockDevice:~Virtual_Guest_Block_Device_Template type:~Virtual_Disk_Image_Type`,
    counts: 'blockDeviceCount coalescedDiskImageCount softwareReferenceCount storageGroupCount',
    methods: 'editObject getAvailableBootModes getObject getPublicIsoImages',
  },
  SoftLayer_Virtual_Disk_Image_Type: {
    local: 'description:string keyName:string name:string',
  },
  SoftLayer_Virtual_Guest_Block_Device_Template_Group: {
    service: true,
    local: `
    accountId:int createDate:dateTime id:int name:string note:string parentId:int publicFlag:int
    statusId:int summary:string transactionId:int userRecordId:int`,
    relational: `
    account:~Account accountContacts:~Account_Contact[]
    accountReferences:~Virtual_Guest_Block_Device_Template_Group_Accounts[]
    blockDevices:~Virtual_Guest_Block_Device_Template[] blockDevicesDiskSpaceTotal:decimal
    byolFlag:boolean children:~Virtual_Guest_Block_Device_Template_Group[] datacenter:~Location
    datacenters:~Location[] firstChild:~Virtual_Guest_Block_Device_Template_Group
    flexImageFlag:boolean globalIdentifier:string imageType:~Virtual_Disk_Image_Type
    imageTypeKeyName:string nextGenFlag:boolean
    parent:~Virtual_Guest_Block_Device_Template_Group region:~Network_Service_Resource
    regions:~Network_Service_Resource[] sshKeys:~Security_Ssh_Key[]
    status:~Virtual_Guest_Block_Device_Template_Group_Status
    storageRepository:~Virtual_Storage_Repository tagReferences:~Tag_Reference[]
    transaction:~Provisioning_Version1_Transaction`,
    counts: `
    accountContactCount accountReferenceCount blockDeviceCount childrenCount datacenterCount
    regionCount sshKeyCount tagReferenceCount`,
    methods: `
    addByolAttribute addCloudInitAttribute addLocations addSupportedBootMode
    copyToExternalSource copyToIcos createFromExternalSource createFromIcos
    createPublicArchiveTransaction deleteByolAttribute deleteCloudInitAttribute deleteObject
    denySharingAccess editObject findGcImagesByCurrentUser
    getAllAvailableCompatiblePlatformNames getBootMode getCurrentCompatiblePlatformNames
    getDefaultBootMode getEncryptionAttributes getObject getPublicCustomerOwnedImages
    getPublicImages getRiasAccount getStorageLocations getSupportedBootModes
    getTemplateDataCenterName getVhdImportSoftwareDescriptions isByol
    isByolCapableOperatingSystem isByolOnlyOperatingSystem isCloudInit
    isCloudInitOnlyOperatingSystem isEncrypted permitSharingAccess removeCompatiblePlatforms
    removeLocations removeSupportedBootMode setAvailableLocations setBootMode
    setCompatiblePlatforms setTags`,
  },
  SoftLayer_Container_Virtual_Guest_Configuration: {
    local: `
    blockDevices:~Container_Virtual_Guest_Configuration_Option[]
    datacenters:~Container_Virtual_Guest_Configuration_Option[]
    flavors:~Container_Virtual_Guest_Configuration_Option[]
    memory:~Container_Virtual_Guest_Configuration_Option[]
    networkComponents:~Container_Virtual_Guest_Configuration_Option[]
    operatingSystems:~Container_Virtual_Guest_Configuration_Option[]
    processors:~Container_Virtual_Guest_Configuration_Option[]`,
  },
  SoftLayer_Container_Virtual_Guest_Configuration_Option: {
    local: `
    flavor:~Product_Package_Preset itemPrice:~Product_Item_Price template:~Virtual_Guest`,
  },
};
