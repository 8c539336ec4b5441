import { expect, test } from 'vitest';
import {
  applyMapping,
  findProfile,
  mapHeaders,
  normaliseHeader,
  uniqueHeaders,
} from '#core/manifests/headerMapping.ts';
import { headerSynonyms } from '#core/manifests/headerSynonyms.ts';
import type { ImportProfile, ManifestColumn } from '#shared/importing.ts';
import { manifestColumns } from '#shared/importing.ts';
import { read } from './reading.ts';

const mapped = (headers: string[]) =>
  Object.fromEntries(Object.entries(mapHeaders(headers)).filter(([, column]) => column !== null));

/** The table of `contracts.md`, word for word. */
const promised: ReadonlyArray<readonly [ManifestColumn, readonly string[]]> = [
  ['service_date', ['service_date', 'date', 'delivery date', 'planned delivery date']],
  ['route', ['route', 'route code', 'route number', 'route name']],
  ['driver', ['driver', 'transporter id', 'courier']],
  ['driver_name', ['driver_name', 'delivery associate']],
  ['stop', ['stop', 'stop id', 'stop code', 'order number']],
  ['sequence', ['sequence', 'stop number', 'seq', 'position']],
  ['address', ['address', 'address line 1']],
  ['address_2', ['address line 2']],
  ['postcode', ['postcode', 'zip']],
  ['latitude', ['latitude', 'lat']],
  ['longitude', ['longitude', 'lng', 'lon']],
  ['customer', ['customer', 'recipient', 'name']],
  ['contact', ['contact', 'email', 'phone']],
  ['tracking_id', ['tracking_id', 'tracking id', 'package id', 'TBA', 'barcode']],
  ['status', ['status', 'scan status', 'outcome', 'state']],
  ['completed_at', ['completed_at', 'delivered at', 'status date', 'delivery time']],
  ['left_at', ['left_at', 'handover', 'drop off location', 'delivery details']],
  ['window_start', ['window_start', 'earliest time']],
  ['window_end', ['window_end', 'latest time']],
  ['confidential', ['confidential']],
  ['opted_out', ['opted_out', "don't take photos"]],
];

test.each(promised)('%s goes by all the names that were promised', (column, names) => {
  for (const name of names) {
    for (const spelling of [
      name,
      name.toUpperCase(),
      name.replaceAll(' ', '_'),
      name.replaceAll(' ', '-'),
      name.replaceAll(' ', ''),
      ` ${name} `,
    ]) {
      expect([spelling, mapHeaders([spelling])[spelling]]).toEqual([spelling, column]);
    }
  }
});

test('every name belongs to one column only', () => {
  const owners = new Map<string, ManifestColumn>();
  for (const column of manifestColumns) {
    for (const name of headerSynonyms[column]) {
      const key = normaliseHeader(name);
      expect([name, owners.get(key) ?? column]).toEqual([name, column]);
      owners.set(key, column);
    }
  }
});

test('the headers of a Track-POD export find their columns', () => {
  const headers =
    'Number,Id,Date,SeqNumber,RouteNumber,RoutePriority,RouteStatus,DriverLogin,DriverName,DriverNumber,DriverVehicle,ShipperId,Shipper,DepotId,Depot,Weight,Volume,Pallets,InvoiceId,CustomerReferenceId,Type,ClientId,Client,AddressId,Address,AddressLat,AddressLon,AddressZone,ContactName,Phone,Email,TimeSlotFrom,TimeSlotTo,ServiceTime,Note,COD,CODActual,StatusId,Status,StatusLat,StatusLon,DriverComment,RejectReasonId,RejectReason,ScanRejectReason,SignatureName,HasSignaturePhoto,HasPhoto,StatusDate,PlanTime,ETA,RouteDate,ArrivedDate,DepartedDate,Barcode,Scanned,TrackId,TrackLink,LoadStatus';
  expect(mapped(headers.split(','))).toEqual({
    Number: 'stop',
    RouteDate: 'service_date',
    SeqNumber: 'sequence',
    RouteNumber: 'route',
    DriverLogin: 'driver',
    DriverName: 'driver_name',
    Address: 'address',
    AddressLat: 'latitude',
    AddressLon: 'longitude',
    ContactName: 'customer',
    Email: 'contact',
    TimeSlotFrom: 'window_start',
    TimeSlotTo: 'window_end',
    Status: 'status',
    StatusDate: 'completed_at',
    Barcode: 'tracking_id',
  });
});

test('the headers of a CoopCycle export find their columns', () => {
  const headers =
    '#,# order,orderCode,type,address.name,address.streetAddress,address.latlng,afterDay,afterTime,beforeDay,beforeTime,status,comments,finishedAtDay,finishedAtTime,courier,tags,address.contactName,organization';
  expect(mapped(headers.split(','))).toEqual({
    '#': 'tracking_id',
    orderCode: 'stop',
    'address.streetAddress': 'address',
    'address.contactName': 'customer',
    afterTime: 'window_start',
    beforeTime: 'window_end',
    status: 'status',
    finishedAtDay: 'service_date',
    finishedAtTime: 'completed_at',
    courier: 'driver',
  });
});

test('the headers of an Amazon itinerary find their columns', () => {
  const headers = [
    'Transporter ID',
    'Delivery Associate',
    'Route Code',
    'Stop Number',
    'Scannable Id',
    'Tracking ID',
    'TR Object State',
    'Execution Time',
    'Address Line 1',
    'Address Line 2',
    'Zip',
  ];
  expect(mapped(headers)).toEqual({
    'Transporter ID': 'driver',
    'Delivery Associate': 'driver_name',
    'Route Code': 'route',
    'Stop Number': 'sequence',
    'Tracking ID': 'tracking_id',
    'TR Object State': 'status',
    'Execution Time': 'completed_at',
    'Address Line 1': 'address',
    'Address Line 2': 'address_2',
    Zip: 'postcode',
  });
});

test('two headers never share a column: the better name gets it, and the first of equals', () => {
  const columns = Object.values(
    mapHeaders(['Phone', 'Email', 'Name', 'Recipient', 'Tracking Number', 'Tracking ID', 'Date', 'Service Date']),
  ).filter(Boolean);
  expect(new Set(columns).size).toBe(columns.length);
  expect(mapHeaders(['Name', 'Recipient'])).toEqual({ Name: null, Recipient: 'customer' });
  expect(mapHeaders(['route_code', 'Route Code'])).toEqual({ route_code: 'route', 'Route Code': null });
});

test('blank and repeated headers are told apart', () => {
  expect(uniqueHeaders(['Date', '', 'Date', ' Date ', '__proto__'])).toEqual([
    'Date',
    'column 2',
    'Date (2)',
    'Date (3)',
    '__proto__',
  ]);
  expect(Object.keys(mapHeaders(['__proto__', 'route']))).toEqual(['__proto__', 'route']);
});

test('a mapping made by hand beats the names, and gives no column twice', () => {
  expect(
    applyMapping(['Tour', 'Van', 'Scan'], { van: 'route', Scan: 'tracking_id', Tour: null, Gone: 'status' }),
  ).toEqual({ Tour: null, Van: 'route', Scan: 'tracking_id' });
  expect(applyMapping(['A', 'B'], { A: 'route', B: 'route' })).toEqual({ A: 'route', B: null });
});

const profile: ImportProfile = {
  name: 'Night shift',
  headers: ['van', 'scan', 'doneon'],
  mapping: { Van: 'route', Scan: 'tracking_id', 'Done on': 'completed_at' },
  serviceDate: '2026-11-20',
};

test('a saved profile is chosen by the same headers in any order and spelling', () => {
  expect(findProfile(['SCAN', 'Done On', 'van'], [profile])?.name).toBe('Night shift');
  expect(findProfile(['scan', 'van'], [profile])).toBeNull();
  expect(findProfile(['scan', 'van', 'done on', 'more'], [profile])).toBeNull();
});

test('a table that only a profile understands is read by it', async () => {
  const { result, rows } = await read('Scan,Van,Done on\nT1,R9,14:30\n', { profiles: [profile] });
  expect(result.summary).toMatchObject({ profile: 'Night shift', mapping: { Van: 'route' } });
  expect(rows).toMatchObject([{ route: 'R9', trackingId: 'T1', serviceDate: '2026-11-20' }]);
});

test('a mapping chosen in the import screen beats a profile', async () => {
  const { result, rows } = await read('Scan,Van,Done on\nT1,R9,14:30\n', {
    profiles: [profile],
    mapping: { Scan: 'route', Van: 'tracking_id' },
    serviceDate: '2026-11-21',
  });
  expect(result.summary?.profile).toBeNull();
  expect(rows).toMatchObject([{ route: 'T1', trackingId: 'R9', serviceDate: '2026-11-21' }]);
});
