import type { TypeText } from './type-text.js';

/** SoftLayer_Hardware and SoftLayer_Hardware_Server: names as the vendor declares them. */
export const hardwareTypes: Readonly<Record<string, TypeText>> = {
  SoftLayer_Hardware: {
    service: true,
    local: `
    accountId:int bareMetalInstanceFlag:int domain:string fullyQualifiedDomainName:string
    hardwareStatusId:int hostname:string id:int manufacturerSerialNumber:string notes:string
    postInstallScriptUri:string provisionDate:dateTime serialNumber:string serviceProviderId:int
    serviceProviderResourceId:int`,
    relational: `
    account:~Account activeComponents:~Hardware_Component[]
    activeNetworkMonitorIncident:~Network_Monitor_Version1_Incident[]
    allPowerComponents:~Hardware_Power_Component[] allowedHost:~Network_Storage_Allowed_Host
    allowedNetworkStorage:~Network_Storage[] allowedNetworkStorageReplicas:~Network_Storage[]
    antivirusSpywareSoftwareComponent:~Software_Component attributes:~Hardware_Attribute[]
    averageDailyPublicBandwidthUsage:decimal backendNetworkComponents:~Network_Component[]
    backendRouters:~Hardware[] bandwidthAllocation:decimal
    bandwidthAllotmentDetail:~Network_Bandwidth_Version1_Allotment_Detail
    benchmarkCertifications:~Hardware_Benchmark_Certification[]
    billingItem:~Billing_Item_Hardware billingItemFlag:boolean
    blockCancelBecauseDisconnectedFlag:boolean businessContinuanceInsuranceFlag:boolean
    childrenHardware:~Hardware[] components:~Hardware_Component[]
    continuousDataProtectionSoftwareComponent:~Software_Component
    currentBillableBandwidthUsage:decimal datacenter:~Location datacenterName:string
    daysInSparePool:int downlinkHardware:~Hardware[] downlinkNetworkHardware:~Hardware[]
    downlinkServers:~Hardware[] downlinkVirtualGuests:~Virtual_Guest[]
    downstreamHardwareBindings:~Network_Component_Uplink_Hardware[]
    downstreamNetworkHardware:~Hardware[] downstreamNetworkHardwareWithIncidents:~Hardware[]
    downstreamServers:~Hardware[] downstreamVirtualGuests:~Virtual_Guest[]
    driveControllers:~Hardware_Component[] evaultNetworkStorage:~Network_Storage[]
    firewallServiceComponent:~Network_Component_Firewall
    fixedConfigurationPreset:~Product_Package_Preset
    frontendNetworkComponents:~Network_Component[] frontendRouters:~Hardware[]
    futureBillingItem:~Billing_Item_Hardware globalIdentifier:string
    hardDrives:~Hardware_Component[] hardwareChassis:~Hardware_Chassis
    hardwareFunction:~Hardware_Function hardwareFunctionDescription:string
    hardwareState:~Hardware_State hardwareStatus:~Hardware_Status
    hasTrustedPlatformModuleBillingItemFlag:boolean hostIpsSoftwareComponent:~Software_Component
    hourlyBillingFlag:boolean inboundBandwidthUsage:decimal inboundPublicBandwidthUsage:decimal
    isBillingTermChangeAvailableFlag:boolean isCloudReadyNodeCertified:boolean
    lastTransaction:~Provisioning_Version1_Transaction
    latestNetworkMonitorIncident:~Network_Monitor_Version1_Incident location:~Location
    locationPathString:string lockboxNetworkStorage:~Network_Storage managedResourceFlag:boolean
    memory:~Hardware_Component[] memoryCapacity:unsignedLong
    metricTrackingObject:~Metric_Tracking_Object modules:~Hardware_Component[]
    monitoringRobot:~Monitoring_Robot
    monitoringServiceComponent:~Network_Monitor_Version1_Query_Host_Stratum
    monitoringServiceEligibilityFlag:boolean motherboard:~Hardware_Component
    networkCards:~Hardware_Component[] networkComponents:~Network_Component[]
    networkGatewayMember:~Network_Gateway_Member networkGatewayMemberFlag:boolean
    networkManagementIpAddress:string networkMonitorAttachedDownHardware:~Hardware[]
    networkMonitorAttachedDownVirtualGuests:~Virtual_Guest[]
    networkMonitorIncidents:~Network_Monitor_Version1_Incident[]
    networkMonitors:~Network_Monitor_Version1_Query_Host[] networkStatus:string
    networkStatusAttribute:~Hardware_Attribute networkStorage:~Network_Storage[]
    networkVlans:~Network_Vlan[] nextBillingCycleBandwidthAllocation:decimal
    notesHistory:~Hardware_Note[] nvRamCapacity:unsignedLong
    nvRamComponentModels:~Hardware_Component_Model[]
    operatingSystem:~Software_Component_OperatingSystem operatingSystemReferenceCode:string
    outboundBandwidthUsage:decimal outboundPublicBandwidthUsage:decimal
    parentBay:~Hardware_Blade parentHardware:~Hardware pointOfPresenceLocation:~Location
    powerComponents:~Hardware_Power_Component[] powerSupply:~Hardware_Component[]
    primaryBackendIpAddress:string primaryBackendNetworkComponent:~Network_Component
    primaryIpAddress:string primaryNetworkComponent:~Network_Component
    privateNetworkOnlyFlag:boolean processorCoreAmount:unsignedLong
    processorPhysicalCoreAmount:unsignedLong processors:~Hardware_Component[] rack:~Location
    raidControllers:~Hardware_Component[] recentEvents:~Notification_Occurrence_Event[]
    remoteManagementAccounts:~Hardware_Component_RemoteManagement_User[]
    remoteManagementComponent:~Network_Component
    resourceConfigurations:~Hardware_Resource_Configuration[]
    resourceGroupMemberReferences:~Resource_Group_Member[]
    resourceGroupRoles:~Resource_Group_Role[] resourceGroups:~Resource_Group[]
    routers:~Hardware[] securityScanRequests:~Network_Security_Scanner_Request[]
    serverRoom:~Location serviceProvider:~Service_Provider
    softwareComponents:~Software_Component[] sparePoolBillingItem:~Billing_Item_Hardware
    sshKeys:~Security_Ssh_Key[] storageGroups:~Configuration_Storage_Group[]
    storageNetworkComponents:~Network_Component[] tagReferences:~Tag_Reference[]
    topLevelLocation:~Location upgradeRequest:~Product_Upgrade_Request
    upgradeableActiveComponents:~Hardware_Component[] uplinkHardware:~Hardware
    uplinkNetworkComponents:~Network_Component[] userData:~Hardware_Attribute[]
    virtualChassis:~Hardware_Group virtualChassisSiblings:~Hardware[] virtualHost:~Virtual_Host
    virtualLicenses:~Software_VirtualLicense[] virtualRack:~Network_Bandwidth_Version1_Allotment
    virtualRackId:int virtualRackName:string virtualizationPlatform:~Software_Component`,
    counts: `
    activeComponentCount activeNetworkMonitorIncidentCount allPowerComponentCount
    allowedNetworkStorageCount allowedNetworkStorageReplicaCount attributeCount
    backendNetworkComponentCount backendRouterCount benchmarkCertificationCount
    childrenHardwareCount componentCount downlinkHardwareCount downlinkNetworkHardwareCount
    downlinkServerCount downlinkVirtualGuestCount downstreamHardwareBindingCount
    downstreamNetworkHardwareCount downstreamNetworkHardwareWithIncidentCount
    downstreamServerCount downstreamVirtualGuestCount driveControllerCount
    evaultNetworkStorageCount frontendNetworkComponentCount frontendRouterCount hardDriveCount
    memoryCount moduleCount networkCardCount networkComponentCount
    networkMonitorAttachedDownHardwareCount networkMonitorAttachedDownVirtualGuestCount
    networkMonitorCount networkMonitorIncidentCount networkStorageCount networkVlanCount
    notesHistoryCount nvRamComponentModelCount powerComponentCount powerSupplyCount
    processorCount raidControllerCount recentEventCount remoteManagementAccountCount
    resourceConfigurationCount resourceGroupCount resourceGroupMemberReferenceCount
    resourceGroupRoleCount routerCount securityScanRequestCount softwareComponentCount
    sshKeyCount storageGroupCount storageNetworkComponentCount tagReferenceCount
    upgradeableActiveComponentCount uplinkNetworkComponentCount userDataCount
    virtualChassisSiblingCount virtualLicenseCount`,
    methods: `
    allowAccessToNetworkStorage allowAccessToNetworkStorageList captureImage createObject
    deleteObject deleteSoftwareComponentPasswords deleteTag editSoftwareComponentPasswords
    executeRemoteScript findByIpAddress generateOrderTemplate getAttachedNetworkStorages
    getAvailableBillingTermChangePrices getAvailableNetworkStorages getBackendIncomingBandwidth
    getBackendOutgoingBandwidth getComponentDetailsXML getCreateObjectOptions
    getCurrentBillingDetail getCurrentBillingTotal getDailyAverage getFrontendIncomingBandwidth
    getFrontendOutgoingBandwidth getHourlyBandwidth getObject getPrivateBandwidthData
    getPublicBandwidthData getSensorData getSensorDataWithGraphs getServerFanSpeedGraphs
    getServerPowerState getServerTemperatureGraphs getTransactionHistory getUpgradeItemPrices
    importVirtualHost isPingable ping powerCycle powerOff powerOn rebootDefault rebootHard
    rebootSoft refreshDeviceStatus removeAccessToNetworkStorage removeAccessToNetworkStorageList
    removeTags setTags updateIpmiPassword`,
  },
  SoftLayer_Hardware_Server: {
    base: 'SoftLayer_Hardware',
    service: true,
    relational: `
    activeNetworkFirewallBillingItem:~Billing_Item activeTickets:~Ticket[]
    activeTransaction:~Provisioning_Version1_Transaction
    activeTransactions:~Provisioning_Version1_Transaction[]
    availableMonitoring:~Network_Monitor_Version1_Query_Host_Stratum[]
    averageDailyBandwidthUsage:decimal averageDailyPrivateBandwidthUsage:decimal
    billingCycleBandwidthUsage:~Network_Bandwidth_Usage[]
    billingCyclePrivateBandwidthUsage:~Network_Bandwidth_Usage
    billingCyclePublicBandwidthUsage:~Network_Bandwidth_Usage biosPasswordNullFlag:boolean
    captureEnabledFlag:~Container_Hardware_CaptureEnabled containsSolidStateDrivesFlag:boolean
    controlPanel:~Software_Component_ControlPanel cost:decimal
    currentBandwidthSummary:~Metric_Tracking_Object_Bandwidth_Summary
    customerInstalledOperatingSystemFlag:boolean customerOwnedFlag:boolean
    hasSingleRootVirtualizationBillingItemFlag:boolean inboundPrivateBandwidthUsage:decimal
    isIpmiDisabled:boolean isNfsOnly:string isQeInternalServer:boolean
    isVirtualPrivateCloudNode:boolean
    lastOperatingSystemReload:~Provisioning_Version1_Transaction
    logicalVolumeStorageGroups:~Configuration_Storage_Group[] metricTrackingObjectId:int
    monitoringUserNotification:~User_Customer_Notification_Hardware[]
    openCancellationTicket:~Ticket outboundPrivateBandwidthUsage:decimal
    overBandwidthAllocationFlag:int partitions:~Hardware_Server_Partition[]
    privateBackendNetworkComponents:~Network_Component[] privateIpAddress:string
    projectedOverBandwidthAllocationFlag:int projectedPublicBandwidthUsage:decimal
    readyNodeFlag:boolean
    recentRemoteManagementCommands:~Hardware_Component_RemoteManagement_Command_Request[]
    regionalInternetRegistry:~Network_Regional_Internet_Registry
    remoteManagement:~Hardware_Component_RemoteManagement
    remoteManagementUsers:~Hardware_Component_RemoteManagement_User[]
    softwareGuardExtensionEnabled:boolean
    statisticsRemoteManagement:~Hardware_Component_RemoteManagement uefiBootFlag:boolean
    users:~User_Customer[] virtualGuests:~Virtual_Guest[]`,
    counts: `
    activeTicketCount activeTransactionCount availableMonitoringCount
    billingCycleBandwidthUsageCount logicalVolumeStorageGroupCount
    monitoringUserNotificationCount partitionCount privateBackendNetworkComponentCount
    recentRemoteManagementCommandCount remoteManagementUserCount userCount virtualGuestCount`,
    methods: `
    activatePrivatePort activatePublicPort bootToRescueLayer changeRedfishPowerState
    createFirmwareReflashTransaction createFirmwareUpdateTransaction
    createHyperThreadingUpdateTransaction createObject createPostSoftwareInstallTransaction
    editObject getBackendBandwidthUsage getBandwidthForDateRange getBootModeOptions
    getCurrentBenchmarkCertificationResultFile getFirewallProtectableSubnets
    getFrontendBandwidthUsage getHardwareByIpAddress getItemPricesFromSoftwareDescriptions
    getManagementNetworkComponent getNetworkComponentFirewallProtectableIpAddresses getObject
    getPMInfo getPrimaryDriveSize getPrivateBandwidthDataSummary getPrivateNetworkComponent
    getPrivateVlan getProvisionDate getPublicBandwidthDataSummary getPublicBandwidthTotal
    getPublicNetworkComponent getPublicVlan getPublicVlanByHostname getRedfishPowerState
    getReverseDomainRecords getServerDetails getValidBlockDeviceTemplateGroups
    getWindowsUpdateAvailableUpdates getWindowsUpdateInstalledUpdates getWindowsUpdateStatus
    initiateIderaBareMetalRestore initiateR1SoftBareMetalRestore isBackendPingable
    isWindowsServer massFirmwareReflash massFirmwareUpdate massHyperThreadingUpdate
    massReloadOperatingSystem massSparePool populateServerRam
    reloadCurrentOperatingSystemConfiguration reloadOperatingSystem
    runPassmarkCertificationBenchmark setOperatingSystemPassword setPrivateNetworkInterfaceSpeed
    setPublicNetworkInterfaceSpeed setUserMetadata shutdownPrivatePort shutdownPublicPort
    sparePool testRaidAlertService toggleManagementInterface
    validatePartitionsForOperatingSystem validateSecurityLevel`,
  },
  SoftLayer_Hardware_Status: {
    local: 'id:int status:string',
  },
  SoftLayer_Hardware_Function: {
    local: 'code:string description:string id:int',
  },
  SoftLayer_Network_Component: {
    service: true,
    local: `
    duplexModeId:string hardwareId:int id:int ipmiIpAddress:string ipmiMacAddress:string
    macAddress:string maxSpeed:int modifyDate:dateTime name:string networkVlanId:int port:int
    primaryIpAddress:string speed:int status:string`,
    relational: `
    activeCommand:~Hardware_Component_RemoteManagement_Command_Request
    downlinkComponent:~Network_Component duplexMode:~Network_Component_Duplex_Mode
    hardware:~Hardware highAvailabilityFirewallFlag:boolean
    ipAddressBindings:~Network_Component_IpAddress[] ipAddresses:~Network_Subnet_IpAddress[]
    lastCommand:~Hardware_Component_RemoteManagement_Command_Request
    metricTrackingObject:~Metric_Tracking_Object
    networkComponentFirewall:~Network_Component_Firewall
    networkComponentGroup:~Network_Component_Group networkHardware:~Hardware[]
    networkVlan:~Network_Vlan networkVlanTrunks:~Network_Component_Network_Vlan_Trunk[]
    networkVlansTrunkable:~Network_Vlan[] primaryIpAddressRecord:~Network_Subnet_IpAddress
    primarySubnet:~Network_Subnet primaryVersion6IpAddressRecord:~Network_Subnet_IpAddress
    recentCommands:~Hardware_Component_RemoteManagement_Command_Request[]
    redundancyCapableFlag:boolean redundancyEnabledFlag:boolean
    remoteManagementUsers:~Hardware_Component_RemoteManagement_User[] router:~Hardware
    storageNetworkFlag:boolean subnets:~Network_Subnet[] uplinkComponent:~Network_Component
    uplinkDuplexMode:~Network_Component_Duplex_Mode`,
    counts: `
    ipAddressBindingCount ipAddressCount networkHardwareCount networkVlanTrunkCount
    recentCommandCount remoteManagementUserCount subnetCount`,
    methods: `
    addNetworkVlanTrunks clearNetworkVlanTrunks getObject getPortStatistics
    removeNetworkVlanTrunks`,
  },
};
