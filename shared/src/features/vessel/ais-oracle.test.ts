import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { MetHydroReport } from './ais-met-hydro.js';
import { AisDecoder } from './ais-decoder.js';
import type { AisEta, AisMessage, AisPosition } from './ais-message.js';
import type { AisArea } from './ais-message-service.js';

type Theirs = Readonly<Record<string, unknown>>;
/** What gpsdecode must have said of each field it says anything of; a field that is not named here fails the test. */
type Expected = Record<string, (value: unknown) => boolean>;

/** Of no use to anybody here: the data link's own state, bits without a meaning, words for codes. SPEC AIS20 says why. */
const LEFT_OUT =
  /_text$|^(?:class|device|scaled|radio|dte|regional|reserved|display|dsc|band|msg22|assigned|speed_q|course_q|heading_q)$/u;

const is =
  (wanted: unknown) =>
  (value: unknown): boolean =>
    value === wanted;
const words =
  (wanted: string) =>
  (value: unknown): boolean =>
    String(value).replace(/@.*$/u, '').trimEnd() === wanted;
/** Unscaled: our value times `perUnit`, less its offset; null where theirs is one of the codes for "not available". */
const raw =
  (ours: number | null, perUnit: number, isNone: (code: number) => boolean, offset = 0) =>
  (value: unknown): boolean => {
    const code = Number(value);
    return ours === null ? isNone(code) : Math.abs((ours - offset) * perUnit - code) < 0.01;
  };
const from = (least: number) => (code: number) => code >= least;
const only = (none: number) => (code: number) => code === none;

/** Half a position is none, so with one coordinate beyond the globe the other may be anything. */
function at(position: AisPosition | null, perDegree: number): Expected {
  return {
    lat: raw(position?.lat ?? null, perDegree, () => true),
    lon: raw(position?.lon ?? null, perDegree, () => true),
  };
}

/** Neither side has a position where the other has one. */
function placeDiffers(ours: AisMessage, theirs: Theirs): boolean {
  if (!('position' in ours) || ours.position !== null || typeof theirs['lat'] !== 'number') return false;
  const perDegree = ours.type === 27 || ours.type === 17 ? 600 : 600_000;
  return Math.abs(theirs['lat']) <= 90 * perDegree && Math.abs(Number(theirs['lon'])) <= 180 * perDegree;
}

const eta = ({ month, day, hour, minute }: AisEta): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(month ?? 0)}-${two(day ?? 0)}T${two(hour ?? 24)}:${two(minute ?? 60)}Z`;
};
const corner = (area: AisArea | null): Expected =>
  Object.fromEntries(
    Object.entries({ ne: area?.northEast ?? null, sw: area?.southWest ?? null }).flatMap(([name, position]) =>
      Object.entries(at(position, 600)).map(([axis, check]) => [`${name}_${axis}`, check]),
    ),
  );
/** `bits:hexadecimal`; theirs fills the last byte with whatever comes next. */
const data =
  (hex: string) =>
  (value: unknown): boolean => {
    const [count = '', theirs = ''] = String(value).split(':');
    const spare = (8 - (Number(count) % 8)) % 8;
    const last = (Number.parseInt(theirs.slice(-2), 16) >> spare) << spare;
    return hex === (theirs === '' ? '' : theirs.slice(0, -2) + last.toString(16).padStart(2, '0'));
  };

function motion(message: AisMessage): Expected {
  if (!('speedKnots' in message)) return 'position' in message ? at(message.position, 600_000) : {};
  const aircraft = message.type === 9;
  const coarse = message.type === 27;
  return {
    ...at(message.position, coarse ? 600 : 600_000),
    accuracy: is(message.positionAccurate),
    speed: raw(message.speedKnots, aircraft || coarse ? 1 : 10, only(coarse ? 63 : 1023)),
    course: raw(message.courseDeg, coarse ? 1 : 10, from(coarse ? 360 : 3600)),
  };
}

function common(message: AisMessage): Expected {
  const found: Expected = { type: is(message.type), repeat: is(message.repeat), mmsi: is(message.mmsi) };
  if ('headingDeg' in message) found['heading'] = raw(message.headingDeg, 1, from(360));
  if ('utcSecond' in message) found['second'] = raw(message.utcSecond, 1, from(60));
  if ('raim' in message) found['raim'] = is(message.raim);
  if ('positionAccurate' in message) found['accuracy'] = is(message.positionAccurate);
  if ('navigationStatusCode' in message) found['status'] = is(message.navigationStatusCode);
  if ('fixDeviceCode' in message) found['epfd'] = is(message.fixDeviceCode);
  if ('shipTypeCode' in message) found['shiptype'] = is(message.shipTypeCode);
  if ('callSign' in message) found['callsign'] = words(message.callSign);
  if ('name' in message) found[message.type === 21 ? 'name' : 'shipname'] = words(message.name);
  if ('text' in message) found['text'] = words(message.text);
  if ('sequence' in message) found['seqno'] = is(message.sequence);
  if ('retransmitted' in message) found['retransmit'] = is(message.retransmitted);
  if ('dimensions' in message && message.dimensions) {
    const { toBowMetres, toSternMetres, toPortMetres, toStarboardMetres } = message.dimensions;
    Object.assign(found, { to_bow: is(toBowMetres), to_stern: is(toSternMetres) });
    Object.assign(found, { to_port: is(toPortMetres), to_starboard: is(toStarboardMetres) });
  }
  return found;
}

/** Lists of theirs are numbered fields; what we leave out of a list is 0 there. */
function numbered(rows: readonly Record<string, number>[], most: number): Expected {
  const names = Object.keys(rows[0] ?? { mmsi: 0, offset: 0, increment: 0, number: 0, timeout: 0 });
  const all = Array.from({ length: most }, (_, index) =>
    names.map((name) => {
      const row = rows[index];
      // What is asked of nobody, or holds no slots, is no row; the rest of it may be anything.
      const check = row ? is(row[name]) : name === 'mmsi' || name === 'number' ? is(0) : () => true;
      return [`${name}${String(index + 1)}`, check] as const;
    }),
  );
  return Object.fromEntries(all.flat());
}

function metHydro(report: MetHydroReport, old: boolean): Expected {
  const tendency = (ours: MetHydroReport['airPressureTendency']) => (code: unknown) =>
    (['steady', 'decreasing', 'increasing'][Number(code)] ?? null) === ours;
  const current = (index: number, field: 'speedKnots' | 'directionDeg', perUnit: number) => {
    const found = report.currents[index]?.[field] ?? null;
    return raw(found, perUnit, from(field === 'speedKnots' ? 252 : 360));
  };
  const wave = (name: string, { heightMetres, periodSeconds, directionDeg }: MetHydroReport['waves']): Expected => ({
    [`${name}height`]: raw(heightMetres, 10, from(252)),
    [`${name}period`]: raw(periodSeconds, 1, from(61)),
    [`${name}dir`]: raw(directionDeg, 1, from(360)),
  });
  const { dayOfMonth: day, hour, minute } = report;
  return {
    ...at(report.position, 60_000),
    accuracy: () => true,
    timestamp: (value) => {
      const [d = '', h = '', m = ''] = String(value).match(/\d+/gu) ?? [];
      return (day ?? 0) === Number(d) && (hour ?? Number(h)) === Number(h) && (minute ?? Number(m)) === Number(m);
    },
    wspeed: raw(report.windSpeedKnots, 1, only(127)),
    wgust: raw(report.windGustKnots, 1, only(127)),
    wdir: raw(report.windDirectionDeg, 1, from(360)),
    wgustdir: raw(report.windGustDirectionDeg, 1, from(360)),
    airtemp: raw(report.airTemperatureCelsius, 10, (code) => code < -600 || code > 600, old ? -60 : 0),
    humidity: raw(report.relativeHumidityPercent, 1, from(101)),
    dewpoint: raw(report.dewPointCelsius, 10, from(501), old ? -20 : 0),
    pressure: raw(report.airPressureHectopascals, 1, from(401), old ? 800 : 799),
    pressuretend: tendency(report.airPressureTendency),
    leveltrend: tendency(report.waterLevelTendency),
    visgreater: is(report.visibilityIsMore),
    visibility: raw(report.visibilityNauticalMiles, 10, from(127)),
    waterlevel: raw(report.waterLevelMetres, old ? 10 : 100, from(401), -10),
    cspeed: current(0, 'speedKnots', 10),
    cdir: current(0, 'directionDeg', 1),
    cspeed2: current(1, 'speedKnots', 10),
    cdir2: current(1, 'directionDeg', 1),
    cspeed3: current(2, 'speedKnots', 10),
    cdir3: current(2, 'directionDeg', 1),
    cdepth2: raw(report.currents[1]?.depthMetres ?? null, 1, only(31)),
    cdepth3: raw(report.currents[2]?.depthMetres ?? null, 1, only(31)),
    ...wave('wave', report.waves),
    ...wave('swell', report.swell),
    seastate: raw(report.seaState, 1, from(13)),
    watertemp: raw(report.waterTemperatureCelsius, 10, from(501), old ? -10 : 0),
    preciptype: raw(report.precipitationCode, 1, only(7)),
    salinity: raw(report.salinityPerMille, 10, from(501)),
    ice: (code) => ([false, true][Number(code)] ?? null) === report.ice,
  };
}

/** Of binary messages: the identifier, and the content where both sides read it. */
function binary(message: AisMessage): Expected {
  if (!('application' in message) || !message.application) return {};
  const { dac, functionId, content, dataHex } = message.application;
  const head: Expected =
    message.type === 25 || message.type === 26
      ? { app_id: is(dac * 64 + functionId), structured: is(true) }
      : { dac: is(dac), fid: is(functionId) };
  if (content?.kind === 'met-hydro') return { ...head, ...metHydro(content, functionId === 11) };
  if (content?.kind === 'inland-ship') {
    return {
      ...{ ...head, vin: words(content.eni), shiptype: is(content.shipTypeCode) },
      length: raw(content.lengthMetres, 10, only(0)),
      beam: raw(content.beamMetres, 10, only(0)),
      hazard: raw(content.blueCones, 1, from(4)),
      draught: raw(content.draughtMetres, 100, only(0)),
      loaded: (code) => ([null, false, true][Number(code)] ?? null) === content.loaded,
      // Theirs leaves the bytes of a ship whose classification it does not know.
      data: data(dataHex),
    };
  }
  return { ...head, data: data(dataHex) };
}

function special(message: AisMessage): Expected {
  switch (message.type) {
    case 1:
    case 2:
    case 3: {
      const { rateOfTurnDegPerMin: turn, turningFast, manoeuvreCode } = message;
      const code = turn === null ? null : Math.sign(turn) * Math.sqrt(Math.abs(turn)) * 4.733;
      const none = { starboard: 127, port: -127, none: -128 }[turningFast ?? 'none'];
      return { turn: raw(code, 1, only(none)), maneuver: is(manoeuvreCode) };
    }
    case 4:
    case 11:
      return { timestamp: (value) => message.utc === null || message.utc.replace('.000', '') === value };
    case 5:
      return {
        ...{ imo: is(message.imo ?? 0), ais_version: is(message.aisVersion) },
        ...{ eta: is(eta(message.eta)), destination: words(message.destination) },
        draught: raw(message.draughtMetres, 10, only(0)),
      };
    case 7:
    case 13: {
      // A receipt that is cut in its middle is one for theirs.
      const whole = message.acknowledged.map(({ mmsi }, index) => [`mmsi${String(index + 1)}`, is(mmsi)] as const);
      const rest = [1, 2, 3, 4].map((index) => [`mmsi${String(index)}`, () => true] as const);
      return Object.fromEntries([...rest, ...whole]);
    }
    case 9:
      return { alt: raw(message.altitudeMetres, 1, only(4095)) };
    case 15: {
      const [first, second] = message.requests.filter(({ mmsi }) => mmsi === message.requests[0]?.mmsi);
      const other = message.requests.find(({ mmsi }) => mmsi !== first?.mmsi);
      // Nothing asked of anybody.
      const fields = ['mmsi1', 'type1_1', 'offset1_1', 'type1_2', 'offset1_2', 'mmsi2', 'type2_1', 'offset2_1'];
      if (!first) return Object.fromEntries(fields.map((name) => [name, () => true]));
      return {
        ...{ mmsi1: is(first.mmsi), mmsi2: (value) => value === (other?.mmsi ?? 0) || other === undefined },
        ...{ type1_1: is(first.messageType), offset1_1: is(first.slotOffset) },
        ...{ type1_2: is(second?.messageType ?? 0), offset1_2: () => true },
        ...{ type2_1: is(other?.messageType ?? 0), offset2_1: () => true },
      };
    }
    case 16:
      return numbered(
        message.assignments.map(({ mmsi, slotOffset: offset, increment }) => ({ mmsi, offset, increment })),
        2,
      );
    case 17:
      return { ...at(message.position, 600), data: data(message.dataHex) };
    case 18:
      return { cs: is(message.carrierSense) };
    case 20:
      return numbered(
        message.reservations.map(({ slotOffset: offset, slots: number, timeoutMinutes: timeout, increment }) => {
          return { offset, number, timeout, increment };
        }),
        4,
      );
    case 21:
      return {
        ...{ aid_type: is(message.aidTypeCode), off_position: is(message.offPosition) },
        virtual_aid: is(message.virtual),
      };
    case 22:
      return {
        ...corner(message.area),
        ...{ channel_a: is(message.channelA), channel_b: is(message.channelB), txrx: is(message.transmitModeCode) },
        ...{ power: is(message.lowPower), addressed: is(message.area === null), zonesize: is(message.zoneSizeCode) },
        ...{ band_a: is(message.narrowBandA), band_b: is(message.narrowBandB) },
        ...{ dest1: is(message.destinationMmsis[0] ?? 0), dest2: is(message.destinationMmsis[1] ?? 0) },
      };
    case 23:
      return {
        ...{ ...corner(message.area), stationtype: is(message.stationTypeCode) },
        ...{ interval: is(message.intervalCode), quiet: is(message.quietMinutes) },
      };
    case 24:
      return message.part === 'A'
        ? { part: is('A') }
        : {
            // Theirs adds the name of a part A heard before, and reads the vendor by the older, longer definition.
            ...{ part: is('B'), shipname: () => true, model: is(message.unitModelCode) },
            vendorid: (value) => String(value).startsWith(message.vendor),
            ...{ serial: is(message.unitSerialNumber), mothership_mmsi: is(message.mothershipMmsi ?? 0) },
          };
    case 25:
    case 26:
      return {
        ...{ addressed: is(message.destinationMmsi !== null), dest_mmsi: is(message.destinationMmsi ?? 0) },
        ...{ structured: is(message.application !== null), app_id: is(0), data: data(message.dataHex) },
      };
    case 27:
      return { gnss: is(message.positionLate) };
    default:
      return 'destinationMmsi' in message ? { dest_mmsi: is(message.destinationMmsi) } : {};
  }
}

function differences(ours: AisMessage, theirs: Theirs): string[] {
  const expected = { ...common(ours), ...motion(ours), ...special(ours), ...binary(ours) };
  // gpsdecode reads contents we leave as bytes; the identifier has been compared.
  const onlyTheirs = (ours.type === 6 || ours.type === 8) && ours.application.content === null && !('data' in theirs);
  const text = (ours.type === 6 || ours.type === 8) && ours.application.content?.kind === 'text';
  const place = placeDiffers(ours, theirs) ? ['position'] : [];
  const fields = Object.entries(theirs).flatMap(([name, value]) => {
    if (LEFT_OUT.test(name)) return [];
    const check = expected[name];
    if (!check) return onlyTheirs || text ? [] : [`${name} ${JSON.stringify(value)} is not read`];
    return check(value) ? [] : [`${name} ${JSON.stringify(value)}`];
  });
  return [...place, ...fields];
}

/** Theirs takes numbers of ten digits and 0 for senders; no station has one. */
function isMmsi(mmsi: number): boolean {
  return mmsi > 0 && mmsi < 1e9;
}

function decodeFile(text: string): AisMessage[] {
  const messages: AisMessage[] = [];
  new AisDecoder({ onMessage: (message) => messages.push(message) }).decode(text, 0);
  return messages;
}

const SAMPLE = new URL('testdata/gpsd-sample.aivdm', import.meta.url).pathname.replace('/dist/', '/src/');
/** Further recordings to compare, one after the other, by path. */
const FILES = [SAMPLE, ...(process.env['HAIGANG_AIS_FILES'] ?? '').split(':').filter((file) => file !== '')];

test.each(FILES)('[AIS20] gpsdecode reads the same field by field from %s', (file) => {
  const text = readFileSync(file, 'utf8');
  const output = execFileSync('gpsdecode', ['-j', '-u', '--split24'], {
    ...{ input: text, encoding: 'utf8', maxBuffer: 1e9, stdio: ['pipe', 'pipe', 'ignore'] },
  });
  const theirs = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Theirs)
    .filter((one) => one['class'] === 'AIS' && isMmsi(Number(one['mmsi'])));
  const ours = decodeFile(text);
  // Both in the order of the file; each side may read a message the other refuses.
  const found: string[] = [];
  let compared = 0;
  let next = 0;
  for (const other of theirs) {
    const same = (one: AisMessage): boolean => one.mmsi === other['mmsi'] && one.type === other['type'];
    const ahead = ours.slice(next, next + 20).findIndex(same);
    const message = ahead < 0 ? undefined : ours[next + ahead];
    if (!message) {
      found.push(`type ${String(other['type'])} of ${String(other['mmsi'])} is not read`);
      continue;
    }
    next += ahead + 1;
    compared += 1;
    for (const one of differences(message, other)) {
      found.push(`type ${String(message.type)} of ${message.mmsi}: ${one}`);
    }
  }
  expect(found).toEqual([]);
  expect(compared).toBe(theirs.length);
  expect(ours.length).toBeGreaterThanOrEqual(theirs.length);
});
