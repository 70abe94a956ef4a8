// Generated from worlds/empty.yaml by built-in.test.ts: edit that file, then update.
import type { World } from '../schema.js';

export const empty: World = {
  "title": "An account without machines",
  "accounts": [
    {
      "ext": {},
      "alias": "PIL",
      "name": "Pileus",
      "domain": "example.com",
      "home": {
        "centurylink": "wa1",
        "softlayer": "dal09",
        "cyclecloud": "southcentralus",
        "tutum": "local",
        "default": "wa1"
      },
      "contact": {
        "businessName": "Pileus Cap Clouds Inc.",
        "addressLine1": "1 Cumulus Way",
        "addressLine2": "Suite 400",
        "city": "Bellevue",
        "stateProvince": "WA",
        "postalCode": "98004",
        "country": "US",
        "telephone": "425-555-0100",
        "email": "cloud@example.com"
      },
      "status": "active"
    }
  ],
  "users": [],
  "locations": [
    {
      "ext": {},
      "code": "wa1",
      "title": "US West (Seattle)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true
      }
    },
    {
      "ext": {},
      "code": "va1",
      "title": "US East (Sterling)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true,
        "bareMetal": true
      }
    },
    {
      "ext": {},
      "code": "ca1",
      "title": "Canada (Vancouver)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true
      }
    },
    {
      "ext": {},
      "code": "ca2",
      "title": "Canada (Toronto)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true
      }
    },
    {
      "ext": {},
      "code": "ca3",
      "title": "Canada (Toronto)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true
      }
    },
    {
      "ext": {},
      "code": "de1",
      "title": "Germany (Frankfurt)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true
      }
    },
    {
      "ext": {},
      "code": "gb1",
      "title": "Great Britain (Portsmouth)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true
      }
    },
    {
      "ext": {},
      "code": "gb3",
      "title": "Great Britain (Slough)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true,
        "bareMetal": true
      }
    },
    {
      "ext": {},
      "code": "il1",
      "title": "US Central (Chicago)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true
      }
    },
    {
      "ext": {},
      "code": "ny1",
      "title": "US East (New York)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true
      }
    },
    {
      "ext": {},
      "code": "sg1",
      "title": "APAC (Singapore)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true
      }
    },
    {
      "ext": {},
      "code": "uc1",
      "title": "US West (Santa Clara)",
      "provider": "centurylink",
      "capabilities": {
        "premiumStorage": true,
        "sharedLoadBalancer": true,
        "importVm": true
      }
    },
    {
      "ext": {},
      "code": "dal05",
      "title": "Dallas 5",
      "provider": "softlayer",
      "capabilities": {
        "bareMetal": true
      }
    },
    {
      "ext": {},
      "code": "dal09",
      "title": "Dallas 9",
      "provider": "softlayer",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "dal10",
      "title": "Dallas 10",
      "provider": "softlayer",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "dal13",
      "title": "Dallas 13",
      "provider": "softlayer",
      "capabilities": {
        "bareMetal": true
      }
    },
    {
      "ext": {},
      "code": "wdc07",
      "title": "Washington 7",
      "provider": "softlayer",
      "capabilities": {
        "bareMetal": true
      }
    },
    {
      "ext": {},
      "code": "sjc03",
      "title": "San Jose 3",
      "provider": "softlayer",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "ams01",
      "title": "Amsterdam 1",
      "provider": "softlayer",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "lon02",
      "title": "London 2",
      "provider": "softlayer",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "fra02",
      "title": "Frankfurt 2",
      "provider": "softlayer",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "sng01",
      "title": "Singapore 1",
      "provider": "softlayer",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "tok02",
      "title": "Tokyo 2",
      "provider": "softlayer",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "syd01",
      "title": "Sydney 1",
      "provider": "softlayer",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "southcentralus",
      "title": "South Central US",
      "provider": "azure",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "eastus",
      "title": "East US",
      "provider": "azure",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "eastus2",
      "title": "East US 2",
      "provider": "azure",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "westus2",
      "title": "West US 2",
      "provider": "azure",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "westeurope",
      "title": "West Europe",
      "provider": "azure",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "northeurope",
      "title": "North Europe",
      "provider": "azure",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "uksouth",
      "title": "UK South",
      "provider": "azure",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "southeastasia",
      "title": "Southeast Asia",
      "provider": "azure",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "local",
      "title": "This machine",
      "provider": "docker",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "nyc3",
      "title": "New York 3",
      "provider": "digitalocean",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "ams3",
      "title": "Amsterdam 3",
      "provider": "digitalocean",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "lon1",
      "title": "London 1",
      "provider": "digitalocean",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "us-east-1",
      "title": "US East (N. Virginia)",
      "provider": "aws",
      "capabilities": {}
    },
    {
      "ext": {},
      "code": "eu-west-1",
      "title": "EU (Ireland)",
      "provider": "aws",
      "capabilities": {}
    }
  ],
  "machineTypes": [
    {
      "ext": {},
      "name": "Standard_B2s",
      "aliases": [],
      "kind": "guest",
      "vcpus": 2,
      "pcpus": 1,
      "memoryMb": 4096,
      "gpus": 0,
      "diskGb": 8,
      "family": "standardBSFamily",
      "infiniband": false,
      "price": 0.0416,
      "spotPrice": 0.0083,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_D2s_v3",
      "aliases": [],
      "kind": "guest",
      "vcpus": 2,
      "pcpus": 1,
      "memoryMb": 8192,
      "gpus": 0,
      "diskGb": 16,
      "family": "standardDSv3Family",
      "infiniband": false,
      "price": 0.096,
      "spotPrice": 0.0192,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_D4s_v3",
      "aliases": [],
      "kind": "guest",
      "vcpus": 4,
      "pcpus": 2,
      "memoryMb": 16384,
      "gpus": 0,
      "diskGb": 32,
      "family": "standardDSv3Family",
      "infiniband": false,
      "price": 0.192,
      "spotPrice": 0.0384,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_D16s_v3",
      "aliases": [],
      "kind": "guest",
      "vcpus": 16,
      "pcpus": 8,
      "memoryMb": 65536,
      "gpus": 0,
      "diskGb": 128,
      "family": "standardDSv3Family",
      "infiniband": false,
      "price": 0.768,
      "spotPrice": 0.1536,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_E8s_v3",
      "aliases": [],
      "kind": "guest",
      "vcpus": 8,
      "pcpus": 4,
      "memoryMb": 65536,
      "gpus": 0,
      "diskGb": 128,
      "family": "standardESv3Family",
      "infiniband": false,
      "price": 0.504,
      "spotPrice": 0.1008,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_F2s_v2",
      "aliases": [],
      "kind": "guest",
      "vcpus": 2,
      "pcpus": 1,
      "memoryMb": 4096,
      "gpus": 0,
      "diskGb": 16,
      "family": "standardFSv2Family",
      "infiniband": false,
      "price": 0.085,
      "spotPrice": 0.017,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_F4s_v2",
      "aliases": [],
      "kind": "guest",
      "vcpus": 4,
      "pcpus": 2,
      "memoryMb": 8192,
      "gpus": 0,
      "diskGb": 32,
      "family": "standardFSv2Family",
      "infiniband": false,
      "price": 0.169,
      "spotPrice": 0.0338,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_F16s_v2",
      "aliases": [],
      "kind": "guest",
      "vcpus": 16,
      "pcpus": 8,
      "memoryMb": 32768,
      "gpus": 0,
      "diskGb": 128,
      "family": "standardFSv2Family",
      "infiniband": false,
      "price": 0.677,
      "spotPrice": 0.1354,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_F32s_v2",
      "aliases": [
        "Standard_Fs32_v2"
      ],
      "kind": "guest",
      "vcpus": 32,
      "pcpus": 16,
      "memoryMb": 65536,
      "gpus": 0,
      "diskGb": 256,
      "family": "standardFSv2Family",
      "infiniband": false,
      "price": 1.353,
      "spotPrice": 0.2706,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_F72s_v2",
      "aliases": [],
      "kind": "guest",
      "vcpus": 72,
      "pcpus": 36,
      "memoryMb": 147456,
      "gpus": 0,
      "diskGb": 576,
      "family": "standardFSv2Family",
      "infiniband": false,
      "price": 3.045,
      "spotPrice": 0.609,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_HC44rs",
      "aliases": [
        "Standard_Hc44rs"
      ],
      "kind": "guest",
      "vcpus": 44,
      "memoryMb": 335698,
      "gpus": 0,
      "diskGb": 700,
      "family": "standardHCSFamily",
      "infiniband": true,
      "price": 3.168,
      "spotPrice": 0.6336,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_HB60rs",
      "aliases": [],
      "kind": "guest",
      "vcpus": 60,
      "memoryMb": 233472,
      "gpus": 0,
      "diskGb": 700,
      "family": "standardHBSFamily",
      "infiniband": true,
      "price": 2.28,
      "spotPrice": 0.456,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_HB120rs_v3",
      "aliases": [],
      "kind": "guest",
      "vcpus": 120,
      "memoryMb": 466944,
      "gpus": 0,
      "diskGb": 960,
      "family": "standardHBrsv3Family",
      "infiniband": true,
      "price": 3.6,
      "spotPrice": 0.72,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_HB120-64rs_v3",
      "aliases": [],
      "kind": "guest",
      "vcpus": 64,
      "quotaVcpus": 120,
      "memoryMb": 466944,
      "gpus": 0,
      "diskGb": 960,
      "family": "standardHBrsv3Family",
      "infiniband": true,
      "price": 3.6,
      "spotPrice": 0.72,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_NC6s_v3",
      "aliases": [],
      "kind": "guest",
      "vcpus": 6,
      "pcpus": 6,
      "memoryMb": 114688,
      "gpus": 1,
      "diskGb": 736,
      "family": "standardNCSv3Family",
      "infiniband": false,
      "price": 3.06,
      "spotPrice": 0.612,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "Standard_ND40rs_v2",
      "aliases": [],
      "kind": "guest",
      "vcpus": 40,
      "pcpus": 20,
      "memoryMb": 688128,
      "gpus": 8,
      "diskGb": 2948,
      "family": "standardNDSv2Family",
      "infiniband": true,
      "price": 22.032,
      "spotPrice": 4.4064,
      "provider": "azure",
      "locations": []
    },
    {
      "ext": {},
      "name": "B1_1X2X25",
      "aliases": [],
      "kind": "guest",
      "vcpus": 1,
      "memoryMb": 2048,
      "gpus": 0,
      "diskGb": 25,
      "family": "balanced",
      "infiniband": false,
      "price": 0.038,
      "provider": "softlayer",
      "locations": []
    },
    {
      "ext": {},
      "name": "B1_2X4X25",
      "aliases": [],
      "kind": "guest",
      "vcpus": 2,
      "memoryMb": 4096,
      "gpus": 0,
      "diskGb": 25,
      "family": "balanced",
      "infiniband": false,
      "price": 0.062,
      "provider": "softlayer",
      "locations": []
    },
    {
      "ext": {},
      "name": "B1_2X8X100",
      "aliases": [],
      "kind": "guest",
      "vcpus": 2,
      "memoryMb": 8192,
      "gpus": 0,
      "diskGb": 100,
      "family": "balanced",
      "infiniband": false,
      "price": 0.104,
      "provider": "softlayer",
      "locations": []
    },
    {
      "ext": {},
      "name": "B1_4X16X100",
      "aliases": [],
      "kind": "guest",
      "vcpus": 4,
      "memoryMb": 16384,
      "gpus": 0,
      "diskGb": 100,
      "family": "balanced",
      "infiniband": false,
      "price": 0.199,
      "provider": "softlayer",
      "locations": []
    },
    {
      "ext": {},
      "name": "C1_2X2X25",
      "aliases": [],
      "kind": "guest",
      "vcpus": 2,
      "memoryMb": 2048,
      "gpus": 0,
      "diskGb": 25,
      "family": "compute",
      "infiniband": false,
      "price": 0.06,
      "provider": "softlayer",
      "locations": []
    },
    {
      "ext": {},
      "name": "M1_2X16X100",
      "aliases": [],
      "kind": "guest",
      "vcpus": 2,
      "memoryMb": 16384,
      "gpus": 0,
      "diskGb": 100,
      "family": "memory",
      "infiniband": false,
      "price": 0.129,
      "provider": "softlayer",
      "locations": []
    },
    {
      "ext": {},
      "name": "S1270_8GB_2X1TBSATA_NORAID",
      "aliases": [],
      "kind": "metal",
      "vcpus": 8,
      "pcpus": 4,
      "memoryMb": 8192,
      "gpus": 0,
      "diskGb": 2000,
      "family": "metal",
      "infiniband": false,
      "price": 0.333,
      "description": "Single Xeon 1270, 8GB RAM, 2x1TB SATA disks, Non-RAID",
      "locations": [
        {
          "location": "dal05",
          "stock": 20
        },
        {
          "location": "dal13",
          "stock": 20
        },
        {
          "location": "wdc07",
          "stock": 10
        }
      ]
    },
    {
      "ext": {},
      "name": "S1270_32GB_1X1TBSATA_NORAID",
      "aliases": [],
      "kind": "metal",
      "vcpus": 8,
      "pcpus": 4,
      "memoryMb": 32768,
      "gpus": 0,
      "diskGb": 1000,
      "family": "metal",
      "infiniband": false,
      "price": 0.385,
      "description": "Single Xeon 1270, 32GB RAM, 1x1TB SATA disk, Non-RAID",
      "locations": [
        {
          "location": "dal05",
          "stock": 20
        },
        {
          "location": "dal13",
          "stock": 20
        },
        {
          "location": "wdc07",
          "stock": 10
        }
      ]
    },
    {
      "ext": {},
      "name": "D2620V4_64GB_2X1TB_SATA_RAID_1",
      "aliases": [],
      "kind": "metal",
      "vcpus": 32,
      "pcpus": 16,
      "memoryMb": 65536,
      "gpus": 0,
      "diskGb": 1000,
      "family": "metal",
      "infiniband": false,
      "price": 0.595,
      "description": "Dual Xeon E5-2620 v4, 64GB RAM, 2x1TB SATA disks, RAID1",
      "locations": [
        {
          "location": "dal05",
          "stock": 20
        },
        {
          "location": "dal13",
          "stock": 20
        },
        {
          "location": "wdc07",
          "stock": 10
        }
      ]
    },
    {
      "ext": {},
      "name": "529e9592a3e640a7c2617b5e8bc8feaaabd22aab",
      "aliases": [],
      "kind": "metal",
      "vcpus": 4,
      "memoryMb": 16384,
      "gpus": 0,
      "diskGb": 2000,
      "family": "metal",
      "infiniband": false,
      "price": 0.56,
      "description": "Intel(R) Xeon(R) CPU E3-1271 v3 @ 3.60GHz",
      "locations": [
        {
          "location": "va1",
          "stock": 10
        },
        {
          "location": "gb3",
          "stock": 10
        }
      ]
    },
    {
      "ext": {},
      "name": "host",
      "aliases": [],
      "kind": "host",
      "vcpus": 4,
      "memoryMb": 16384,
      "gpus": 0,
      "diskGb": 100,
      "family": "host",
      "infiniband": false,
      "price": 0,
      "description": "This machine's Docker Engine",
      "provider": "docker",
      "locations": []
    },
    {
      "ext": {},
      "name": "1gb",
      "aliases": [],
      "kind": "host",
      "vcpus": 1,
      "memoryMb": 1024,
      "gpus": 0,
      "diskGb": 30,
      "family": "droplet",
      "infiniband": false,
      "price": 0.015,
      "description": "1GB",
      "provider": "digitalocean",
      "locations": []
    },
    {
      "ext": {},
      "name": "2gb",
      "aliases": [],
      "kind": "host",
      "vcpus": 2,
      "memoryMb": 2048,
      "gpus": 0,
      "diskGb": 40,
      "family": "droplet",
      "infiniband": false,
      "price": 0.03,
      "description": "2GB",
      "provider": "digitalocean",
      "locations": []
    },
    {
      "ext": {},
      "name": "4gb",
      "aliases": [],
      "kind": "host",
      "vcpus": 2,
      "memoryMb": 4096,
      "gpus": 0,
      "diskGb": 60,
      "family": "droplet",
      "infiniband": false,
      "price": 0.06,
      "description": "4GB",
      "provider": "digitalocean",
      "locations": []
    },
    {
      "ext": {},
      "name": "t2.micro",
      "aliases": [],
      "kind": "host",
      "vcpus": 1,
      "memoryMb": 1024,
      "gpus": 0,
      "diskGb": 60,
      "family": "t2",
      "infiniband": false,
      "price": 0.013,
      "description": "t2.micro",
      "provider": "aws",
      "locations": []
    },
    {
      "ext": {},
      "name": "m3.medium",
      "aliases": [],
      "kind": "host",
      "vcpus": 1,
      "memoryMb": 3840,
      "gpus": 0,
      "diskGb": 60,
      "family": "m3",
      "infiniband": false,
      "price": 0.067,
      "description": "m3.medium",
      "provider": "aws",
      "locations": []
    }
  ],
  "images": [
    {
      "ext": {},
      "name": "centos-5-64",
      "kind": "os",
      "title": "CentOS 5 64-bit",
      "osFamily": "centOS",
      "osVersion": "5",
      "bits": 64,
      "diskGb": 17,
      "names": {
        "centurylink": "CENTOS-5-64-TEMPLATE",
        "softlayer": "CENTOS_5_64"
      }
    },
    {
      "ext": {},
      "name": "centos-6-64",
      "kind": "os",
      "title": "CentOS 6 64-bit",
      "osFamily": "centOS",
      "osVersion": "6",
      "bits": 64,
      "diskGb": 17,
      "dockerRef": "centos:6",
      "names": {
        "centurylink": "CENTOS-6-64-TEMPLATE",
        "softlayer": "CENTOS_6_64"
      }
    },
    {
      "ext": {},
      "name": "centos-7-64",
      "kind": "os",
      "title": "CentOS 7 64-bit",
      "osFamily": "centOS",
      "osVersion": "7",
      "bits": 64,
      "diskGb": 25,
      "dockerRef": "centos:7",
      "names": {
        "softlayer": [
          "CENTOS_7_64",
          "CENTOS_LATEST",
          "CENTOS_LATEST_64"
        ],
        "cyclecloud": "cycle.image.centos7"
      }
    },
    {
      "ext": {},
      "name": "almalinux-8-64",
      "kind": "os",
      "title": "AlmaLinux 8 64-bit",
      "osFamily": "almaLinux",
      "osVersion": "8",
      "bits": 64,
      "diskGb": 25,
      "dockerRef": "almalinux:8",
      "names": {
        "softlayer": "ALMALINUX_8_64",
        "cyclecloud": "cycle.image.almalinux8"
      }
    },
    {
      "ext": {},
      "name": "debian-6-64",
      "kind": "os",
      "title": "Debian 6 64-bit",
      "osFamily": "debian",
      "osVersion": "6",
      "bits": 64,
      "diskGb": 17,
      "names": {
        "centurylink": "DEBIAN-6-64-TEMPLATE",
        "softlayer": "DEBIAN_6_64"
      }
    },
    {
      "ext": {},
      "name": "debian-7-64",
      "kind": "os",
      "title": "Debian 7 64-bit",
      "osFamily": "debian",
      "osVersion": "7",
      "bits": 64,
      "diskGb": 17,
      "dockerRef": "debian:7",
      "names": {
        "centurylink": "DEBIAN-7-64-TEMPLATE",
        "softlayer": "DEBIAN_7_64"
      }
    },
    {
      "ext": {},
      "name": "debian-12-64",
      "kind": "os",
      "title": "Debian 12 64-bit",
      "osFamily": "debian",
      "osVersion": "12",
      "bits": 64,
      "diskGb": 25,
      "dockerRef": "debian:12",
      "names": {
        "softlayer": [
          "DEBIAN_12_64",
          "DEBIAN_LATEST",
          "DEBIAN_LATEST_64"
        ]
      }
    },
    {
      "ext": {},
      "name": "rhel-5-64",
      "kind": "os",
      "title": "RedHat Enterprise Linux 5 64-bit",
      "osFamily": "redHat",
      "osVersion": "5",
      "bits": 64,
      "diskGb": 17,
      "names": {
        "centurylink": "RHEL-5-64-TEMPLATE",
        "softlayer": "REDHAT_5_64"
      }
    },
    {
      "ext": {},
      "name": "rhel-6-64",
      "kind": "os",
      "title": "RedHat Enterprise Linux 6 64-bit",
      "osFamily": "redHat",
      "osVersion": "6",
      "bits": 64,
      "diskGb": 17,
      "names": {
        "centurylink": "RHEL-6-64-TEMPLATE",
        "softlayer": "REDHAT_6_64"
      }
    },
    {
      "ext": {},
      "name": "rhel-7-64",
      "kind": "os",
      "title": "RedHat Enterprise Linux 7 64-bit",
      "osFamily": "redHat",
      "osVersion": "7",
      "bits": 64,
      "diskGb": 17,
      "names": {
        "centurylink": "RHEL-7-64-TEMPLATE",
        "softlayer": [
          "REDHAT_7_64",
          "REDHAT_LATEST",
          "REDHAT_LATEST_64"
        ]
      }
    },
    {
      "ext": {},
      "name": "ubuntu-12-64",
      "kind": "os",
      "title": "Ubuntu 12 64-bit",
      "osFamily": "ubuntu",
      "osVersion": "12",
      "bits": 64,
      "diskGb": 17,
      "dockerRef": "ubuntu:12.04",
      "names": {
        "centurylink": "UBUNTU-12-64-TEMPLATE",
        "softlayer": "UBUNTU_12_64"
      }
    },
    {
      "ext": {},
      "name": "ubuntu-14-64",
      "kind": "os",
      "title": "Ubuntu 14 64-bit",
      "osFamily": "ubuntu",
      "osVersion": "14",
      "bits": 64,
      "diskGb": 17,
      "dockerRef": "ubuntu:14.04",
      "names": {
        "centurylink": "UBUNTU-14-64-TEMPLATE",
        "softlayer": "UBUNTU_14_64"
      }
    },
    {
      "ext": {},
      "name": "ubuntu-16-64",
      "kind": "os",
      "title": "Ubuntu 16 64-bit",
      "osFamily": "ubuntu",
      "osVersion": "16",
      "bits": 64,
      "diskGb": 25,
      "dockerRef": "ubuntu:16.04",
      "names": {
        "softlayer": "UBUNTU_16_64"
      }
    },
    {
      "ext": {},
      "name": "ubuntu-18-64",
      "kind": "os",
      "title": "Ubuntu 18 64-bit",
      "osFamily": "ubuntu",
      "osVersion": "18",
      "bits": 64,
      "diskGb": 25,
      "dockerRef": "ubuntu:18.04",
      "names": {
        "softlayer": "UBUNTU_18_64",
        "cyclecloud": "cycle.image.ubuntu18"
      }
    },
    {
      "ext": {},
      "name": "ubuntu-20-64",
      "kind": "os",
      "title": "Ubuntu 20 64-bit",
      "osFamily": "ubuntu",
      "osVersion": "20",
      "bits": 64,
      "diskGb": 25,
      "dockerRef": "ubuntu:20.04",
      "names": {
        "softlayer": "UBUNTU_20_64",
        "cyclecloud": "cycle.image.ubuntu20"
      }
    },
    {
      "ext": {},
      "name": "ubuntu-22-64",
      "kind": "os",
      "title": "Ubuntu 22 64-bit",
      "osFamily": "ubuntu",
      "osVersion": "22",
      "bits": 64,
      "diskGb": 25,
      "dockerRef": "ubuntu:22.04",
      "names": {
        "softlayer": [
          "UBUNTU_22_64",
          "UBUNTU_LATEST",
          "UBUNTU_LATEST_64"
        ],
        "cyclecloud": "cycle.image.ubuntu22"
      }
    },
    {
      "ext": {},
      "name": "windows-2008r2-dtc",
      "kind": "os",
      "title": "Windows 2008 R2 Datacenter 64-bit",
      "osFamily": "windows",
      "osVersion": "2008R2DataCenter",
      "bits": 64,
      "diskGb": 60,
      "names": {
        "centurylink": "WIN2008R2DTC-64"
      }
    },
    {
      "ext": {},
      "name": "windows-2008r2-ent",
      "kind": "os",
      "title": "Windows 2008 R2 Enterprise 64-bit",
      "osFamily": "windows",
      "osVersion": "2008R2Enterprise",
      "bits": 64,
      "diskGb": 60,
      "names": {
        "centurylink": "WIN2008R2ENT-64"
      }
    },
    {
      "ext": {},
      "name": "windows-2008r2-std",
      "kind": "os",
      "title": "Windows 2008 R2 Standard 64-bit",
      "osFamily": "windows",
      "osVersion": "2008R2Standard",
      "bits": 64,
      "diskGb": 60,
      "names": {
        "centurylink": "WIN2008R2STD-64"
      }
    },
    {
      "ext": {},
      "name": "windows-2012-dtc",
      "kind": "os",
      "title": "Windows 2012 Datacenter 64-bit",
      "osFamily": "windows",
      "osVersion": "2012DataCenter",
      "bits": 64,
      "diskGb": 60,
      "names": {
        "centurylink": "WIN2012DTC-64"
      }
    },
    {
      "ext": {},
      "name": "windows-2012r2-dtc",
      "kind": "os",
      "title": "Windows 2012 R2 Datacenter 64-bit",
      "osFamily": "windows",
      "osVersion": "2012R2DataCenter",
      "bits": 64,
      "diskGb": 60,
      "names": {
        "centurylink": "WIN2012R2DTC-64",
        "softlayer": "WIN_2012-DC-R2_64"
      }
    },
    {
      "ext": {},
      "name": "windows-2019-std",
      "kind": "os",
      "title": "Windows 2019 Standard 64-bit",
      "osFamily": "windows",
      "osVersion": "2019Standard",
      "bits": 64,
      "diskGb": 100,
      "names": {
        "softlayer": [
          "WIN_2019-STD_64",
          "WIN_LATEST",
          "WIN_LATEST_64"
        ],
        "cyclecloud": "cycle.image.win2019"
      }
    },
    {
      "ext": {},
      "name": "pxe",
      "kind": "os",
      "title": "PXE Boot",
      "osFamily": "pxe",
      "osVersion": "",
      "bits": 64,
      "diskGb": 17,
      "names": {
        "centurylink": "PXE-TEMPLATE"
      }
    }
  ],
  "repositories": [
    {
      "ext": {},
      "name": "tutum/hello-world",
      "registry": "index.docker.io",
      "tags": [
        "latest"
      ],
      "description": "Image to test docker deployments. Has Apache with a 'Hello World' page listening in port 80."
    }
  ],
  "scripts": [],
  "networks": [],
  "groups": [],
  "quotas": [],
  "customFields": [],
  "policies": [],
  "clusters": [],
  "machines": [
    {
      "ext": {},
      "kind": "host",
      "location": "local",
      "name": "local-1",
      "machineType": "host",
      "state": "running",
      "keepAlive": false,
      "fixed": false,
      "spot": false,
      "maintenance": false
    }
  ],
  "services": [],
  "simulation": {}
};
