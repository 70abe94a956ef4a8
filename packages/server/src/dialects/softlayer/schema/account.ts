import type { TypeText } from './type-text.js';

/** SoftLayer_Account and its users: names as the vendor declares them. */
export const accountTypes: Readonly<Record<string, TypeText>> = {
  SoftLayer_Account: {
    service: true,
    local: `
    accountManagedResourcesFlag:boolean accountStatusId:int address1:string address2:string
    allowedPptpVpnQuantity:int alternatePhone:string brandId:int city:string
    claimedTaxExemptTxFlag:boolean companyName:string country:string createDate:dateTime
    deviceFingerprintId:string email:string faxPhone:string firstName:string id:int
    isReseller:int lastName:string lateFeeProtectionFlag:boolean modifyDate:dateTime
    officePhone:string postalCode:string resellerLevel:int state:string statusDate:dateTime`,
    relational: `
    abuseEmail:string abuseEmails:~Account_AbuseEmail[] accountContacts:~Account_Contact[]
    accountLicenses:~Software_AccountLicense[] accountLinks:~Account_Link[]
    accountStatus:~Account_Status activeAccountDiscountBillingItem:~Billing_Item
    activeAccountLicenses:~Software_AccountLicense[] activeAddresses:~Account_Address[]
    activeAgreements:~Account_Agreement[] activeBillingAgreements:~Account_Agreement[]
    activeCatalystEnrollment:~Catalyst_Enrollment activeColocationContainers:~Billing_Item[]
    activeFlexibleCreditEnrollment:~FlexibleCredit_Enrollment
    activeFlexibleCreditEnrollments:~FlexibleCredit_Enrollment[]
    activeNotificationSubscribers:~Notification_Subscriber[] activeQuotes:~Billing_Order_Quote[]
    activeReservedCapacityAgreements:~Account_Agreement[]
    activeVirtualLicenses:~Software_VirtualLicense[]
    adcLoadBalancers:~Network_Application_Delivery_Controller_LoadBalancer_VirtualIpAddress[]
    addresses:~Account_Address[] affiliateId:string allBillingItems:~Billing_Item[]
    allCommissionBillingItems:~Billing_Item[] allRecurringTopLevelBillingItems:~Billing_Item[]
    allRecurringTopLevelBillingItemsUnfiltered:~Billing_Item[]
    allSubnetBillingItems:~Billing_Item[] allTopLevelBillingItems:~Billing_Item[]
    allTopLevelBillingItemsUnfiltered:~Billing_Item[] allowIbmIdSilentMigrationFlag:boolean
    allowsBluemixAccountLinkingFlag:boolean
    applicationDeliveryControllers:~Network_Application_Delivery_Controller[]
    attributes:~Account_Attribute[] availablePublicNetworkVlans:~Network_Vlan[] balance:decimal
    bandwidthAllotments:~Network_Bandwidth_Version1_Allotment[]
    bandwidthAllotmentsOverAllocation:~Network_Bandwidth_Version1_Allotment[]
    bandwidthAllotmentsProjectedOverAllocation:~Network_Bandwidth_Version1_Allotment[]
    bareMetalInstances:~Hardware[] billingAgreements:~Account_Agreement[]
    billingInfo:~Billing_Info
    blockDeviceTemplateGroups:~Virtual_Guest_Block_Device_Template_Group[]
    blockSelfServiceBrandMigration:boolean bluemixAccountId:string
    bluemixAccountLink:~Account_Link_Bluemix bluemixLinkedFlag:boolean brand:~Brand
    brandAccountFlag:boolean brandKeyName:string businessPartner:~Account_Business_Partner
    canOrderAdditionalVlansFlag:boolean carts:~Billing_Order_Quote[]
    catalystEnrollments:~Catalyst_Enrollment[] closedTickets:~Ticket[]
    datacentersWithSubnetAllocations:~Location[] dedicatedHosts:~Virtual_DedicatedHost[]
    disablePaymentProcessingFlag:boolean
    displaySupportRepresentativeAssignments:~Account_Attachment_Employee[] domains:~Dns_Domain[]
    domainsWithoutSecondaryDnsRecords:~Dns_Domain[] euSupportedFlag:boolean
    evaultCapacityGB:unsignedLong evaultMasterUsers:~Account_Password[]
    evaultNetworkStorage:~Network_Storage[] expiredSecurityCertificates:~Security_Certificate[]
    facilityLogs:~User_Access_Facility_Log[] fileBlockBetaAccessFlag:boolean
    flexibleCreditEnrollments:~FlexibleCredit_Enrollment[] forcePaasAccountLinkDate:string
    globalIpRecords:~Network_Subnet_IpAddress_Global[]
    globalIpv4Records:~Network_Subnet_IpAddress_Global[]
    globalIpv6Records:~Network_Subnet_IpAddress_Global[] hardware:~Hardware[]
    hardwareOverBandwidthAllocation:~Hardware[]
    hardwareProjectedOverBandwidthAllocation:~Hardware[] hardwareWithCpanel:~Hardware[]
    hardwareWithHelm:~Hardware[] hardwareWithMcafee:~Hardware[]
    hardwareWithMcafeeAntivirusRedhat:~Hardware[] hardwareWithMcafeeAntivirusWindows:~Hardware[]
    hardwareWithMcafeeIntrusionDetectionSystem:~Hardware[] hardwareWithPlesk:~Hardware[]
    hardwareWithQuantastor:~Hardware[] hardwareWithUrchin:~Hardware[]
    hardwareWithWindows:~Hardware[] hasEvaultBareMetalRestorePluginFlag:boolean
    hasIderaBareMetalRestorePluginFlag:boolean hasPendingOrder:unsignedLong
    hasR1softBareMetalRestorePluginFlag:boolean hourlyBareMetalInstances:~Hardware[]
    hourlyServiceBillingItems:~Billing_Item[] hourlyVirtualGuests:~Virtual_Guest[]
    hubNetworkStorage:~Network_Storage[] ibmCustomerNumber:string
    ibmIdAuthenticationRequiredFlag:boolean ibmIdMigrationExpirationTimestamp:string
    inProgressExternalAccountSetup:~Account_External_Setup internalCciHostAccountFlag:boolean
    internalImageTemplateCreationFlag:boolean internalNotes:~Account_Note[]
    internalRestrictionFlag:boolean invoices:~Billing_Invoice[]
    ipAddresses:~Network_Subnet_IpAddress[] iscsiIsolationDisabled:boolean
    iscsiNetworkStorage:~Network_Storage[] lastCanceledBillingItem:~Billing_Item
    lastCancelledServerBillingItem:~Billing_Item lastFiveClosedAbuseTickets:~Ticket[]
    lastFiveClosedAccountingTickets:~Ticket[] lastFiveClosedOtherTickets:~Ticket[]
    lastFiveClosedSalesTickets:~Ticket[] lastFiveClosedSupportTickets:~Ticket[]
    lastFiveClosedTickets:~Ticket[] latestBillDate:dateTime
    latestRecurringInvoice:~Billing_Invoice latestRecurringPendingInvoice:~Billing_Invoice
    legacyIscsiCapacityGB:unsignedLong loadBalancers:~Network_LoadBalancer_VirtualIpAddress[]
    lockboxCapacityGB:unsignedLong lockboxNetworkStorage:~Network_Storage[]
    manualPaymentsUnderReview:~Billing_Payment_Card_ManualPayment[] masterUser:~User_Customer
    mediaDataTransferRequests:~Account_Media_Data_Transfer_Request[]
    migratedToIbmCloudPortalFlag:boolean monthlyBareMetalInstances:~Hardware[]
    monthlyVirtualGuests:~Virtual_Guest[] nasNetworkStorage:~Network_Storage[]
    networkCreationFlag:boolean networkGateways:~Network_Gateway[] networkHardware:~Hardware[]
    networkMessageDeliveryAccounts:~Network_Message_Delivery[]
    networkMonitorDownHardware:~Hardware[] networkMonitorDownVirtualGuests:~Virtual_Guest[]
    networkMonitorRecoveringHardware:~Hardware[]
    networkMonitorRecoveringVirtualGuests:~Virtual_Guest[] networkMonitorUpHardware:~Hardware[]
    networkMonitorUpVirtualGuests:~Virtual_Guest[] networkStorage:~Network_Storage[]
    networkStorageGroups:~Network_Storage_Group[]
    networkTunnelContexts:~Network_Tunnel_Module_Context[]
    networkVlanSpan:~Account_Network_Vlan_Span networkVlans:~Network_Vlan[]
    nextInvoiceIncubatorExemptTotal:decimal nextInvoicePlatformServicesTotalAmount:decimal
    nextInvoiceRecurringAmountEligibleForAccountDiscount:decimal
    nextInvoiceTopLevelBillingItems:~Billing_Item[] nextInvoiceTotalAmount:decimal
    nextInvoiceTotalOneTimeAmount:decimal nextInvoiceTotalOneTimeTaxAmount:decimal
    nextInvoiceTotalRecurringAmount:decimal
    nextInvoiceTotalRecurringAmountBeforeAccountDiscount:decimal
    nextInvoiceTotalRecurringTaxAmount:decimal nextInvoiceTotalTaxableRecurringAmount:decimal
    notificationSubscribers:~Notification_Subscriber[] openAbuseTickets:~Ticket[]
    openAccountingTickets:~Ticket[] openBillingTickets:~Ticket[]
    openCancellationRequests:~Billing_Item_Cancellation_Request[] openOtherTickets:~Ticket[]
    openRecurringInvoices:~Billing_Invoice[] openSalesTickets:~Ticket[]
    openStackObjectStorage:~Network_Storage[] openSupportTickets:~Ticket[] openTickets:~Ticket[]
    openTicketsWaitingOnCustomer:~Ticket[] orders:~Billing_Order[]
    orphanBillingItems:~Billing_Item[] ownedBrands:~Brand[]
    ownedHardwareGenericComponentModels:~Hardware_Component_Model_Generic[]
    paymentProcessors:~Billing_Payment_Processor[]
    pendingEvents:~Notification_Occurrence_Event[] pendingInvoice:~Billing_Invoice
    pendingInvoiceTopLevelItems:~Billing_Invoice_Item[] pendingInvoiceTotalAmount:decimal
    pendingInvoiceTotalOneTimeAmount:decimal pendingInvoiceTotalOneTimeTaxAmount:decimal
    pendingInvoiceTotalRecurringAmount:decimal pendingInvoiceTotalRecurringTaxAmount:decimal
    permissionGroups:~User_Permission_Group[] permissionRoles:~User_Permission_Role[]
    placementGroups:~Virtual_PlacementGroup[] portableStorageVolumes:~Virtual_Disk_Image[]
    postProvisioningHooks:~Provisioning_Hook[] pptpVpnAllowedFlag:boolean
    pptpVpnUsers:~User_Customer[] preOpenRecurringInvoices:~Billing_Invoice[]
    previousRecurringRevenue:decimal priceRestrictions:~Product_Item_Price_Account_Restriction[]
    priorityOneTickets:~Ticket[]
    privateBlockDeviceTemplateGroups:~Virtual_Guest_Block_Device_Template_Group[]
    privateIpAddresses:~Network_Subnet_IpAddress[] privateNetworkVlans:~Network_Vlan[]
    privateSubnets:~Network_Subnet[] proofOfConceptAccountFlag:boolean
    publicIpAddresses:~Network_Subnet_IpAddress[] publicNetworkVlans:~Network_Vlan[]
    publicSubnets:~Network_Subnet[] quotes:~Billing_Order_Quote[]
    recentEvents:~Notification_Occurrence_Event[] referralPartner:~Account
    referredAccountFlag:boolean referredAccounts:~Account[]
    regulatedWorkloads:~Legal_RegulatedWorkload[]
    remoteManagementCommandRequests:~Hardware_Component_RemoteManagement_Command_Request[]
    replicationEvents:~Network_Storage_Event[] requireSilentIBMidUserCreation:boolean
    reservedCapacityAgreements:~Account_Agreement[]
    reservedCapacityGroups:~Virtual_ReservedCapacityGroup[] routers:~Hardware[]
    samlAuthentication:~Account_Authentication_Saml secondaryDomains:~Dns_Secondary[]
    securityCertificates:~Security_Certificate[] securityGroups:~Network_SecurityGroup[]
    securityLevel:~Security_Level securityScanRequests:~Network_Security_Scanner_Request[]
    serviceBillingItems:~Billing_Item[] shipments:~Account_Shipment[]
    sshKeys:~Security_Ssh_Key[] sslVpnUsers:~User_Customer[]
    standardPoolVirtualGuests:~Virtual_Guest[] subnets:~Network_Subnet[]
    supportRepresentatives:~User_Employee[] supportSubscriptions:~Billing_Item[]
    supportTier:string suppressInvoicesFlag:boolean tags:~Tag[] testAccountAttributeFlag:boolean
    tickets:~Ticket[] ticketsClosedInTheLastThreeDays:~Ticket[] ticketsClosedToday:~Ticket[]
    upgradeRequests:~Product_Upgrade_Request[] users:~User_Customer[]
    validSecurityCertificates:~Security_Certificate[]
    virtualDedicatedRacks:~Network_Bandwidth_Version1_Allotment[]
    virtualDiskImages:~Virtual_Disk_Image[] virtualGuests:~Virtual_Guest[]
    virtualGuestsOverBandwidthAllocation:~Virtual_Guest[]
    virtualGuestsProjectedOverBandwidthAllocation:~Virtual_Guest[]
    virtualGuestsWithCpanel:~Virtual_Guest[] virtualGuestsWithMcafee:~Virtual_Guest[]
    virtualGuestsWithMcafeeAntivirusRedhat:~Virtual_Guest[]
    virtualGuestsWithMcafeeAntivirusWindows:~Virtual_Guest[]
    virtualGuestsWithMcafeeIntrusionDetectionSystem:~Virtual_Guest[]
    virtualGuestsWithPlesk:~Virtual_Guest[] virtualGuestsWithQuantastor:~Virtual_Guest[]
    virtualGuestsWithUrchin:~Virtual_Guest[]
    virtualPrivateRack:~Network_Bandwidth_Version1_Allotment
    virtualStorageArchiveRepositories:~Virtual_Storage_Repository[]
    virtualStoragePublicRepositories:~Virtual_Storage_Repository[]
    vpcVirtualGuests:~Virtual_Guest[] vpnConfigRequiresVPNManageFlag:boolean`,
    counts: `
    abuseEmailCount accountContactCount accountLicenseCount accountLinkCount
    activeAccountLicenseCount activeAddressCount activeAgreementCount
    activeBillingAgreementCount activeColocationContainerCount
    activeFlexibleCreditEnrollmentCount activeNotificationSubscriberCount activeQuoteCount
    activeReservedCapacityAgreementCount activeVirtualLicenseCount adcLoadBalancerCount
    addressCount allCommissionBillingItemCount allRecurringTopLevelBillingItemCount
    allRecurringTopLevelBillingItemsUnfilteredCount allSubnetBillingItemCount
    allTopLevelBillingItemCount allTopLevelBillingItemsUnfilteredCount
    applicationDeliveryControllerCount attributeCount availablePublicNetworkVlanCount
    bandwidthAllotmentCount bandwidthAllotmentsOverAllocationCount
    bandwidthAllotmentsProjectedOverAllocationCount bareMetalInstanceCount billingAgreementCount
    blockDeviceTemplateGroupCount cartCount catalystEnrollmentCount closedTicketCount
    datacentersWithSubnetAllocationCount dedicatedHostCount
    displaySupportRepresentativeAssignmentCount domainCount
    domainsWithoutSecondaryDnsRecordCount evaultMasterUserCount evaultNetworkStorageCount
    expiredSecurityCertificateCount facilityLogCount flexibleCreditEnrollmentCount
    globalIpRecordCount globalIpv4RecordCount globalIpv6RecordCount hardwareCount
    hardwareOverBandwidthAllocationCount hardwareProjectedOverBandwidthAllocationCount
    hardwareWithCpanelCount hardwareWithHelmCount hardwareWithMcafeeAntivirusRedhatCount
    hardwareWithMcafeeAntivirusWindowCount hardwareWithMcafeeCount
    hardwareWithMcafeeIntrusionDetectionSystemCount hardwareWithPleskCount
    hardwareWithQuantastorCount hardwareWithUrchinCount hardwareWithWindowCount
    hourlyBareMetalInstanceCount hourlyServiceBillingItemCount hourlyVirtualGuestCount
    hubNetworkStorageCount internalNoteCount invoiceCount ipAddressCount
    iscsiNetworkStorageCount lastFiveClosedAbuseTicketCount lastFiveClosedAccountingTicketCount
    lastFiveClosedOtherTicketCount lastFiveClosedSalesTicketCount
    lastFiveClosedSupportTicketCount lastFiveClosedTicketCount loadBalancerCount
    lockboxNetworkStorageCount manualPaymentsUnderReviewCount mediaDataTransferRequestCount
    monthlyBareMetalInstanceCount monthlyVirtualGuestCount nasNetworkStorageCount
    networkGatewayCount networkHardwareCount networkMessageDeliveryAccountCount
    networkMonitorDownHardwareCount networkMonitorDownVirtualGuestCount
    networkMonitorRecoveringHardwareCount networkMonitorRecoveringVirtualGuestCount
    networkMonitorUpHardwareCount networkMonitorUpVirtualGuestCount networkStorageCount
    networkStorageGroupCount networkTunnelContextCount networkVlanCount
    nextInvoiceTopLevelBillingItemCount notificationSubscriberCount openAbuseTicketCount
    openAccountingTicketCount openBillingTicketCount openCancellationRequestCount
    openOtherTicketCount openRecurringInvoiceCount openSalesTicketCount
    openStackObjectStorageCount openSupportTicketCount openTicketCount
    openTicketsWaitingOnCustomerCount orderCount orphanBillingItemCount ownedBrandCount
    ownedHardwareGenericComponentModelCount paymentProcessorCount pendingEventCount
    pendingInvoiceTopLevelItemCount permissionGroupCount permissionRoleCount placementGroupCount
    portableStorageVolumeCount postProvisioningHookCount pptpVpnUserCount
    preOpenRecurringInvoiceCount priceRestrictionCount priorityOneTicketCount
    privateBlockDeviceTemplateGroupCount privateIpAddressCount privateNetworkVlanCount
    privateSubnetCount publicIpAddressCount publicNetworkVlanCount publicSubnetCount quoteCount
    recentEventCount referredAccountCount regulatedWorkloadCount
    remoteManagementCommandRequestCount replicationEventCount reservedCapacityAgreementCount
    reservedCapacityGroupCount routerCount secondaryDomainCount securityCertificateCount
    securityGroupCount securityScanRequestCount serviceBillingItemCount shipmentCount
    sshKeyCount sslVpnUserCount standardPoolVirtualGuestCount subnetCount
    supportRepresentativeCount supportSubscriptionCount tagCount ticketCount
    ticketsClosedInTheLastThreeDaysCount ticketsClosedTodayCount upgradeRequestCount userCount
    validSecurityCertificateCount virtualDedicatedRackCount virtualDiskImageCount
    virtualGuestCount virtualGuestsOverBandwidthAllocationCount
    virtualGuestsProjectedOverBandwidthAllocationCount virtualGuestsWithCpanelCount
    virtualGuestsWithMcafeeAntivirusRedhatCount virtualGuestsWithMcafeeAntivirusWindowCount
    virtualGuestsWithMcafeeCount virtualGuestsWithMcafeeIntrusionDetectionSystemCount
    virtualGuestsWithPleskCount virtualGuestsWithQuantastorCount virtualGuestsWithUrchinCount
    virtualStorageArchiveRepositoryCount virtualStoragePublicRepositoryCount
    vpcVirtualGuestCount`,
    methods: `
    activatePartner addAchInformation addReferralPartnerPaymentOption
    areVdrUpdatesBlockedForBilling cancelPayPalTransaction completePayPalTransaction
    countHourlyInstances createUser disableEuSupport disableVpnConfigRequiresVpnManageAttribute
    editAccount enableEuSupport enableVpnConfigRequiresVpnManageAttribute
    getAccountBackupHistory getAccountTraitValue getActiveOutletPackages getActivePackages
    getActivePackagesByAttribute getActivePrivateHostedCloudPackages getAlternateCreditCardData
    getAttributeByType getAuxiliaryNotifications getBandwidthList getCurrentUser
    getDedicatedHostsForImageTemplate getFlexibleCreditProgramInfo getFlexibleCreditProgramsInfo
    getHardwarePools getNetAppActiveAccountLicenseKeys getNextInvoiceExcel getNextInvoicePdf
    getNextInvoicePdfDetailed getNextInvoiceZeroFeeItemCounts getObject
    getPendingCreditCardChangeRequestData getReferralPartnerCommissionForecast
    getReferralPartnerCommissionHistory getReferralPartnerCommissionPending
    getSharedBlockDeviceTemplateGroups getTechIncubatorProgramInfo
    getThirdPartyPoliciesAcceptanceStatus getValidSecurityCertificateEntries
    getVmWareActiveAccountLicenseKeys getWindowsUpdateStatus hasAttribute hourlyInstanceLimit
    hourlyServerLimit initiatePayerAuthentication isActiveVmwareCustomer
    isEligibleForLocalCurrencyProgram isEligibleToLinkWithPaas linkExternalAccount
    removeAlternateCreditCard requestCreditCardChange requestManualPayment
    requestManualPaymentUsingCreditCardOnFile saveInternalCostRecovery setAbuseEmails
    setManagedPoolQuantity setVlanSpan swapCreditCards syncCurrentUserPopulationWithPaas
    updateVpnUsersForResource validate validateManualPaymentAmount`,
  },
  SoftLayer_User_Interface: {},
  SoftLayer_User_Customer: {
    base: 'SoftLayer_User_Interface',
    service: true,
    local: `
    accountId:int address1:string address2:string aim:string alternatePhone:string
    authenticationToken:~Container_User_Authentication_Token city:string companyName:string
    country:string createDate:dateTime daylightSavingsTimeFlag:boolean
    denyAllResourceAccessOnCreateFlag:boolean displayName:string email:string firstName:string
    forumPasswordHash:string iamAuthorizationStatus:int iamId:string icq:string id:int
    ipAddressRestriction:string isMasterUserFlag:boolean lastName:string
    linkedAccountIntegrationMode:string localeId:int managedByFederationFlag:boolean
    managedByOpenIdConnectFlag:boolean minimumPasswordLifeHours:int modifyDate:dateTime
    msn:string nameId:string officePhone:string openIdConnectUserName:string parentId:int
    passwordExpireDate:dateTime permissionCheckLikeMasterUserFlag:int postalCode:string
    pptpVpnAllowedFlag:boolean preventPreviousPasswords:int savedId:string
    secondaryLoginManagementFlag:boolean secondaryLoginRequiredFlag:boolean
    secondaryPasswordModifyDate:dateTime secondaryPasswordTimeoutDays:int sms:string
    sslVpnAllowedFlag:boolean state:string statusDate:dateTime timezoneId:int userStatusId:int
    username:string verificationCode:string vpnManualConfig:boolean yahoo:string`,
    relational: `
    account:~Account actions:~User_Permission_Action[]
    additionalEmails:~User_Customer_AdditionalEmail[]
    apiAuthenticationKeys:~User_Customer_ApiAuthentication[] childUsers:~User_Customer[]
    closedTickets:~Ticket[] dedicatedHosts:~Virtual_DedicatedHost[]
    externalBindings:~User_External_Binding[] hardware:~Hardware[]
    hardwareNotifications:~User_Customer_Notification_Hardware[]
    hasAcknowledgedSupportPolicyFlag:boolean hasFullDedicatedHostAccessFlag:boolean
    hasFullHardwareAccessFlag:boolean hasFullVirtualGuestAccessFlag:boolean
    ibmIdLink:~User_Customer_Link layoutProfiles:~Layout_Profile[] locale:~Locale
    loginAttempts:~User_Customer_Access_Authentication[]
    notificationSubscribers:~Notification_Subscriber[] openTickets:~Ticket[]
    overrides:~Network_Service_Vpn_Overrides[] parent:~User_Customer
    permissions:~User_Customer_CustomerPermission_Permission[] preferences:~User_Preference[]
    roles:~User_Permission_Role[] securityAnswers:~User_Customer_Security_Answer[]
    subscribers:~Notification_User_Subscriber[]
    successfulLogins:~User_Customer_Access_Authentication[]
    supportPolicyAcknowledgementRequiredFlag:int surveyRequiredFlag:boolean surveys:~Survey[]
    tickets:~Ticket[] timezone:~Locale_Timezone
    unsuccessfulLogins:~User_Customer_Access_Authentication[] userLinks:~User_Customer_Link[]
    userStatus:~User_Customer_Status virtualGuests:~Virtual_Guest[]`,
    counts: `
    actionCount additionalEmailCount apiAuthenticationKeyCount childUserCount closedTicketCount
    dedicatedHostCount externalBindingCount hardwareCount hardwareNotificationCount
    layoutProfileCount loginAttemptCount notificationSubscriberCount openTicketCount
    overrideCount permissionCount preferenceCount roleCount securityAnswerCount subscriberCount
    successfulLoginCount surveyCount ticketCount unsuccessfulLoginCount userLinkCount
    virtualGuestCount`,
    methods: `
    acknowledgeSupportPolicy addApiAuthenticationKey addBulkDedicatedHostAccess
    addBulkHardwareAccess addBulkPortalPermission addBulkRoles addBulkVirtualGuestAccess
    addDedicatedHostAccess addExternalBinding addHardwareAccess addNotificationSubscriber
    addPortalPermission addRole addVirtualGuestAccess assignNewParentId changePreference
    createNotificationSubscriber createObject createSubscriberDeliveryMethods
    deactivateNotificationSubscriber editObject editObjects findUserPreference
    getActiveExternalAuthenticationVendors getAgentImpersonationToken getAllowedDedicatedHostIds
    getAllowedHardwareIds getAllowedVirtualGuestIds getAuthenticationToken getDefaultAccount
    getHardwareCount getImpersonationToken getLoginToken getMappedAccounts getObject
    getOpenIdConnectMigrationState getPasswordRequirements getPortalLoginToken getPreference
    getPreferenceTypes getRequirementsForPasswordSet getSupportPolicyDocument
    getSupportPolicyName getSupportedLocales getUserIdForPasswordSet getUserPreferences
    getVirtualGuestCount inTerminalStatus initiatePortalPasswordChange
    initiatePortalPasswordChangeByBrandAgent inviteUserToLinkOpenIdConnect isMasterUser
    isValidPortalPassword performExternalAuthentication processPasswordSetRequest
    removeAllDedicatedHostAccessForThisUser removeAllHardwareAccessForThisUser
    removeAllVirtualAccessForThisUser removeApiAuthenticationKey removeBulkDedicatedHostAccess
    removeBulkHardwareAccess removeBulkPortalPermission removeBulkRoles
    removeBulkVirtualGuestAccess removeDedicatedHostAccess removeExternalBinding
    removeHardwareAccess removePortalPermission removeRole removeSecurityAnswers
    removeVirtualGuestAccess resetOpenIdConnectLink
    resetOpenIdConnectLinkUnifiedUserManagementMode samlAuthenticate samlBeginAuthentication
    samlBeginLogout samlLogout selfPasswordChange setDefaultAccount
    silentlyMigrateUserOpenIdConnect turnOffMasterUserPermissionCheckMode
    turnOnMasterUserPermissionCheckMode updateNotificationSubscriber updateSecurityAnswers
    updateSubscriberDeliveryMethod updateVpnPassword updateVpnUser validateAuthenticationToken`,
  },
  SoftLayer_User_Customer_Status: {
    service: true,
    local: 'id:int keyName:string name:string',
    methods: 'getAllObjects getObject',
  },
  SoftLayer_User_Customer_ApiAuthentication: {
    service: true,
    local: `
    authenticationKey:string id:int ipAddressRestriction:string timestampKey:int userId:int`,
    relational: 'user:~User_Customer',
    methods: 'editObject getObject',
  },
  SoftLayer_Container_User_Customer_Portal_Token: {
    local: 'hash:string user:~User_Customer userId:int',
  },
  SoftLayer_Security_Ssh_Key: {
    service: true,
    local: `
    createDate:dateTime fingerprint:string id:int key:string label:string modifyDate:dateTime
    notes:string`,
    relational: `
    account:~Account blockDeviceTemplateGroups:~Virtual_Guest_Block_Device_Template_Group[]
    softwarePasswords:~Software_Component_Password[]`,
    counts: 'blockDeviceTemplateGroupCount softwarePasswordCount',
    methods: 'createObject deleteObject editObject getObject',
  },
};
