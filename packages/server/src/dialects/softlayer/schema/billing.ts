import type { TypeText } from './type-text.js';

/** Billing items and the orders behind them: names as the vendor declares them. */
export const billingTypes: Readonly<Record<string, TypeText>> = {
  SoftLayer_Billing_Item: {
    service: true,
    local: `
    allowCancellationFlag:int associatedBillingItemId:string cancellationDate:dateTime
    categoryCode:string createDate:dateTime currentHourlyCharge:string cycleStartDate:dateTime
    description:string domainName:string hostName:string hourlyRecurringFee:decimal
    hoursUsed:string id:int laborFee:decimal laborFeeTaxRate:decimal lastBillDate:dateTime
    modifyDate:dateTime nextBillDate:dateTime notes:string oneTimeFee:decimal
    oneTimeFeeTaxRate:decimal orderItemId:int packageId:int parentId:int recurringFee:decimal
    recurringFeeTaxRate:decimal recurringMonths:int serviceProviderId:int setupFee:decimal
    setupFeeTaxRate:decimal`,
    relational: `
    account:~Account activeAgreement:~Account_Agreement activeAgreementFlag:~Account_Agreement
    activeAssociatedChildren:~Billing_Item[]
    activeAssociatedGuestDiskBillingItems:~Billing_Item[] activeBundledItems:~Billing_Item[]
    activeCancellationItem:~Billing_Item_Cancellation_Request_Item
    activeChildren:~Billing_Item[] activeFlag:boolean
    activeSparePoolAssociatedGuestDiskBillingItems:~Billing_Item[]
    activeSparePoolBundledItems:~Billing_Item[] associatedBillingItem:~Billing_Item
    associatedBillingItemHistory:~Billing_Item_Association_History[]
    associatedChildren:~Billing_Item[] associatedParent:~Billing_Item[]
    availableMatchingVlans:~Network_Vlan[]
    bandwidthAllocation:~Network_Bandwidth_Version1_Allocation billableChildren:~Billing_Item[]
    bundledItems:~Billing_Item[] canceledChildren:~Billing_Item[]
    cancellationReason:~Billing_Item_Cancellation_Reason
    cancellationRequests:~Billing_Item_Cancellation_Request[] category:~Product_Item_Category
    children:~Billing_Item[] childrenWithActiveAgreement:~Billing_Item[]
    downgradeItems:~Product_Item[] filteredNextInvoiceChildren:~Billing_Item[]
    hourlyFlag:boolean invoiceItem:~Billing_Invoice_Item invoiceItems:~Billing_Invoice_Item[]
    item:~Product_Item location:~Location nextInvoiceChildren:~Billing_Item[]
    nextInvoiceTotalOneTimeAmount:decimal nextInvoiceTotalOneTimeTaxAmount:decimal
    nextInvoiceTotalRecurringAmount:decimal nextInvoiceTotalRecurringTaxAmount:decimal
    nonZeroNextInvoiceChildren:~Billing_Item[] orderItem:~Billing_Order_Item
    originalLocation:~Location package:~Product_Package parent:~Billing_Item
    parentVirtualGuestBillingItem:~Billing_Item_Virtual_Guest pendingCancellationFlag:boolean
    pendingOrderItem:~Billing_Order_Item provisionTransaction:~Provisioning_Version1_Transaction
    softwareDescription:~Software_Description upgradeItem:~Product_Item
    upgradeItems:~Product_Item[]`,
    counts: `
    activeAssociatedChildrenCount activeAssociatedGuestDiskBillingItemCount
    activeBundledItemCount activeChildrenCount
    activeSparePoolAssociatedGuestDiskBillingItemCount activeSparePoolBundledItemCount
    associatedBillingItemHistoryCount associatedChildrenCount associatedParentCount
    availableMatchingVlanCount billableChildrenCount bundledItemCount canceledChildrenCount
    cancellationRequestCount childrenCount childrenWithActiveAgreementCount downgradeItemCount
    filteredNextInvoiceChildrenCount invoiceItemCount nextInvoiceChildrenCount
    nonZeroNextInvoiceChildrenCount upgradeItemCount`,
    methods: `
    cancelItem cancelService cancelServiceOnAnniversaryDate getObject
    getServiceBillingItemsByCategory removeAssociationId setAssociationId voidCancelService`,
  },
  SoftLayer_Billing_Item_Virtual_Guest: {
    base: 'SoftLayer_Billing_Item',
    local: `
    billingCyclePrivateUsageIn:decimal billingCyclePrivateUsageOut:decimal
    billingCyclePrivateUsageTotal:unsignedLong billingCyclePublicUsageIn:decimal
    billingCyclePublicUsageOut:decimal billingCyclePublicUsageTotal:unsignedLong
    resourceTableId:int`,
    relational: `
    billingCycleBandwidthUsage:~Network_Bandwidth_Usage[]
    billingCyclePrivateBandwidthUsage:~Network_Bandwidth_Usage[]
    billingCyclePublicBandwidthUsage:~Network_Bandwidth_Usage[]
    monitoringBillingItems:~Billing_Item[] resource:~Virtual_Guest`,
    counts: `
    billingCycleBandwidthUsageCount billingCyclePrivateBandwidthUsageCount
    billingCyclePublicBandwidthUsageCount monitoringBillingItemCount`,
  },
  SoftLayer_Billing_Item_Hardware: {
    base: 'SoftLayer_Billing_Item',
    local: `
    billingCyclePrivateUsageIn:decimal billingCyclePrivateUsageOut:decimal
    billingCyclePrivateUsageTotal:unsignedLong billingCyclePublicUsageIn:decimal
    billingCyclePublicUsageOut:decimal billingCyclePublicUsageTotal:unsignedLong
    resourceTableId:int`,
    relational: `
    billingCycleBandwidthUsage:~Network_Bandwidth_Usage[]
    billingCyclePrivateBandwidthUsage:~Network_Bandwidth_Usage[]
    billingCyclePublicBandwidthUsage:~Network_Bandwidth_Usage[]
    lockboxNetworkStorage:~Billing_Item_Network_Storage monitoringBillingItems:~Billing_Item[]
    resource:~Hardware_Server`,
    counts: `
    billingCycleBandwidthUsageCount billingCyclePrivateBandwidthUsageCount
    billingCyclePublicBandwidthUsageCount monitoringBillingItemCount`,
  },
  SoftLayer_Billing_Order_Item: {
    service: true,
    local: `
    categoryCode:string description:string domainName:string hostName:string
    hourlyRecurringFee:decimal id:int itemId:int itemPriceId:decimal laborAfterTaxAmount:decimal
    laborFee:decimal laborFeeTaxRate:decimal laborTaxAmount:decimal
    oneTimeAfterTaxAmount:decimal oneTimeFee:decimal oneTimeFeeTaxRate:decimal
    oneTimeTaxAmount:decimal parentId:int presetId:int promoCodeId:int quantity:int
    recurringAfterTaxAmount:decimal recurringFee:decimal recurringTaxAmount:decimal
    setupAfterTaxAmount:decimal setupFee:decimal setupFeeDeferralMonths:int
    setupFeeTaxRate:decimal setupTaxAmount:decimal`,
    relational: `
    billingItem:~Billing_Item bundledItems:~Billing_Order_Item[] category:~Product_Item_Category
    children:~Billing_Order_Item[] globalIdentifier:string
    hardwareGenericComponent:~Hardware_Component_Model_Generic item:~Product_Item
    itemCategoryAnswers:~Billing_Order_Item_Category_Answer[] itemPrice:~Product_Item_Price
    location:~Location nextOrderChildren:~Billing_Order_Item[] oldBillingItem:~Billing_Item
    order:~Billing_Order orderApprovalDate:dateTime package:~Product_Package
    parent:~Billing_Order_Item preset:~Product_Package_Preset promoCode:~Product_Promotion
    softwareDescription:~Software_Description storageGroups:~Configuration_Storage_Group_Order[]
    totalRecurringAmount:decimal upgradeItem:~Product_Item`,
    counts: `
    bundledItemCount childrenCount itemCategoryAnswerCount nextOrderChildrenCount
    redundantPowerSupplyCount storageGroupCount`,
    methods: 'getObject getRedundantPowerSupplyCount',
  },
  SoftLayer_Billing_Order: {
    service: true,
    local: `
    accountId:int createDate:dateTime id:int impersonatingUserRecordId:int modifyDate:dateTime
    orderQuoteId:int orderTypeId:int presaleEventId:int privateCloudOrderFlag:boolean
    status:string userRecordId:int`,
    relational: `
    account:~Account brand:~Brand cart:~Billing_Order_Cart
    coreRestrictedItems:~Billing_Order_Item[]
    creditCardTransactions:~Billing_Payment_Card_Transaction[]
    exchangeRate:~Billing_Currency_ExchangeRate initialInvoice:~Billing_Invoice
    items:~Billing_Order_Item[] orderApprovalDate:dateTime orderNonServerMonthlyAmount:decimal
    orderServerMonthlyAmount:decimal orderTopLevelItems:~Billing_Order_Item[]
    orderTotalAmount:decimal orderTotalOneTime:decimal orderTotalOneTimeAmount:decimal
    orderTotalOneTimeTaxAmount:decimal orderTotalRecurring:decimal
    orderTotalRecurringAmount:decimal orderTotalRecurringTaxAmount:decimal
    orderTotalSetupAmount:decimal orderType:~Billing_Order_Type
    paypalTransactions:~Billing_Payment_PayPal_Transaction[] presaleEvent:~Sales_Presale_Event
    quote:~Billing_Order_Quote referralPartner:~Account upgradeRequestFlag:boolean
    userRecord:~User_Customer`,
    counts: `
    coreRestrictedItemCount creditCardTransactionCount itemCount orderTopLevelItemCount
    paypalTransactionCount`,
    methods: `
    approveModifiedOrder getAllObjects getObject getOrderStatuses getPdf getPdfFilename
    getRecalculatedOrderContainer getReceipt isPendingEditApproval`,
  },
  SoftLayer_Product_Package_Preset: {
    service: true,
    local: 'description:string id:int isActive:string keyName:string name:string packageId:int',
    relational: `
    availableStorageUnits:unsignedLong bareMetalReservedFlag:boolean
    categories:~Product_Item_Category[] computeGroup:~Product_Item_Server_Group
    configuration:~Product_Package_Preset_Configuration[]
    disallowedComputeGroupUpgradeFlag:boolean fixedConfigurationFlag:boolean
    locations:~Location[] lowestPresetServerPrice:~Product_Item_Price package:~Product_Package
    packageConfiguration:~Product_Package_Order_Configuration[] prices:~Product_Item_Price[]
    storageGroupTemplateArrays:~Configuration_Storage_Group_Template_Group[]
    totalMinimumHourlyFee:decimal totalMinimumRecurringFee:decimal`,
    counts: `
    categoryCount configurationCount locationCount packageConfigurationCount priceCount
    storageGroupTemplateArrayCount`,
    methods: 'getAllObjects getObject',
  },
  SoftLayer_Product_Item: {
    service: true,
    local: `
    capacity:decimal description:string hardwareGenericComponentId:int id:int
    itemTaxCategoryId:int keyName:string longDescription:string softwareDescriptionId:int
    units:string upgradeItemId:int`,
    relational: `
    activePresaleEvents:~Sales_Presale_Event[] activeUsagePrices:~Product_Item_Price[]
    attributes:~Product_Item_Attribute[] availabilityAttributes:~Product_Item_Attribute[]
    billingType:string bundle:~Product_Item_Bundles[] bundleItems:~Product_Item[]
    capacityMaximum:string capacityMinimum:string capacityRestrictedProductFlag:boolean
    categories:~Product_Item_Category[] configurationTemplates:~Configuration_Template[]
    conflicts:~Product_Item_Resource_Conflict[] coreRestrictedItemFlag:boolean
    downgradeItem:~Product_Item downgradeItems:~Product_Item[]
    globalCategoryConflicts:~Product_Item_Resource_Conflict[]
    hardwareGenericComponentModel:~Hardware_Component_Model_Generic hideFromPortalFlag:boolean
    ineligibleForAccountDiscountFlag:boolean inventory:~Product_Package_Inventory[]
    isEngineeredServerProduct:boolean itemCategory:~Product_Item_Category localDiskFlag:boolean
    locationConflicts:~Product_Item_Resource_Conflict[] m2ControllerFlag:boolean
    m2DriveFlag:boolean minimumNvmeBays:int nvmeDiskFlag:boolean
    objectStorageClusterGeolocationType:string objectStorageItemFlag:boolean
    objectStorageServiceClass:string packages:~Product_Package[] pcieDriveFlag:boolean
    physicalCoreCapacity:string presaleEvents:~Sales_Presale_Event[]
    prices:~Product_Item_Price[] privateInterfaceCount:unsignedLong
    publicInterfaceCount:unsignedLong requirements:~Product_Item_Requirement[]
    rules:~Product_Item_Rule[] softwareDescription:~Software_Description
    speedSelectServerCoreCount:string speedSelectServerFlag:boolean
    taxCategory:~Product_Item_Tax_Category
    thirdPartyPolicyAssignments:~Product_Item_Policy_Assignment[] thirdPartySupportVendor:string
    totalPhysicalCoreCapacity:int totalPhysicalCoreCount:int totalProcessorCapacity:int
    upgradeItem:~Product_Item upgradeItems:~Product_Item[]`,
    counts: `
    activePresaleEventCount activeUsagePriceCount attributeCount availabilityAttributeCount
    bundleCount bundleItemCount categoryCount configurationTemplateCount downgradeItemCount
    inventoryCount packageCount presaleEventCount priceCount ruleCount
    thirdPartyPolicyAssignmentCount upgradeItemCount`,
    methods: 'getObject',
  },
  SoftLayer_Product_Item_Price: {
    service: true,
    local: `
    currentPriceFlag:boolean hourlyRecurringFee:decimal id:int itemId:int laborFee:decimal
    locationGroupId:int onSaleFlag:boolean oneTimeFee:decimal oneTimeFeeTax:decimal
    orderOptions:~Product_Item_Category_Order_Option_Type[] proratedRecurringFee:decimal
    proratedRecurringFeeTax:decimal quantity:int recurringFee:decimal recurringFeeTax:decimal
    setupFee:decimal sort:int termLength:int tierMinimumThreshold:int usageRate:decimal`,
    relational: `
    accountRestrictions:~Product_Item_Price_Account_Restriction[]
    attributes:~Product_Item_Price_Attribute[] bareMetalReservedCapacityFlag:boolean
    bigDataOsJournalDiskFlag:boolean bundleReferences:~Product_Item_Bundles[]
    capacityRestrictionMaximum:string capacityRestrictionMinimum:string
    capacityRestrictionType:string categories:~Product_Item_Category[]
    dedicatedHostInstanceFlag:boolean definedSoftwareLicenseFlag:boolean
    eligibilityStrategy:string item:~Product_Item orderPremiums:~Product_Item_Price_Premium[]
    packageReferences:~Product_Package_Item_Prices[] packages:~Product_Package[]
    presetConfigurations:~Product_Package_Preset_Configuration[] priceType:string
    pricingLocationGroup:~Location_Group_Pricing requiredCoreCount:int
    reservedCapacityInstanceFlag:boolean`,
    counts: `
    accountRestrictionCount attributeCount bundleReferenceCount categoryCount orderPremiumCount
    packageCount packageReferenceCount presetConfigurationCount`,
    methods: 'getObject getUsageRatePrices',
  },
};
