import { expect, test } from 'vitest';
import { recordedAtMs } from './recorded-time.js';

const SENTENCE = '!AIVDM,1,1,,B,33I>hf0PA706QD:L7NC5lT;`011Q,0*22';
const AT = Date.UTC(2016, 2, 31, 0, 0, 1);

test('[AIS45] the time of a line is read in every form recordings have', () => {
  const seconds = AT / 1000;
  const cases: [string, number | null][] = [
    [`2016-03-31 00:00:01, ${SENTENCE}`, AT],
    [`2016-03-31T00:00:01.25Z ${SENTENCE}`, AT + 250],
    [`${seconds} ${SENTENCE}`, AT],
    [`${seconds}.125,${SENTENCE}`, AT + 125],
    [`${AT + 7}: ${SENTENCE}`, AT + 7],
    [`\\s:quay,c:${seconds}*${checksum(`s:quay,c:${seconds}`)}\\${SENTENCE}`, AT],
    ['$PGHP,1,2016,3,31,0,0,1,005,219,,2190047,1,6C*20', AT + 5],
    [`${SENTENCE},d-109,S2105,t050056.00,T56.13718694,r003669946,${seconds}`, AT],
    // Nothing that says when.
    [SENTENCE, null],
    [`2016-13-31 00:00:01, ${SENTENCE}`, null],
    [`\\s:quay,c:${seconds}*00\\${SENTENCE}`, null],
    ['', null],
    ['# 413999001 is a ship', null],
  ];
  for (const [line, at] of cases) expect(recordedAtMs(line), line).toBe(at);
});

test('[AIS45] the outer tag block counts, which says when it was received here', () => {
  const inner = `\\c:1000000000*${checksum('c:1000000000')}\\${SENTENCE}`;
  expect(recordedAtMs(`\\c:1400000000*${checksum('c:1400000000')}\\${inner}`)).toBe(1_400_000_000_000);
});

function checksum(text: string): string {
  let sum = 0;
  for (const character of text) sum ^= character.charCodeAt(0);
  return sum.toString(16).toUpperCase().padStart(2, '0');
}
