/**
 * Whether seven digits form an IMO ship number: the six leading digits weighted 7…2 sum to a number ending in the
 * seventh (IMO resolution A.1117(30); domain.md §4).
 */
export function isImoNumber(imo: number): boolean {
  if (!Number.isInteger(imo) || imo < 1_000_000 || imo > 9_999_999) return false;
  let rest = Math.floor(imo / 10);
  let sum = 0;
  for (let weight = 2; weight <= 7; weight += 1) {
    sum += (rest % 10) * weight;
    rest = Math.floor(rest / 10);
  }
  return sum % 10 === imo % 10;
}
