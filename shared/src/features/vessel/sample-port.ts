import type { PortSite } from './port-site.js';

const BERTH_METRES = { lengthMetres: 320, widthMetres: 60 };

function berth(id: string, lat: number, lon: number, axisDeg: number): PortSite['berths'][number] {
  return { id, name: { zh: id, en: id }, centre: { lat, lon }, axisDeg, ...BERTH_METRES };
}

/** Beilun's places of domain.md §7.1, approximate (±1 km) until surveyed geometry replaces them. */
export const SAMPLE_PORT: PortSite = {
  limit: [
    { lat: 29.6, lon: 121.6 },
    { lat: 29.6, lon: 122.6 },
    { lat: 30.3, lon: 122.6 },
    { lat: 30.3, lon: 121.6 },
  ],
  berths: [
    berth('B3-1', 29.9365, 121.8803, 110),
    berth('B3-2', 29.9355, 121.8834, 110),
    berth('B3-3', 29.9345, 121.8866, 110),
    berth('B3-4', 29.9335, 121.8897, 110),
    berth('B4-1', 29.8955, 122.0186, 105),
    berth('B4-2', 29.8947, 122.0218, 105),
    berth('B4-3', 29.894, 122.025, 105),
    berth('B4-4', 29.8933, 122.0282, 105),
    berth('B4-5', 29.8925, 122.0314, 105),
  ],
  anchorages: [
    {
      ...{ id: 'AN1', name: { zh: '七里锚地 AN1', en: 'Qili anchorage AN1' } },
      ...{ centre: { lat: 29.985, lon: 121.77 }, radiusMetres: 1500 },
    },
    {
      ...{ id: 'AN2', name: { zh: '虾峙门外锚地 AN2', en: 'Xiazhimen outer anchorage AN2' } },
      ...{ centre: { lat: 29.67, lon: 122.4 }, radiusMetres: 4000 },
    },
    {
      ...{ id: 'AN3', name: { zh: '东霍山锚地 AN3', en: 'Donghuoshan anchorage AN3' } },
      ...{ centre: { lat: 30.23, lon: 121.7 }, radiusMetres: 3500 },
    },
  ],
};

/** The radiation lanes of domain.md §7.2, approximate. */
export const SAMPLE_GATES: NonNullable<PortSite['radiationGates']> = [
  {
    ...{ id: 'RG3', name: { zh: '三期放射性检测通道', en: 'T3 radiation lane' } },
    centre: { lat: 29.9304, lon: 121.886 },
  },
  {
    ...{ id: 'RG4', name: { zh: '四期放射性检测通道', en: 'T4 radiation lane' } },
    centre: { lat: 29.8894, lon: 122.0262 },
  },
];

/** Water with a rule of its own for the demo, invented: a reach of the channel past Beilun with a speed limit. [CDV] */
export const SAMPLE_ZONES: NonNullable<PortSite['zones']> = [
  {
    ...{ id: 'DEMO-REACH', name: { zh: '北仑航段（示例）', en: 'Beilun reach (demo)' } },
    ...{ noEntry: false, speedLimitKnots: 15 },
    ring: [
      { lat: 29.945, lon: 121.85 },
      { lat: 29.945, lon: 121.92 },
      { lat: 29.968, lon: 121.92 },
      { lat: 29.968, lon: 121.85 },
    ],
  },
];
